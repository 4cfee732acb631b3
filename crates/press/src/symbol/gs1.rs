//! Element strings of GS1: from brackets, as people write them, to what is encoded.
//!
//! Which elements need an end is written here once more, though `domain::barcode` knows it: what is read must not be made by
//! the reader's own table, or a fault in it would go unseen. Never here: which identifiers exist and what their values
//! mean.

use crate::Error;

/// Stands for the symbol character FNC1 in a text: at the start it says "GS1 data", later it ends an element (GS1
/// General Specifications 7.8). U+001D is also what readers report for one inside.
pub const FNC1: char = '\u{1d}';

/// The first two digits of identifiers whose elements have a fixed length and need no end (GS1 General Specifications,
/// figure 7.8.5-2).
const FIXED: [&str; 22] = [
    "00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "31", "32", "33", "34",
    "35", "36", "41",
];

/// `(01)09521234543213(10)ABC(21)7` as the text that [`encode`](super::encode) takes: FNC1 at the start and after each
/// element of variable length but the last.
pub fn gs1(elements: &str) -> Result<String, Error> {
    let mut text = String::from(FNC1);
    let mut open = false;
    let mut rest = elements;
    while !rest.is_empty() {
        let bracketed = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let (identifier, after) =
            bracketed.ok_or_else(|| Error::text(elements, "an element starts with its identifier in brackets"))?;
        let end = after.find('(').unwrap_or(after.len());
        if end == 0 || !(2..=4).contains(&identifier.len()) || !identifier.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Error::text(elements, "an element has two to four digits in brackets and a value"));
        }
        if open {
            text.push(FNC1);
        }
        text.push_str(identifier);
        text.push_str(&after[..end]);
        open = !FIXED.contains(&&identifier[..2]);
        rest = &after[end..];
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::gs1;

    #[test]
    fn only_an_element_of_variable_length_that_is_not_the_last_gets_an_end() {
        let text = gs1("(01)09521234543213(10)ABC(21)7").unwrap();
        assert_eq!(text, "\u{1d}010952123454321310ABC\u{1d}217");
    }

    #[test]
    fn what_has_no_brackets_is_refused() {
        assert!(gs1("0109521234543213").is_err());
        assert!(gs1("(01)").is_err());
        assert!(gs1("(x)1").is_err());
    }
}
