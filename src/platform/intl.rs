//! Times and dates, in the browser's language and the phone's time zone.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// How a moment is written, as options of `Intl.DateTimeFormat`.
type Style = &'static [(&'static str, &'static str)];

static TIME: Style = &[("hour", "numeric"), ("minute", "2-digit")];
static DATE: Style = &[("weekday", "short"), ("month", "short"), ("day", "numeric")];
static DATE_TIME: Style =
    &[("weekday", "short"), ("month", "short"), ("day", "numeric"), ("hour", "numeric"), ("minute", "2-digit")];

thread_local! {
    /// A formatter costs more to make than many rows of a list to draw.
    static FORMATS: RefCell<Vec<(Style, Function)>> = const { RefCell::new(Vec::new()) };
}

/// Lets go of the formatters: each keeps the time zone it was made in.
pub fn forget_formats() {
    FORMATS.take();
}

/// Formats a moment, in milliseconds.
fn format(at: i64, style: Style) -> String {
    let date = local(at);
    let text = FORMATS.with_borrow_mut(|kept| {
        let there = kept.iter().position(|(made, _)| std::ptr::eq(*made, style));
        let at = there.unwrap_or_else(|| {
            kept.push((style, formatter(style)));
            kept.len() - 1
        });
        kept[at].1.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string())
    });
    text.unwrap_or_default()
}

fn formatter(style: Style) -> Function {
    let wanted = Object::new();
    for (key, value) in style {
        drop(Reflect::set(&wanted, &JsValue::from_str(key), &JsValue::from_str(value)));
    }
    Intl::DateTimeFormat::new(&Array::new(), &wanted).format()
}

/// "1:30 PM"
pub fn time(at: i64) -> String {
    format(at, TIME)
}

/// "Mon, Nov 23"
pub fn date(at: i64) -> String {
    format(at, DATE)
}

/// "Mon, Nov 23, 1:30 PM"
pub fn date_time(at: i64) -> String {
    format(at, DATE_TIME)
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
