//! Check digits of the EAN and UPC family, and UPC-E written out.
//!
//! Never here: what counts as the same product across packaging levels.

/// True if the last digit is the GS1 check digit of the others.
pub(crate) fn gtin_is_sound(text: &str) -> bool {
    let Some((last, body)) = text.as_bytes().split_last() else {
        return false;
    };
    text.bytes().all(|byte| byte.is_ascii_digit()) && last - b'0' == gs1_check_digit(body)
}

/// True if the eight digits of a UPC-E code check, which is defined on the twelve digits that they stand for.
pub(crate) fn upc_e_is_sound(text: &str) -> bool {
    expand_upc_e(text).is_some_and(|twelve| gtin_is_sound(&twelve))
}

/// The UPC-A code that a UPC-E code of eight digits is short for.
pub(crate) fn expand_upc_e(text: &str) -> Option<String> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) || !text.starts_with(['0', '1']) {
        return None;
    }
    let (system, digits, check) = (&text[..1], &text[1..7], &text[7..]);
    let body = match digits.as_bytes()[5] {
        rule @ b'0'..=b'2' => {
            format!("{}{}0000{}", &digits[..2], char::from(rule), &digits[2..5])
        }
        b'3' => format!("{}00000{}", &digits[..3], &digits[3..5]),
        b'4' => format!("{}00000{}", &digits[..4], &digits[4..5]),
        rule => format!("{}0000{}", &digits[..5], char::from(rule)),
    };
    Some(format!("{system}{body}{check}"))
}

fn gs1_check_digit(body: &[u8]) -> u8 {
    let sum: u32 = body
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 3 } else { 1 })
        .sum();
    ((10 - sum % 10) % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_holds_for_every_length() {
        for sound in ["400880000600", "9780201379624", "96385074", "00012345678905"] {
            assert!(gtin_is_sound(sound), "{sound}");
        }
        for wrong in ["400880000601", "9780201379642", "", "40088000060x"] {
            assert!(!gtin_is_sound(wrong), "{wrong}");
        }
    }

    #[test]
    fn upc_e_is_written_out_by_its_last_digit() {
        assert_eq!(expand_upc_e("01234531").as_deref(), Some("012300000451"));
        assert_eq!(expand_upc_e("04252614").as_deref(), Some("042100005264"));
        assert_eq!(expand_upc_e("05096893").as_deref(), Some("050968000093"));
        assert!(upc_e_is_sound("04252614"));
        assert!(!upc_e_is_sound("04252615"));
        assert!(!upc_e_is_sound("94252614"));
    }
}
