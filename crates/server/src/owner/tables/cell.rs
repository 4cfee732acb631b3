//! What stands in a cell. A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV
//! Injection"), and loses it on the way back, so that a file comes back as it went.

use std::fmt::Display;

use domain::quantity::Quantity;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// With what a formula begins, in wide letters too.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text as it stands in a file.
pub fn guarded(text: &str) -> String {
    if looks_like_a_formula(text) && !is_number(text) { format!("'{text}") } else { text.to_owned() }
}

/// A text as it was before [`guarded`].
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if looks_like_a_formula(rest) => rest,
        _ => text,
    }
}

fn looks_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

/// Something that may be absent.
pub fn maybe<T: Display>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The name of a value in JSON: a status, a kind.
pub fn name<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| Some(value.as_str()?.to_owned())).unwrap_or_default()
}

/// Yes or no.
pub fn flag(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

/// A moment, in UTC.
pub fn moment(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map(|at| at.to_string()).unwrap_or_default()
}

/// Cents, as an amount.
pub fn money(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

/// Reads yes or no.
pub fn read_flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" | "y" | "x" => Some(true),
        "no" | "false" | "0" | "n" | "" => Some(false),
        _ => None,
    }
}

/// Reads an amount of money as cents.
pub fn read_money(text: &str) -> Option<i64> {
    let amount: Quantity = text.trim().trim_start_matches('$').parse().ok()?;
    (amount.0 % 10 == 0).then_some(amount.0 / 10)
}

/// Reads a moment: with its offset, or as a clock on the wall shows it in `zone`.
pub fn read_moment(text: &str, zone: &TimeZone) -> Option<i64> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at.as_millisecond());
    }
    let wall: DateTime = text.parse().ok()?;
    Some(wall.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn formulas_become_text_and_every_text_comes_back_as_it_was() {
        for text in ["=1+1", "+1 555", "-cmd", "@SUM(A1)", "\tx", "\rx", "＝1", "'=x", "''=x"] {
            assert!(guarded(text).starts_with('\''), "{text}");
        }
        let all = ["", "x", "'", "'x", "''", "-5", "-2.5", "'-5", "it's", "=1+1", "'=x", "''@x", "+", "-", "\n"];
        for text in all {
            assert_eq!(unguarded(&guarded(text)), text);
        }
        assert_eq!(guarded("-2.5"), "-2.5", "a number is a number");
    }

    #[test]
    fn amounts_and_moments_are_read_as_they_are_written() {
        for cents in [0, 5, 1999, -250] {
            assert_eq!(read_money(&money(cents)), Some(cents));
        }
        assert_eq!(read_money("$12.5"), Some(1250));
        assert_eq!(read_money("1.005"), None);
        let zone = TimeZone::get("America/New_York").unwrap();
        assert_eq!(read_moment(&moment(1_700_000_000_123), &zone), Some(1_700_000_000_123));
        assert_eq!(read_moment("2026-01-05 08:00", &zone), read_moment("2026-01-05T13:00:00Z", &zone));
        assert_eq!(read_moment("tomorrow", &zone), None);
    }
}
