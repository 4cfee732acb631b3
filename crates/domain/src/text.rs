//! Bounds on what people type. Every text is trimmed and has a greatest length in characters.
//!
//! Unicode normalisation (NFC) happens where text is typed: the browser has it, and its tables would weigh more than
//! this whole crate.

use crate::rejection::{Code, Rejection};

/// One line: names, titles, codes.
pub const LINE: usize = 200;
/// A paragraph: captions, reasons, access notes.
pub const PARAGRAPH: usize = 2_000;
/// A page: descriptions, notes.
pub const PAGE: usize = 20_000;

/// Checks that `text` is at most `max` characters and holds no control characters but line breaks and tabs.
pub fn bounded(field: &str, text: &str, max: usize) -> Result<(), Rejection> {
    if text.chars().count() > max {
        return Err(Rejection::on(Code::TooLong, field));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Rejection::on(Code::Invalid, field));
    }
    Ok(())
}

/// As [`bounded`], and something must be there.
pub fn required(field: &str, text: &str, max: usize) -> Result<(), Rejection> {
    if text.trim().is_empty() {
        return Err(Rejection::on(Code::Required, field));
    }
    bounded(field, text, max)
}
