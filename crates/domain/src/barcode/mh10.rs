//! Labels of parts: ISO/IEC 15434 envelopes, with Data Identifiers of ANSI MH10.8.2 (format 06) or GS1 Application
//! Identifiers (format 05) inside.
//!
//! A whole envelope is `[)>` RS `06` GS field GS field RS EOT. Labels and readers leave parts of it out; what can be
//! told apart is read. Never here: which field is the part number, and Data Identifiers without an envelope.

use super::element::{Element, Scheme};
use super::gs1::{FNC1, elements_before_fault};

mod dates;

pub use dates::{Significance, date};

const RS: char = '\u{1e}';
const GS: char = FNC1;
const EOT: char = '\u{4}';

/// Ways in which readers write separators that cannot be typed.
const SPELLINGS: [(char, &[&str]); 3] = [
    (RS, &["\u{241e}", "<RS>", "{RS}", "[RS]"]),
    (GS, &["\u{241d}", "<GS>", "{GS}", "[GS]"]),
    (EOT, &["\u{2404}", "<EOT>", "{EOT}", "[EOT]"]),
];

/// The fields of an envelope; `None` when the text is none or holds nothing that can be read. A record that cannot be
/// read takes nothing from the others; of one with GS1 elements counts what stands before the fault.
pub fn parse_envelope(text: &str) -> Option<Vec<Element>> {
    // ">[)>" is what some distributors printed for years.
    let text = text.trim();
    let body = text.strip_prefix('>').unwrap_or(text).strip_prefix("[)>")?;
    let body = with_separators(body);
    let mut elements = Vec::new();
    for record in body.split(RS) {
        let record = record.trim_matches(EOT);
        match record.get(..2) {
            Some("06") => elements.extend(fields(record.get(2..)?).unwrap_or_default()),
            Some("05") => elements.extend(elements_before_fault(record.get(2..)?.trim_matches(GS)).0),
            // Other formats are of other trades. A lost RS leaves the trailer alone.
            _ => {}
        }
    }
    (!elements.is_empty()).then_some(elements)
}

/// The body of an envelope with RS, GS and EOT in their places, whatever stood for them.
///
/// A reader that replaces GS by another character does so after "06" too, so the character there is the one to look
/// for. Not if it could be part of a number.
fn with_separators(body: &str) -> String {
    let mut body = body.to_owned();
    for (separator, spellings) in SPELLINGS {
        for spelling in spellings {
            body = body.replace(spelling, separator.encode_utf8(&mut [0; 4]));
        }
    }
    let mut rest = body.chars();
    let mut first = rest.next();
    let record = first.filter(|c| stands_for_separator(*c));
    if first == Some(RS) || record.is_some() {
        first = rest.next();
    }
    let (second, field) = (rest.next(), rest.next());
    let is_format = [first, second].iter().all(|c| c.is_some_and(|c| c.is_ascii_digit()));
    let field = field.filter(|c| is_format && stands_for_separator(*c));
    let record = record.filter(|_| is_format);
    if let Some(field) = field.filter(|_| !body.contains(GS)) {
        body = body.replace(field, GS.encode_utf8(&mut [0; 4]));
    }
    if let Some(record) = record.filter(|r| Some(*r) != field) {
        body = body.replace(record, RS.encode_utf8(&mut [0; 4]));
    }
    if record.is_some() && record == field {
        // One character for both: only the leading one is known to be RS.
        body = body.trim_start_matches(GS).to_owned();
    }
    body
}

fn stands_for_separator(c: char) -> bool {
    !c.is_ascii_alphanumeric() && !matches!(c, RS | GS | '-' | '.' | '/' | '+' | '_')
}

/// The fields of a record of format 06, whose first character is a GS. Without any GS the fields run into each other
/// and nothing can be said.
fn fields(record: &str) -> Option<Vec<Element>> {
    if !record.contains(GS) {
        return None;
    }
    let fields = record.split(GS).map(str::trim).filter(|field| field.contains(|c: char| c.is_ascii_alphanumeric()));
    Some(
        fields
            .map(|field| {
                let (id, value) = split(field).unwrap_or(("", field));
                Element { scheme: Scheme::Mh10, id: id.to_owned(), value: value.trim().to_owned() }
            })
            .collect(),
    )
}

