//! What runs late: not begun when it should have, or not done when it should be.

use domain::status::Status;

use crate::state::OrderLine;
use crate::words::t_with;

/// A few minutes are no news.
const GRACE_MS: i64 = 10 * 60_000;

/// How a job is late, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// Nobody is there yet.
    Start(i64),
    /// Still at it after the window.
    Over(i64),
}

/// Whether a job is late at `now`.
pub fn late(line: &OrderLine, now: i64) -> Option<Late> {
    let window = line.window?;
    let lateness = match line.status {
        Status::Draft | Status::Scheduled | Status::Dispatched | Status::Travelling => Late::Start(now - window.start),
        Status::OnSite | Status::Paused | Status::Waiting => Late::Over(now - window.end),
        _ => return None,
    };
    let (Late::Start(by) | Late::Over(by)) = lateness;
    (by > GRACE_MS).then_some(lateness)
}

/// "25 min late", "1:10 h over". A job of another day says so by its date.
pub fn late_words(late: Late) -> String {
    let (Late::Start(by) | Late::Over(by)) = late;
    let (hours, minutes) = (by / 3_600_000, by / 60_000 % 60);
    let by = if hours == 0 {
        t_with("today.minutes", &[("n", &minutes.to_string())])
    } else {
        t_with("today.hours", &[("n", &format!("{hours}:{minutes:02}"))])
    };
    match late {
        _ if hours >= 24 => t_with("today.days_late", &[("n", &(hours / 24).to_string())]),
        Late::Start(_) => t_with("today.late", &[("by", &by)]),
        Late::Over(_) => t_with("today.over", &[("by", &by)]),
    }
}
