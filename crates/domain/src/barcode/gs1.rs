//! GS1 element strings: identifier, value, identifier, value. Cut apart, and each value held to the table of [`ai`].
//!
//! [`ai`]: super::ai
//! Source: GS1 General Specifications, section 7.8. Never here: what a value means, and repairing what is wrong.

use super::ai::{at_start, find, is_predefined};
use super::element::{Element, Scheme};
use super::lint;

/// How FNC1 is transmitted when it separates: group separator.
pub const FNC1: char = '\u{1d}';

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at {offset}")]
pub struct Gs1Error {
    /// The byte of the text at which it goes wrong. In a web address with escapes: at which the value begins.
    pub offset: usize,
    /// The identifier concerned, when it is known.
    pub ai: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing is there.
    #[error("nothing")]
    Empty,
    /// No Application Identifier begins so.
    #[error("unknown identifier")]
    UnknownAi,
    /// The value ends too early.
    #[error("too short")]
    TooShort,
    /// The value goes on too long.
    #[error("too long")]
    TooLong,
    /// A character that may not stand in this value.
    #[error("wrong character")]
    WrongCharacter,
    /// The check digit does not fit.
    #[error("wrong check digit, expected {expected}")]
    WrongCheckDigit {
        /// The one that would.
        expected: char,
    },
    /// The check character pair of a model number does not fit.
    #[error("wrong check pair")]
    WrongCheckPair,
    /// No such day or time.
    #[error("bad date")]
    BadDate,
    /// The value is whole, but text follows without FNC1.
    #[error("missing separator")]
    MissingSeparator,
    /// The identifier came before with another value.
    #[error("repeated with another value")]
    Repeated,
    /// No web address with a GS1 key in its path.
    #[error("no digital link")]
    NoLink,
}

/// Reads an element string, with FNC1 as U+001D (one may lead), or as it is printed for people: "(01)…(10)…".
///
/// An element that is repeated with the same value is given once. All or nothing; [`elements_before_fault`] gives what
/// can be read.
pub fn parse_elements(text: &str) -> Result<Vec<Element>, Gs1Error> {
    let (elements, end) = elements_before_fault(text);
    end.map(|()| elements)
}

/// As [`parse_elements`], but what stands before the first fault is given too. Each of these elements ends where its
/// length or a separator says, and was checked.
pub fn elements_before_fault(text: &str) -> (Vec<Element>, Result<(), Gs1Error>) {
    let start = usize::from(text.starts_with(FNC1));
    let bracketed_text = text.trim_start().starts_with('(');
    without_doubtful(|elements| {
        if bracketed_text {
            bracketed(text, elements)?
        } else {
            separated(text, start, elements)?
        }
        if elements.is_empty() { Err(Gs1Error { offset: 0, ai: None, problem: Problem::Empty }) } else { Ok(()) }
    })
}

/// What a reader gathered up to its first fault. The identifier at fault is left out: of two values neither is proven, and
/// one without its separator may have been longer.
pub(super) fn without_doubtful(
    read: impl FnOnce(&mut Vec<Element>) -> Result<(), Gs1Error>,
) -> (Vec<Element>, Result<(), Gs1Error>) {
    let mut elements = Vec::new();
    let end = read(&mut elements);
    if let Err(Gs1Error { ai: Some(doubtful), .. }) = &end {
        elements.retain(|element| element.id != *doubtful);
    }
    (elements, end)
}

fn separated(text: &str, start: usize, elements: &mut Vec<Element>) -> Result<(), Gs1Error> {
    let mut at = start;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(FNC1) {
            if at == start {
                return Err(Gs1Error { offset: at, ai: None, problem: Problem::UnknownAi });
            }
            // Also behind a value that needs none: printers do so, and section 7.8 has readers accept it.
            at += 1;
            continue;
        }
        let (ai, row) = at_start(rest).ok_or(Gs1Error { offset: at, ai: None, problem: Problem::UnknownAi })?;
        let behind = rest.get(ai.len()..).unwrap_or_default();
        let field = behind.split(FNC1).next().unwrap_or_default();
        let fixed = row.min() == row.max();
        let value = if fixed { field.get(..row.max()).unwrap_or(field) } else { field };
        push(elements, at, at + ai.len(), ai, value)?;
        let end = at + ai.len() + value.len();
        if value.len() < field.len() && !is_predefined(ai) {
            return Err(Gs1Error { offset: end, ai: Some(ai.to_owned()), problem: Problem::MissingSeparator });
        }
        at = end;
    }
    Ok(())
}

fn bracketed(text: &str, elements: &mut Vec<Element>) -> Result<(), Gs1Error> {
    let mut at = text.len() - text.trim_start().len();
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let ai = bracket(rest).ok_or(Gs1Error { offset: at, ai: None, problem: Problem::UnknownAi })?;
        let from = at + ai.len() + 2;
        let behind = text.get(from..).unwrap_or_default();
        // A value may hold brackets. With two to four digits inside they are taken for the next identifier.
        let next = behind.match_indices('(').map(|(i, _)| i).find(|i| behind.get(*i..).and_then(bracket).is_some());
        let field = behind.get(..next.unwrap_or(behind.len())).unwrap_or_default();
        let value = field.trim();
        push(elements, at, from + field.len() - field.trim_start().len(), ai, value)?;
        at = from + field.len();
    }
    Ok(())
}

