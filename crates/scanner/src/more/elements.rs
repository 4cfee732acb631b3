//! GS1 elements as rxing writes them, `(01)…(10)…`, as a reader transmits them: identifier, value, and FNC1 (U+001D)
//! where a value's length does not tell its end (GS1 General Specifications, section 7.8).
//!
//! Never here: what an element means, or whether its value is right.

/// The first two digits of identifiers whose value has a length of its own (table 7.8.5-2).
const PREDEFINED: [&str; 22] = [
    "00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "31", "32", "33", "34",
    "35", "36", "41",
];

/// The elements without brackets; `None` where the text is none.
pub(super) fn without_brackets(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (identifier, behind) = bracket(rest)?;
        // A value may hold brackets. With two to four digits inside they are taken for the next identifier.
        let next = behind.match_indices('(').map(|(at, _)| at).find(|&at| behind.get(at..).and_then(bracket).is_some());
        let (value, others) = behind.split_at_checked(next.unwrap_or(behind.len()))?;
        plain.push_str(identifier);
        plain.push_str(value);
        if !others.is_empty() && !PREDEFINED.contains(&identifier.get(..2)?) {
            plain.push('\u{1d}');
        }
        rest = others;
    }
    (!plain.is_empty()).then_some(plain)
}

/// The identifier in the bracket that a text begins with, and what follows.
fn bracket(text: &str) -> Option<(&str, &str)> {
    let (identifier, behind) = text.strip_prefix('(')?.split_once(')')?;
    let is_one = matches!(identifier.len(), 2..=4) && identifier.bytes().all(|byte| byte.is_ascii_digit());
    is_one.then_some((identifier, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_any_length_are_ended_and_others_are_not() {
        let plain = |text| without_brackets(text);
        let expected = "019061414100001531030017501012A\u{1d}21(7)";
        assert_eq!(plain("(01)90614141000015(3103)001750(10)12A(21)(7)").as_deref(), Some(expected));
        assert_eq!(plain("(10)12A").as_deref(), Some("1012A"));
        assert_eq!(plain("1012A"), None);
        assert_eq!(plain(""), None);
    }
}
