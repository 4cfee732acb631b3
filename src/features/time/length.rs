//! Lengths of time as digits.

/// With seconds, for a timer that runs: "1:24:08".
pub fn clock(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Hours and minutes, for totals: "8:12". Whole minutes: a second that is not over does not count.
pub fn hours(ms: i64) -> String {
    let minutes = ms.max(0) / 60_000;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
