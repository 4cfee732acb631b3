//! GS1 Digital Link: elements written as the path and the query of a web address.
//!
//! Source: GS1 Digital Link Standard: URI Syntax, 1.6; which identifiers are keys and qualifiers, from the GS1 Barcode
//! Syntax Dictionary. Never here: opening the address. The compressed form is not read.

use super::ai::find;
use super::element::Element;
use super::gs1::{Gs1Error, Problem, push, without_doubtful};

/// Reads "https://…/01/09506000134352/10/ABC?17=260731". A GTIN of 8, 12 or 13 digits is padded to 14.
///
/// Qualifiers may come in any order. Names in the query that are no digits are not GS1's and are passed over. All or
/// nothing; [`link_before_fault`] gives what can be read.
pub fn parse_digital_link(uri: &str) -> Result<Vec<Element>, Gs1Error> {
    let (elements, end) = link_before_fault(uri);
    end.map(|()| elements)
}

/// As [`parse_digital_link`], but what stands before the first fault is given too.
pub fn link_before_fault(uri: &str) -> (Vec<Element>, Result<(), Gs1Error>) {
    without_doubtful(|elements| read(uri, elements))
}

fn read(uri: &str, elements: &mut Vec<Element>) -> Result<(), Gs1Error> {
    let none = || Gs1Error { offset: 0, ai: None, problem: Problem::NoLink };
    let (before_fragment, _) = uri.split_once('#').unwrap_or((uri, ""));
    let (address, query) = before_fragment.split_once('?').unwrap_or((before_fragment, ""));
    let path = after_host(address).ok_or_else(none)?;
    let segments = pieces(path, &['/'], address.len() - path.len());
    let key = (0..segments.len()).find(|at| is_key_path(segments.get(*at..).unwrap_or_default())).ok_or_else(none)?;
    for pair in segments.get(key..).unwrap_or_default().chunks_exact(2) {
        if let [(at, ai), (from, value)] = pair {
            add(elements, *at, *from, ai, value)?;
        }
    }
    for (at, piece) in pieces(query, &['&', ';'], address.len() + 1) {
        let (ai, value) = piece.split_once('=').unwrap_or((piece, ""));
        if !ai.is_empty() && ai.bytes().all(|b| b.is_ascii_digit()) {
            add(elements, at, at + piece.len() - value.len(), ai, value)?;
        }
    }
    Ok(())
}

/// Whether a text is a web address: `http://` or `https://`, in any case, and something after it.
pub fn is_web_address(text: &str) -> bool {
    scheme_end(text).is_some_and(|end| text.len() > end && !text.contains(char::is_whitespace))
}

fn scheme_end(text: &str) -> Option<usize> {
    ["https://", "http://"]
        .iter()
        .find(|s| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)))
        .map(|s| s.len())
}

/// The path of an address without its leading slash.
fn after_host(address: &str) -> Option<&str> {
    let (host, path) = address.get(scheme_end(address)?..)?.split_once('/')?;
    (!host.is_empty()).then_some(path)
}

/// The parts between separators that are not empty, each with its place in the whole address.
fn pieces<'a>(text: &'a str, separators: &[char], start: usize) -> Vec<(usize, &'a str)> {
    let mut at = start;
    let mut found = Vec::new();
    for piece in text.split(separators) {
        if !piece.is_empty() {
            found.push((at, piece));
        }
        at += piece.len() + 1;
    }
    found
}

/// Whether the rest of a path is a key, its value, and qualifiers of that key with theirs.
fn is_key_path(segments: &[(usize, &str)]) -> bool {
    let Some(qualifiers) = segments.first().and_then(|(_, ai)| qualifiers(ai)) else { return false };
    segments.len().is_multiple_of(2) && segments.iter().step_by(2).skip(1).all(|(_, ai)| qualifiers.contains(ai))
}

/// The qualifiers that may follow a primary key in the path; `None` for what is no primary key. Those that the
/// dictionary takes for alternatives (235 beside 22, 10 and 21; 254 beside 7040) may stand together here.
fn qualifiers(key: &str) -> Option<&'static [&'static str]> {
    Some(match key {
        "01" => &["22", "10", "21", "235"],
        "8006" => &["22", "10", "21"],
        "414" => &["254", "7040"],
        "415" => &["8020"],
        "417" | "8004" => &["7040"],
        "8010" => &["8011"],
        "8017" | "8018" => &["8019"],
        "00" | "253" | "255" | "401" | "402" | "8003" | "8013" => &[],
        _ => return None,
    })
}

