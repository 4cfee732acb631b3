//! Codes as keys: the many ways to print one product number, brought to one text. Check digits live here.
//!
//! GTIN-8, -12, -13 and -14 are one family (GS1 General Specifications, section 3): padded with zeros to 14 digits they
//! name the same trade item. Everything else is kept as it was scanned, trimmed. Never here: what else a code carries
//! besides the number.

/// The check digit of `digits`, which come without it (GS1 General Specifications, section 7.9).
pub fn check_digit(digits: &[u8]) -> u8 {
    check_digit_of(digits.iter().copied())
}

pub(super) fn check_digit_of(digits: impl DoubleEndedIterator<Item = u8>) -> u8 {
    let sum: u32 = digits.rev().enumerate().map(|(i, d)| u32::from(d) * if i % 2 == 0 { 3 } else { 1 }).sum();
    ((10 - sum % 10) % 10) as u8
}

/// Whether `text` is a GTIN of 8, 12, 13 or 14 digits with the right check digit.
pub fn is_gtin(text: &str) -> bool {
    matches!(text.len(), 8 | 12 | 13 | 14)
        && digits(text).is_some_and(|d| check_digit(&d[..d.len() - 1]) == d[d.len() - 1])
}

/// A UPC-E of 8 digits (number system, six digits, check digit) as the UPC-A of 12 digits that it abbreviates.
pub fn expand_upc_e(text: &str) -> Option<String> {
    let d = digits(text).filter(|d| d.len() == 8 && d[0] <= 1)?;
    let body: Vec<u8> = match d[6] {
        last @ 0..=2 => vec![d[1], d[2], last, 0, 0, 0, 0, d[3], d[4], d[5]],
        3 => vec![d[1], d[2], d[3], 0, 0, 0, 0, 0, d[4], d[5]],
        4 => vec![d[1], d[2], d[3], d[4], 0, 0, 0, 0, 0, d[5]],
        last => vec![d[1], d[2], d[3], d[4], d[5], 0, 0, 0, 0, last],
    };
    let full: Vec<u8> = [d[0]].into_iter().chain(body).collect();
    (check_digit(&full) == d[7]).then(|| full.iter().chain([&d[7]]).map(|d| char::from(b'0' + d)).collect())
}

/// The key under which an item's code is looked up: a valid GTIN as 14 digits, anything else trimmed.
pub fn code_key(scanned: &str) -> String {
    let text = scanned.trim();
    if is_gtin(text) { format!("{text:0>14}") } else { text.to_owned() }
}

/// As [`code_key`], for a code that was printed as UPC-E.
pub fn code_key_upc_e(scanned: &str) -> String {
    code_key(&expand_upc_e(scanned.trim()).unwrap_or_else(|| scanned.to_owned()))
}

/// The base unit within a pack: a GTIN-14 with indicator 1 to 8 as the GTIN with indicator 0, 14 digits (GS1 General
/// Specifications, section 2.1). `None` for anything else: indicator 9 is a measure, not a pack.
///
/// Most makers number their packs so; a pack may also hold an item with quite another number. A key to look under, no
/// proof.
pub fn base_unit(gtin: &str) -> Option<String> {
    let indicator = gtin.bytes().next()?;
    if gtin.len() != 14 || !(b'1'..=b'8').contains(&indicator) || !is_gtin(gtin) {
        return None;
    }
    with_check_digit(&format!("0{}", gtin.get(1..13)?))
}

/// Whether `text` is a number for use within one company or region, which another company may give to something else:
/// GTIN-8 prefixes 0 and 2, GTIN-13 prefixes 02, 04 and 20 to 29, which are number systems 2 and 4 of UPC (GS1 General
/// Specifications, section 1.4), and packs of such goods. `text` is 14 digits as [`code_key`] writes them; others are
/// never restricted.
pub fn is_restricted(text: &str) -> bool {
    if text.len() != 14 || !is_gtin(text) {
        return false;
    }
    // Five zeros behind the indicator stand before a GTIN-8 alone: no GTIN-12 or -13 is given out that would look the
    // same. A pack of such goods is numbered by the same company.
    match (text.get(1..6), text.get(6..7), text.get(1..2), text.get(2..3)) {
        (Some("00000"), Some(first), ..) => matches!(first, "0" | "2"),
        (_, _, Some("2"), _) => true,
        (_, _, Some("0"), Some(second)) => matches!(second, "2" | "4"),
        _ => false,
    }
}

