//! Times and dates, in the browser's language and the phone's time zone.

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// Formats a moment, in milliseconds, with options of `Intl.DateTimeFormat`.
fn format(at: i64, options: &[(&str, &str)]) -> String {
    let wanted = Object::new();
    for (key, value) in options {
        drop(Reflect::set(&wanted, &JsValue::from_str(key), &JsValue::from_str(value)));
    }
    let format = Intl::DateTimeFormat::new(&Array::new(), &wanted);
    let date = Date::new(&JsValue::from_f64(at as f64));
    let text = format.format().call1(&JsValue::UNDEFINED, &date).ok().and_then(|v| v.as_string());
    text.unwrap_or_default()
}

/// "1:30 PM"
pub fn time(at: i64) -> String {
    format(at, &[("hour", "numeric"), ("minute", "2-digit")])
}

/// "Mon, Nov 23"
pub fn date(at: i64) -> String {
    format(at, &[("weekday", "short"), ("month", "short"), ("day", "numeric")])
}

/// "Mon, Nov 23, 1:30 PM"
pub fn date_time(at: i64) -> String {
    format(
        at,
        &[("weekday", "short"), ("month", "short"), ("day", "numeric"), ("hour", "numeric"), ("minute", "2-digit")],
    )
}

fn local(at: i64) -> Date {
    Date::new(&JsValue::from_f64(at as f64))
}

/// The first moment of the local day `days` after the day of `at`. The browser knows days of 23 and 25 hours.
pub fn add_days(at: i64, days: i32) -> i64 {
    let date = local(at);
    date.set_hours(0);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    date.set_date((date.get_date() as i32 + days) as u32);
    date.get_time() as i64
}

/// 0 = Sunday … 6 = Saturday.
pub fn weekday(at: i64) -> u8 {
    local(at).get_day() as u8
}

/// The value of a `datetime-local` field, `2026-11-23T13:30`, as a moment.
pub fn parse_local(text: &str) -> Option<i64> {
    if text.len() < 16 {
        return None;
    }
    // Without a zone at the end, JavaScript reads it as local time.
    let at = Date::parse(text);
    (!at.is_nan()).then_some(at as i64)
}

/// A moment as the value of a `datetime-local` field.
pub fn format_local(at: i64) -> String {
    let date = local(at);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}
