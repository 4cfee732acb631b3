//! Properties of the rooms together. Tests alone.

#![allow(clippy::unwrap_used)]

use super::ai::{self, Ai, Part, Rule, Set, TABLE};
use super::gs1::{FNC1, parse_elements};
use super::gtin::check_digit;
use super::meaning::{Carrier, understand};
use super::mh10::parse_envelope;
use super::{parse_digital_link, suggestions};

/// xorshift: the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn pick<'a>(&mut self, from: &'a [u8]) -> &'a u8 {
        &from[self.below(from.len())]
    }
}

/// A value of `length` characters that the part allows.
fn part_text(part: &Part, length: usize, dice: &mut Dice) -> String {
    let set: &[u8] = match part.set {
        Set::Numeric => b"0123456789",
        Set::General => b"!\"%&'*+,-./0189:;<=>?AZ_az",
        Set::File => b"#-/09AZ",
        Set::Base64 => b"-_09AZaz",
    };
    let mut text: Vec<u8> = (0..length).map(|_| *dice.pick(set)).collect();
    match part.rule {
        Rule::CheckDigit => {
            let digits: Vec<u8> = text[..length - 1].iter().map(|b| b - b'0').collect();
            text[length - 1] = b'0' + check_digit(&digits);
        }
        Rule::Day => return format!("{:02}0228", dice.below(100)),
        Rule::DayOrMonth => return format!("{:02}1200", dice.below(100)),
        Rule::LongDay => return "19991231".to_owned(),
        Rule::Clock => return "2359"[..length].to_owned(),
        Rule::Sixty => return format!("{:02}", dice.below(60)),
        Rule::CheckPair => {
            return ["1987654Ad4X4bL5ttr2310c2K", "12345_ABCDEFGHIJKLMCP", "!22"][dice.below(3)].to_owned();
        }
        Rule::Any => {}
    }
    String::from_utf8(text).unwrap()
}

fn value_of(row: &Ai, dice: &mut Dice) -> String {
    let mut value = String::new();
    for part in row.parts {
        if part.min == 0 && dice.below(2) == 0 {
            break;
        }
        let least = if part.fixed { part.max } else { part.min.max(1) };
        let length = usize::from(least) + dice.below(usize::from(part.max - least) + 1);
        value += &part_text(part, length, dice);
    }
    value
}

fn every_ai() -> impl Iterator<Item = (String, &'static Ai)> {
    TABLE.iter().flat_map(|row| {
        (row.first..=row.last).filter_map(move |n| {
            let text = format!("{n:0width$}", width = usize::from(row.digits));
            Some((text.clone(), ai::find(&text)?))
        })
    })
}

#[test]
fn every_identifier_comes_back_with_its_value() {
    let mut dice = Dice(1);
    for _ in 0..20 {
        for (id, row) in every_ai() {
            let value = value_of(row, &mut dice);
            let separator = if ai::is_predefined(&id) { String::new() } else { FNC1.to_string() };
            let other = if id == "91" { "92" } else { "91" };
            for (text, count) in [
                (format!("{id}{value}"), 1),
                (format!("{FNC1}{id}{value}{separator}{other}X"), 2),
                (format!("{other}X{FNC1}{id}{value}"), 2),
                (format!("({id}){value}({other})X"), 2),
            ] {
                let found = parse_elements(&text).unwrap_or_else(|e| panic!("{text:?}: {e}"));
                assert!(found.iter().any(|e| e.id == id && e.value == value), "{text:?}");
                assert_eq!(found.len(), count, "{text:?}");
            }
            let escaped: String = value.bytes().map(|b| format!("%{b:02X}")).collect();
            let link = parse_digital_link(&format!("https://example.com/8013/%2122?{id}={escaped}"));
            if id != "8013" {
                assert!(link.unwrap().iter().any(|e| e.id == id && e.value == value), "{id} {value}");
            }
        }
    }
}

#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "[)>",
        "\u{1e}",
        "\u{1d}",
        "\u{4}",
        "06",
        "05",
        "(",
        ")",
        "01",
        "09506000134352",
        "17",
        "10",
        "https://",
        "/",
        "?",
        "=",
        "%",
        "%4",
        "é",
        "\u{65e5}",
        "]C1",
        "1P",
        "Q",
        "7Q",
        "10D",
        "0",
        "9",
        "3103",
        "A",
        " ",
        "<GS>",
        "-",
        "\u{0}",
        "8013",
    ];
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let noise: Vec<u8> = (0..dice.below(40)).map(|_| dice.below(256) as u8).collect();
        let sense: String = (0..dice.below(12)).map(|_| pieces[dice.below(pieces.len())]).collect();
        for text in [String::from_utf8_lossy(&noise).into_owned(), sense] {
            let offsets = [parse_elements(&text).err(), parse_digital_link(&text).err()];
            assert!(offsets.into_iter().flatten().all(|e| e.offset <= text.len()), "{text:?}");
            parse_envelope(&text);
            suggestions(&text);
            for carrier in Carrier::ALL {
                let meaning = understand(&text, carrier, (dice.below(65_536)) as u16);
                assert!(meaning.keys.iter().all(|k| !k.is_empty() && !k.contains(char::is_control)), "{text:?}");
            }
        }
    }
}
