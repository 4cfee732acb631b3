//! When a job is, in the fewest words.

use domain::work_order::Window;

use crate::state::ports::Phone;
use crate::words::t;

/// "Today", "Tomorrow", or "Mon, Nov 23".
pub fn day_words(phone: &dyn Phone, at: i64) -> String {
    let day = phone.day_start(at);
    let today = phone.day_start(phone.now());
    match day {
        _ if day == today => t("jobs.today").to_owned(),
        _ if day == phone.add_days(today, 1) => t("jobs.tomorrow").to_owned(),
        _ => phone.date(at),
    }
}

/// "Today 1:30 PM"
pub(super) fn start_words(phone: &dyn Phone, window: Window) -> String {
    format!("{} {}", day_words(phone, window.start), phone.time(window.start))
}

/// "Today 1:30 – 3:30 PM", with the second day where there is one.
pub fn window_words(phone: &dyn Phone, window: Window) -> String {
    let (start, end) = (start_words(phone, window), phone.time(window.end));
    if phone.day_start(window.start) == phone.day_start(window.end) {
        format!("{start} – {end}")
    } else {
        format!("{start} – {} {end}", day_words(phone, window.end))
    }
}
