//! Whether typed digits can be a product's number.

use domain::barcode::{expand_upc_e, is_gtin};

/// Digits of the length of a product's number whose last digit does not fit the others: one was mistyped.
pub fn is_mistyped(text: &str) -> bool {
    let text = text.trim();
    let all_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits && matches!(text.len(), 12..=14) && !is_gtin(text) && expand_upc_e(text).is_none()
}