/// The digits of "(01)" that `text` begins with.
fn bracket(text: &str) -> Option<&str> {
    let (ai, _) = text.strip_prefix('(')?.split_once(')')?;
    (matches!(ai.len(), 2..=4) && ai.bytes().all(|b| b.is_ascii_digit())).then_some(ai)
}

/// Checks a value and adds it. `at` is where its identifier stands, `from` where it does itself.
pub(super) fn push(elements: &mut Vec<Element>, at: usize, from: usize, ai: &str, value: &str) -> Result<(), Gs1Error> {
    let wrong = |offset, problem| Gs1Error { offset, ai: Some(ai.to_owned()), problem };
    let row = find(ai).ok_or(Gs1Error { offset: at, ai: None, problem: Problem::UnknownAi })?;
    lint::check(row, value).map_err(|(index, problem)| wrong(from + index, problem))?;
    match elements.iter().find(|e| e.id == ai) {
        Some(before) if before.value == value => Ok(()),
        Some(_) => Err(wrong(at, Problem::Repeated)),
        None => {
            elements.push(Element { scheme: Scheme::Gs1, id: ai.to_owned(), value: value.to_owned() });
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        parse_elements(text).unwrap().into_iter().map(|e| (e.id, e.value)).collect()
    }

    fn pair(id: &str, value: &str) -> (String, String) {
        (id.to_owned(), value.to_owned())
    }

    #[test]
    fn elements_are_cut_by_their_lengths_and_by_fnc1() {
        let expected = [pair("01", "09506000134352"), pair("17", "260731"), pair("10", "ABC123"), pair("21", "S-7")];
        for text in [
            "010950600013435217260731".to_owned() + "10ABC123\u{1d}21S-7",
            "\u{1d}0109506000134352172607311".to_owned() + "0ABC123\u{1d}21S-7",
            "0109506000134352\u{1d}17260731\u{1d}10ABC123\u{1d}21S-7\u{1d}".to_owned(),
            "(01)09506000134352(17)260731(10)ABC123(21)S-7".to_owned(),
            " (01) 09506000134352 (17) 260731 (10) ABC123 (21) S-7 ".to_owned(),
        ] {
            assert_eq!(pairs(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn brackets_within_a_value_stay_in_it() {
        assert_eq!(pairs("(10)A(B)1(x12)(21)7"), [pair("10", "A(B)1(x12)"), pair("21", "7")]);
        assert_eq!(pairs("10A(21)B"), [pair("10", "A(21)B")]);
    }

    #[test]
    fn an_error_says_what_and_where() {
        let gtin = "0109506000134352";
        for (text, offset, problem) in [
            (String::new(), 0, Problem::Empty),
            ("\u{1d}".to_owned(), 0, Problem::Empty),
            (format!("{gtin}88X"), 16, Problem::UnknownAi),
            (format!("{gtin}(10)X"), 16, Problem::UnknownAi),
            ("0109506000134350".to_owned(), 15, Problem::WrongCheckDigit { expected: '2' }),
            ("(01)09506000134350".to_owned(), 17, Problem::WrongCheckDigit { expected: '2' }),
            ("01095060001343".to_owned(), 14, Problem::TooShort),
            ("(01)095060001343527".to_owned(), 18, Problem::TooLong),
            (format!("{gtin}17261301"), 18, Problem::BadDate),
            (format!("{gtin}10{}", "A".repeat(21)), 38, Problem::TooLong),
            (format!("{gtin}422840{gtin}"), 22, Problem::MissingSeparator),
            (format!("{gtin}10A\u{1d}10B"), 20, Problem::Repeated),
            (format!("{gtin}10A\u{e9}"), 19, Problem::WrongCharacter),
            (format!("{gtin}10A~"), 19, Problem::WrongCharacter),
        ] {
            let error = parse_elements(&text).unwrap_err();
            assert_eq!((error.offset, error.problem), (offset, problem), "{text:?}");
        }
    }

    #[test]
    fn what_stands_before_a_fault_is_given_without_what_is_doubtful() {
        let gtin = "0109506000134352";
        for (text, ids) in [
            (format!("{gtin}1700000010A"), vec!["01"]),
            (format!("{gtin}10A\u{1d}17261301"), vec!["01", "10"]),
            (format!("{gtin}10A\u{e9}"), vec!["01"]),
            (format!("{gtin}\u{e9}"), vec!["01"]),
            ("(01)09506000134352(10)A(17)261301".to_owned(), vec!["01", "10"]),
            (format!("{gtin}10A\u{1d}10B"), vec!["01"]),
            (format!("{gtin}422840{gtin}"), vec!["01"]),
            ("0109506000134350".to_owned(), vec![]),
            (format!("17000000{gtin}"), vec![]),
        ] {
            let (elements, end) = elements_before_fault(&text);
            assert_eq!(elements.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ids, "{text:?}");
            assert_eq!(end, parse_elements(&text).map(drop), "{text:?}");
            assert!(end.is_err(), "{text:?}");
        }
    }

    #[test]
    fn what_is_said_twice_is_given_once() {
        assert_eq!(pairs("10A\u{1d}21B\u{1d}10A"), [pair("10", "A"), pair("21", "B")]);
    }
}
