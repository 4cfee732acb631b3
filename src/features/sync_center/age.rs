//! How long ago something was.

use crate::words::{t, t_count};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// "just now", "4 min ago", "2 h ago", "3 days ago".
pub fn age(now: i64, at: i64) -> String {
    // A clock that was put back makes the past look like the future.
    let passed = (now - at).max(0);
    match passed {
        ..MINUTE => t("age.now").to_owned(),
        MINUTE..HOUR => t_count("age.minutes", (passed / MINUTE) as usize),
        HOUR..DAY => t_count("age.hours", (passed / HOUR) as usize),
        _ => t_count("age.days", (passed / DAY) as usize),
    }
}