fn add(elements: &mut Vec<Element>, at: usize, from: usize, ai: &str, value: &str) -> Result<(), Gs1Error> {
    if find(ai).is_none() {
        return Err(Gs1Error { offset: at, ai: None, problem: Problem::UnknownAi });
    }
    let wrong = || Gs1Error { offset: from, ai: Some(ai.to_owned()), problem: Problem::WrongCharacter };
    let plain = unescape(value).ok_or_else(wrong)?;
    let plain = if ai == "01" && matches!(plain.len(), 8 | 12 | 13) { format!("{plain:0>14}") } else { plain };
    push(elements, at, from, ai, &plain).map_err(|e| {
        // Escapes and padding move what is behind them.
        if plain == value || e.offset == at { e } else { Gs1Error { offset: from, ..e } }
    })
}

/// Undoes %41; `None` for broken escapes and for what is no ASCII, which no value may hold.
fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let byte = if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            (digit()? * 16 + digit()?) as u8
        } else {
            byte
        };
        plain.push(Some(char::from(byte)).filter(char::is_ascii)?);
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn pairs(uri: &str) -> Vec<(String, String)> {
        parse_digital_link(uri).unwrap().into_iter().map(|e| (e.id, e.value)).collect()
    }

    fn pair(id: &str, value: &str) -> (String, String) {
        (id.to_owned(), value.to_owned())
    }

    #[test]
    fn path_and_query_are_elements() {
        assert_eq!(
            pairs(
                "https://id.gs1.org/01/09506000134352/10/ABC%2F1/21/12%34?17=260731&linkType=gs1:pip&3103=000195#top"
            ),
            [
                pair("01", "09506000134352"),
                pair("10", "ABC/1"),
                pair("21", "124"),
                pair("17", "260731"),
                pair("3103", "000195")
            ]
        );
        assert_eq!(pairs("HTTPS://EXAMPLE.COM/SHOP/01/9506000134352/"), [pair("01", "09506000134352")]);
        assert_eq!(pairs("http://example.com/some/00/006141411234567890"), [pair("00", "006141411234567890")]);
    }

    #[test]
    fn an_address_without_a_key_is_no_digital_link() {
        for uri in [
            "https://example.com",
            "https://example.com/",
            "https://example.com/products/12",
            "https://example.com/01/09506000134352/10",
            "https://example.com/01/09506000134352/17/260731",
            "https:///01/09506000134352",
            "ftp://example.com/01/09506000134352",
            "01/09506000134352",
            "",
        ] {
            assert_eq!(parse_digital_link(uri).unwrap_err().problem, Problem::NoLink, "{uri}");
        }
    }

    #[test]
    fn a_bad_element_leaves_those_before_it() {
        let (elements, end) = link_before_fault("https://a.b/01/09506000134352/10/A?17=261301");
        assert_eq!(elements.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["01", "10"]);
        assert_eq!(end.unwrap_err().problem, Problem::BadDate);
    }

    #[test]
    fn an_error_points_into_the_address() {
        for (uri, offset, problem) in [
            ("https://a.b/01/09506000134350", 28, Problem::WrongCheckDigit { expected: '2' }),
            ("https://a.b/01/09506000134352/10/A~", 34, Problem::WrongCharacter),
            ("https://a.b/01/09506000134352/10/A%2", 33, Problem::WrongCharacter),
            ("https://a.b/01/09506000134352/10/%C3%A9", 33, Problem::WrongCharacter),
            ("https://a.b/01/09506000134352?88=1", 30, Problem::UnknownAi),
            ("https://a.b/01/09506000134352?10", 32, Problem::TooShort),
            ("https://a.b/01/09506000134352?10=", 33, Problem::TooShort),
            ("https://a.b/01/09506000134352?x=1&17=261301", 37, Problem::BadDate),
            ("https://a.b/01/09506000134352/10/A?10=B", 35, Problem::Repeated),
        ] {
            let error = parse_digital_link(uri).unwrap_err();
            assert_eq!((error.offset, error.problem), (offset, problem), "{uri}");
        }
    }
}
