//! Codes as keys: the many ways to print one product number, brought to one text.
//!
//! GTIN-8, -12, -13 and -14 are one family (GS1 General Specifications, section 3): padded with zeros to 14 digits they
//! name the same trade item. Everything else is kept as it was scanned, trimmed.

/// The check digit of `digits`, which come without it (GS1 General Specifications, section 7.9).
pub fn check_digit(digits: &[u8]) -> u8 {
    let sum: u32 = digits.iter().rev().enumerate().map(|(i, d)| u32::from(*d) * if i % 2 == 0 { 3 } else { 1 }).sum();
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

fn digits(text: &str) -> Option<Vec<u8>> {
    text.bytes().map(|b| b.is_ascii_digit().then(|| b - b'0')).collect()
}

#[cfg(test)]
mod tests {
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
}
