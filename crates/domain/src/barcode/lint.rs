//! Whether a value is what the table says: characters, lengths of parts, check digits, dates. Never here: where one
//! value ends and the next begins.

use super::ai::{Ai, Part, Rule, Set};
use super::date::Date;
use super::gs1::Problem;
use super::gtin::check_digit_of;

/// The place of the first thing that is wrong, from the start of the value, and what it is.
pub(super) type Fault = (usize, Problem);

/// Checks a whole value.
pub(super) fn check(ai: &Ai, value: &str) -> Result<(), Fault> {
    let mut at = 0;
    for part in ai.parts {
        let left = value.len() - at;
        if part.min == 0 && left == 0 {
            break;
        }
        let length = left.min(usize::from(part.max));
        let least = if part.fixed { part.max } else { part.min };
        let text = value.as_bytes().get(at..at + length).unwrap_or_default();
        if let Some(wrong) = text.iter().position(|b| !holds(part.set, *b)) {
            return Err((at + wrong, Problem::WrongCharacter));
        }
        if length < usize::from(least) {
            return Err((at + length, Problem::TooShort));
        }
        obeys(part, text).map_err(|(from, problem)| (at + from, problem))?;
        at += length;
    }
    if at < value.len() { Err((at, Problem::TooLong)) } else { Ok(()) }
}

/// Whether the character belongs to the set (GS1 General Specifications, section 7.11).
fn holds(set: Set, byte: u8) -> bool {
    match set {
        Set::Numeric => byte.is_ascii_digit(),
        Set::General => weight(byte).is_some(),
        Set::File => matches!(byte, b'#' | b'-' | b'/' | b'0'..=b'9' | b'A'..=b'Z'),
        Set::Base64 => matches!(byte, b'-' | b'_' | b'=') || byte.is_ascii_alphanumeric(),
    }
}

fn obeys(part: &Part, text: &[u8]) -> Result<(), Fault> {
    let value = |byte: &u8| byte.wrapping_sub(b'0');
    let number = |two: &[u8]| two.iter().fold(0, |sum: u32, byte| sum * 10 + u32::from(value(byte)));
    // A two-digit year is a leap year in both centuries that it can mean, but for 2100.
    let date = |layout: &str| Date::read(std::str::from_utf8(text).unwrap_or_default(), layout, 2000);
    let whole = |date: Option<Date>| date.is_some_and(|d| d.day > 0);
    let fine = match part.rule {
        Rule::Any => true,
        Rule::CheckDigit => {
            let Some((last, body)) = text.split_last() else { return Ok(()) };
            let expected = b'0' + check_digit_of(body.iter().map(value));
            if *last != expected {
                return Err((body.len(), Problem::WrongCheckDigit { expected: char::from(expected) }));
            }
            true
        }
        Rule::CheckPair => {
            if !pair_fits(text) {
                return Err((text.len().saturating_sub(2), Problem::WrongCheckPair));
            }
            true
        }
        Rule::DayOrMonth => date("YYMMDD").is_some(),
        Rule::Day => whole(date("YYMMDD")),
        Rule::LongDay => whole(date("YYYYMMDD")),
        // Hours, or hours and minutes.
        Rule::Clock => text.chunks(2).zip([24, 60]).all(|(two, limit)| number(two) < limit),
        Rule::Sixty => number(text) < 60,
    };
    if fine { Ok(()) } else { Err((0, Problem::BadDate)) }
}

/// The place of a character among the 82 of section 7.11, which stand in the order of ASCII.
fn weight(byte: u8) -> Option<u32> {
    let from = |first: u8, weight: u32| Some(u32::from(byte - first) + weight);
    match byte {
        b'!' | b'"' => from(b'!', 0),
        b'%'..=b'?' => from(b'%', 2),
        b'A'..=b'Z' => from(b'A', 29),
        b'_' => Some(55),
        b'a'..=b'z' => from(b'a', 56),
        _ => None,
    }
}

/// Whether the last two characters check those before (section 7.9): each weighs its place among the 82 times a
/// prime, counted from the right; the sum modulo 1021 is written as two of 32 characters.
fn pair_fits(text: &[u8]) -> bool {
    const PRIMES: [u32; 23] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];
    const PAIR: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let Some((body, [first, second])) = text.split_last_chunk::<2>() else { return false };
    let sum: u32 = body.iter().rev().zip(PRIMES).map(|(b, prime)| weight(*b).unwrap_or_default() * prime).sum();
    let place = |n: u32| PAIR.get(n as usize);
    place(sum % 1021 / 32) == Some(first) && place(sum % 1021 % 32) == Some(second)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::ai::find;
    use super::*;

    fn verdict(ai: &str, value: &str) -> Result<(), Fault> {
        check(find(ai).unwrap(), value)
    }

    #[test]
    fn every_part_is_checked_where_it_stands() {
        for (ai, value, at, problem) in [
            ("01", "0061414100041x", 13, Problem::WrongCharacter),
            ("01", "0061414100041", 13, Problem::TooShort),
            ("01", "00614141000419", 13, Problem::WrongCheckDigit { expected: '8' }),
            ("10", "", 0, Problem::TooShort),
            ("10", "ABC#", 3, Problem::WrongCharacter),
            ("10", "123456789012345678901", 20, Problem::TooLong),
            ("17", "261301", 0, Problem::BadDate),
            ("7003", "2607312400", 6, Problem::BadDate),
            ("7003", "2607002300", 0, Problem::BadDate),
            ("7251", "190002291200", 0, Problem::BadDate),
            ("8008", "2607312360", 8, Problem::BadDate),
            ("8008", "260731235960", 10, Problem::BadDate),
            ("423", "84027", 5, Problem::TooShort),
            ("8003", "00614141000419", 13, Problem::WrongCheckDigit { expected: '8' }),
            ("8010", "abc", 0, Problem::WrongCharacter),
            ("8013", "1987654Ad4X4bL5ttr2310c2X", 23, Problem::WrongCheckPair),
        ] {
            assert_eq!(verdict(ai, value), Err((at, problem)), "({ai}){value}");
        }
    }

    #[test]
    fn examples_of_the_standard_are_fine() {
        for (ai, value) in [
            ("00", "006141411234567890"),
            ("01", "09506000134352"),
            ("11", "260700"),
            ("17", "240229"),
            ("423", "840276"),
            ("7003", "2607312359"),
            ("8008", "26073123"),
            ("8008", "260731235959"),
            ("8013", "1987654Ad4X4bL5ttr2310c2K"),
            ("8013", "12345_ABCDEFGHIJKLMCP"),
            ("8013", "12345678901234567890123NT"),
            ("8030", "aGVsbG8_-w=="),
            ("4330", "000100-"),
        ] {
            assert_eq!(verdict(ai, value), Ok(()), "({ai}){value}");
        }
    }
}
