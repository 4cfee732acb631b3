//! The arithmetic of a stepper: exact decimals as whole counts of their last place.
//! No floating point: 0.1 ft stays 0.1 ft.

/// Most decimals a stepper shows; ten to this power still leaves room in an `i64`.
const MOST_DECIMALS: u8 = 9;

/// Writes a count of last places as a person reads it: `(1500, 3)` is `1.5`.
pub fn format_units(units: i64, decimals: u8) -> String {
    let decimals = decimals.min(MOST_DECIMALS);
    let scale = 10_u64.pow(u32::from(decimals));
    let size = units.unsigned_abs();
    let sign = if units < 0 { "-" } else { "" };
    let fraction = format!("{:0width$}", size % scale, width = usize::from(decimals));
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{}", size / scale) } else { format!("{sign}{}.{fraction}", size / scale) }
}

/// Reads what a person typed, with a point or a comma; `None` if it is no such number.
pub fn parse_units(text: &str, decimals: u8) -> Option<i64> {
    let decimals = usize::from(decimals.min(MOST_DECIMALS));
    let text = text.trim().replace(',', ".");
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let kept = fraction.trim_end_matches('0');
    if kept.len() > decimals {
        return None;
    }
    let units: i64 = format!("{whole}{kept:0<decimals$}").parse().ok()?;
    Some(if negative { -units } else { units })
}

/// One press of plus or minus, kept within the bounds.
pub fn step_units(units: i64, step: i64, least: i64, most: i64) -> i64 {
    units.saturating_add(step).min(most).max(least)
}