/// A Data Identifier, up to three digits and a capital, and what follows.
fn split(field: &str) -> Option<(&str, &str)> {
    let letter = field.bytes().position(|b| !b.is_ascii_digit()).filter(|at| *at <= 3)?;
    field.as_bytes().get(letter).filter(|b| b.is_ascii_uppercase())?;
    field.split_at_checked(letter + 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const LABEL: &str =
        "[)>\u{1e}06\u{1d}P596-777A1-ND\u{1d}1PXAF4444\u{1d}Q3\u{1d}10D1452\u{1d}1TBF1103\u{1d}4LUS\u{1e}\u{4}";

    fn pairs(text: &str) -> Option<Vec<(String, String)>> {
        Some(parse_envelope(text)?.into_iter().map(|e| (e.id, e.value)).collect())
    }

    fn expected() -> Vec<(String, String)> {
        [("P", "596-777A1-ND"), ("1P", "XAF4444"), ("Q", "3"), ("10D", "1452"), ("1T", "BF1103"), ("4L", "US")]
            .map(|(id, value)| (id.to_owned(), value.to_owned()))
            .to_vec()
    }

    #[test]
    fn a_label_is_read_however_its_separators_were_transmitted() {
        for text in [
            LABEL.to_owned(),
            LABEL.replace(EOT, ""),
            LABEL.replace([EOT, RS], ""),
            LABEL.replace(RS, ""),
            format!(">{LABEL}"),
            LABEL.replace(GS, "<GS>").replace(RS, "<RS>").replace(EOT, "<EOT>"),
            LABEL.replace(GS, "\u{241d}").replace(RS, "\u{241e}").replace(EOT, "\u{2404}"),
            LABEL.replace(GS, "#").replace(RS, "@").replace(EOT, "!"),
            LABEL.replace([GS, RS, EOT], "^"),
            LABEL.replace(RS, "@").replace(EOT, "!"),
            LABEL.replace(GS, "|").replace([RS, EOT], ""),
            LABEL.replace([GS, RS, EOT], " "),
        ] {
            assert_eq!(pairs(&text), Some(expected()), "{text:?}");
        }
    }

    #[test]
    fn fields_without_separators_are_not_guessed_at() {
        assert_eq!(pairs(&LABEL.replace([GS, RS, EOT], "")), None);
        for text in ["", "[)>", "[)>06", "[)>\u{1e}06\u{1d}\u{1e}\u{4}", "[)>\u{1e}12\u{1d}PNR1", "P596"] {
            assert_eq!(pairs(text), None, "{text:?}");
        }
    }

    #[test]
    fn gs1_elements_may_be_in_the_envelope_too() {
        let text = "[)>\u{1e}05\u{1d}0109506000134352\u{1d}10AB\u{1e}06\u{1d}1PX-1\u{1e}\u{4}";
        let found = parse_envelope(text).unwrap();
        let ids: Vec<_> = found.iter().map(|e| (e.scheme, e.id.as_str())).collect();
        assert_eq!(ids, [(Scheme::Gs1, "01"), (Scheme::Gs1, "10"), (Scheme::Mh10, "1P")]);
    }

    #[test]
    fn a_bad_record_does_not_lose_the_one_beside_it() {
        let ids = |text: &str| Some(pairs(text)?.into_iter().map(|(id, _)| id).collect::<Vec<_>>());
        let both = "[)>\u{1e}05\u{1d}0109506000134352\u{1d}17000000\u{1e}06\u{1d}1PX-1\u{1e}\u{4}";
        assert_eq!(ids(both), Some(vec!["01".to_owned(), "1P".to_owned()]));
        let run_together = "[)>\u{1e}061PX-1Q3\u{1e}05\u{1d}0109506000134352\u{1e}\u{4}";
        assert_eq!(ids(run_together), Some(vec!["01".to_owned()]));
    }

    #[test]
    fn unknown_fields_are_kept_as_they_are() {
        let found = pairs("[)>\u{1e}06\u{1d}999Zabc\u{1d}lower\u{1d}1234P5\u{1e}\u{4}").unwrap();
        let expected = [("999Z", "abc"), ("", "lower"), ("", "1234P5")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(found, expected);
    }
}