/// What a person may have meant who typed a number that is no GTIN: first the same number with the right check digit,
/// then, for 7, 11, 12 and 13 digits, the number completed by the check digit that is missing. Empty when nothing is
/// wrong, with a whole UPC-E too, or nothing can be said.
pub fn suggestions(text: &str) -> Vec<String> {
    let text = text.trim();
    if is_gtin(text) || expand_upc_e(text).is_some() || digits(text).is_none() {
        return Vec::new();
    }
    let right = match text.len() {
        8 | 12..=14 => text.get(..text.len() - 1).and_then(with_check_digit),
        _ => None,
    };
    let whole = match text.len() {
        7 | 11..=13 => with_check_digit(text),
        _ => None,
    };
    right.into_iter().chain(whole).collect()
}

fn with_check_digit(text: &str) -> Option<String> {
    let digits = digits(text)?;
    Some(format!("{text}{}", check_digit(&digits)))
}

fn digits(text: &str) -> Option<Vec<u8>> {
    text.bytes().map(|b| b.is_ascii_digit().then(|| b - b'0')).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn one_product_has_one_key_however_it_is_printed() {
        assert_eq!(code_key("400880000600"), "00400880000600");
        assert_eq!(code_key("0400880000600"), "00400880000600");
        assert_eq!(code_key(" 00400880000600 "), "00400880000600");
    }

    #[test]
    fn a_wrong_check_digit_is_no_gtin_and_stays_as_scanned() {
        assert!(!is_gtin("400880000601"));
        assert_eq!(code_key("400880000601"), "400880000601");
        assert_eq!(code_key("HPE-BIN-0312"), "HPE-BIN-0312");
    }

    #[test]
    fn upc_e_is_expanded_by_its_last_digit() {
        assert_eq!(expand_upc_e("04252614").as_deref(), Some("042100005264"));
        assert_eq!(expand_upc_e("01234565").as_deref(), Some("012345000065"));
        assert_eq!(expand_upc_e("01234566"), None);
        assert_eq!(expand_upc_e("91234565"), None);
    }

    #[test]
    fn a_pack_leads_to_the_number_of_what_is_in_it() {
        assert_eq!(base_unit("10614141000415").as_deref(), Some("00614141000418"));
        assert_eq!(base_unit("00614141000418"), None, "the unit itself");
        assert_eq!(base_unit("90614141000411"), None, "a measure");
        assert_eq!(base_unit("10614141000416"), None, "a wrong check digit");
        assert_eq!(base_unit("10614\u{e9}1000415"), None);
    }

    #[test]
    fn numbers_of_one_company_alone_are_told_apart() {
        for (stem, restricted) in [
            ("2012345", true),
            ("0012345", true),
            ("4012345", false),
            ("1000002012345", true),
            ("1000004012345", false),
            ("02345678901", false),
            ("21234567890", true),
            ("41234567890", true),
            ("31234567890", false),
            ("201234567890", true),
            ("299999999999", true),
            ("400638133393", false),
            ("300638133393", false),
        ] {
            assert_eq!(is_restricted(&code_key(&with_check_digit(stem).unwrap())), restricted, "{stem}");
        }
        assert!(!is_restricted("HPE-BIN-0312"));
    }

    #[test]
    fn a_typed_number_is_completed_or_put_right() {
        assert_eq!(suggestions("40088000060"), ["400880000600"]);
        assert_eq!(suggestions("400880000601"), ["400880000600", "4008800006013"]);
        assert_eq!(suggestions("400638133393"), ["400638133390", "4006381333931"]);
        assert_eq!(suggestions("4006381333930")[0], "4006381333931");
        assert_eq!(suggestions("9638507"), ["96385074"]);
        for text in ["", "400880000600", "04252614", "12345", "HPE-BIN-0312", "\u{661}\u{662}"] {
            assert_eq!(suggestions(text), Vec::<String>::new(), "{text}");
        }
    }
}
