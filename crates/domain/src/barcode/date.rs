//! Dates as barcodes print them: two-digit years, months without a day, weeks. Never here: a clock; the present year
//! comes in as an argument.

/// A day, or a month as a whole. There is no order among them: a month is neither before nor after its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// All four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, or 0: the month is all that is known. Of an expiry this means its last day (GS1 General
    /// Specifications, section 3.4).
    pub day: u8,
}

impl Date {
    /// The date, if there is such a day. `day` 0 is one.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        ((1..=12).contains(&month) && day <= days_in(year, month)).then_some(Self { year, month, day })
    }

    /// Reads digits laid out as `layout` says: Y, M and D stand for year, month and day, each side by side. Two-digit
    /// years are completed by [`full_year`]; without any D the day is 0.
    pub fn read(text: &str, layout: &str, this_year: u16) -> Option<Self> {
        if text.len() != layout.len() || !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let part = |letter: u8| {
            let picked = text.bytes().zip(layout.bytes()).filter(|(_, l)| *l == letter);
            picked.fold(0, |sum: u16, (b, _)| sum.saturating_mul(10).saturating_add(u16::from(b - b'0')))
        };
        let year = part(b'Y');
        let year = if layout.contains("YYYY") { year } else { full_year(year as u8, this_year) };
        Self::new(year, part(b'M') as u8, part(b'D') as u8)
    }

    /// The month in which most of a week lies, as ISO 8601 counts weeks: the month of its Thursday.
    ///
    /// The day stays 0: a week code names no day, and taking its Monday would claim one.
    pub fn of_week(year: u16, week: u8) -> Option<Self> {
        // The Thursday of week 1 is the first Thursday of the year.
        let to_thursday = (4 + 7 - weekday_of_new_year(year)) % 7;
        let mut left = u16::from(week.checked_sub(1)?) * 7 + u16::from(to_thursday);
        for month in 1..=12 {
            let days = u16::from(days_in(year, month));
            if left < days {
                return Self::new(year, month, 0);
            }
            left -= days;
        }
        None
    }

    /// The month of a day counted from 1 within its year, and the day.
    pub fn of_ordinal(year: u16, ordinal: u16) -> Option<Self> {
        let mut left = ordinal.checked_sub(1)?;
        for month in 1..=12 {
            let days = u16::from(days_in(year, month));
            if left < days {
                return Self::new(year, month, left as u8 + 1);
            }
            left -= days;
        }
        None
    }
}

/// The four digits of a year of two: the one from 49 years back to 50 years ahead (GS1 General Specifications, section
/// 7.12).
pub fn full_year(two_digits: u8, this_year: u16) -> u16 {
    let two_digits = u16::from(two_digits % 100);
    let century = this_year - this_year % 100;
    let (now, then) = (this_year % 100, two_digits);
    if then > now + 50 {
        century.saturating_sub(100).saturating_add(then)
    } else if now >= then + 50 {
        century.saturating_add(100).saturating_add(then)
    } else {
        century.saturating_add(then)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// 0 for Sunday to 6 for Saturday (Gauss).
fn weekday_of_new_year(year: u16) -> u8 {
    let before = u32::from(year.saturating_sub(1));
    ((1 + 5 * (before % 4) + 4 * (before % 100) + 6 * (before % 400)) % 7) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_of_two_digits_is_the_nearest_one() {
        for (digits, now, year) in [
            (26, 2026, 2026),
            (76, 2026, 2076),
            (77, 2026, 1977),
            (0, 2026, 2000),
            (99, 2026, 1999),
            (10, 2060, 2110),
            (11, 2060, 2011),
            (49, 2099, 2149),
            (50, 2099, 2050),
        ] {
            assert_eq!(full_year(digits, now), year, "{digits} in {now}");
        }
        for (digits, now) in [(0, 0), (99, 0), (255, u16::MAX), (0, 99)] {
            full_year(digits, now);
        }
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        assert_eq!(Date::read("240229", "YYMMDD", 2026), Date::new(2024, 2, 29));
        assert_eq!(Date::read("230229", "YYMMDD", 2026), None);
        assert_eq!(Date::read("261300", "YYMMDD", 2026), None);
        assert_eq!(Date::read("260200", "YYMMDD", 2026), Some(Date { year: 2026, month: 2, day: 0 }));
        assert_eq!(Date::read("31122026", "DDMMYYYY", 2026), Date::new(2026, 12, 31));
        assert_eq!(Date::read("0726", "MMYY", 2026), Date::new(2026, 7, 0));
        assert_eq!(Date::read("2607", "YYMMDD", 2026), None);
    }

    #[test]
    fn a_week_is_in_the_month_of_its_thursday() {
        assert_eq!(Date::of_week(2014, 52), Date::new(2014, 12, 0));
        assert_eq!(Date::of_week(2026, 1), Date::new(2026, 1, 0));
        assert_eq!(Date::of_week(2020, 53), Date::new(2020, 12, 0));
        assert_eq!(Date::of_week(2021, 53), None, "a year of 52 weeks");
        assert_eq!(Date::of_week(2021, 0), None);
        assert_eq!(Date::of_week(2024, 5), Date::new(2024, 2, 0));
    }

    #[test]
    fn the_days_of_a_year_are_counted_from_one() {
        assert_eq!(Date::of_ordinal(2024, 60), Date::new(2024, 2, 29));
        assert_eq!(Date::of_ordinal(2025, 365), Date::new(2025, 12, 31));
        assert_eq!(Date::of_ordinal(2025, 366), None);
        assert_eq!(Date::of_ordinal(2025, 0), None);
    }
}
