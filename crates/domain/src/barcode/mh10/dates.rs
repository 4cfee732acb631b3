//! Dates on labels of parts: ANSI MH10.8.2, category 4 (Data Identifiers with D). Never here: dates of GS1.

use super::super::date::{Date, full_year};

/// What a date on a label says about the goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Significance {
    /// When they were made. Date codes too: so ECIA EIGP 114 uses 9D and 10D.
    Made,
    /// When they expire.
    Expires,
    /// When they are best used.
    BestBefore,
    /// Something else, or nobody says.
    Unsaid,
}

/// Years from the present one that a year of four digits may be away, as one of two digits is.
const FARTHEST: u16 = 50;

/// Reads the value of a Data Identifier of category D (MH10.8.2, category 4). `None` for other identifiers, for
/// layouts that only the two parties know, and for days that do not exist.
pub fn date(id: &str, value: &str, this_year: u16) -> Option<(Date, Significance)> {
    use Significance::{BestBefore, Expires, Made, Unsaid};
    let (layout, significance) = match id {
        "D" => ("YYMMDD", Unsaid),
        "1D" => ("DDMMYY", Unsaid),
        "2D" => ("MMDDYY", Unsaid),
        "7D" => ("MMYY", Unsaid),
        "12D" => ("YYYYMMDD", Unsaid),
        "14D" => ("YYYYMMDD", Expires),
        "15D" => ("DDMMYYYY", Expires),
        "16D" => ("YYYYMMDD", Made),
        "17D" => ("DDMMYYYY", Made),
        "25D" => ("YYYYMMDD", BestBefore),
        "4D" => return ordinal(value, this_year).map(|date| (date, Unsaid)),
        // 9D is whatever the parties agree on; the electronics trade agreed on weeks. Six digits that may be a day as
        // well say nothing.
        "9D" | "10D" if Date::read(value, "YYMMDD", this_year).is_some() => return None,
        "9D" | "10D" | "11D" => return week(value, this_year).map(|date| (date, Made)),
        "5D" | "6D" => return qualified(id, value, this_year),
        _ => return None,
    };
    Date::read(value, layout, this_year).map(|date| (date, significance))
}

/// YYWW or YYYYWW.
fn week(value: &str, this_year: u16) -> Option<Date> {
    let (year, week) = year_and(value, 2, this_year)?;
    Date::of_week(year, u8::try_from(week).ok()?)
}

/// YYDDD, the days counted through the year.
fn ordinal(value: &str, this_year: u16) -> Option<Date> {
    let (year, day) = year_and(value, 3, this_year)?;
    Date::of_ordinal(year, day)
}

/// A year of two or four digits and a number of `last` digits. A year that is further away than one of two digits can
/// be is no year: its digits meant something else.
fn year_and(value: &str, last: usize, this_year: u16) -> Option<(u16, u16)> {
    if !value.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = value.split_at_checked(value.len().checked_sub(last)?)?;
    let year = match year.len() {
        2 => full_year(year.parse().ok()?, this_year),
        4 => year.parse().ok().filter(|year: &u16| year.abs_diff(this_year) <= FARTHEST)?,
        _ => return None,
    };
    Some((year, rest.parse().ok()?))
}

/// A day and the qualifier of ANSI X12.3, data element 374, that says which.
fn qualified(id: &str, value: &str, this_year: u16) -> Option<(Date, Significance)> {
    let layout = if id == "5D" { "YYMMDD" } else { "YYYYMMDD" };
    let (day, qualifier) = value.split_at_checked(layout.len())?;
    let significance = match qualifier {
        "036" => Significance::Expires,
        "094" => Significance::Made,
        _ => Significance::Unsaid,
    };
    Date::read(day, layout, this_year).map(|date| (date, significance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_by_their_layouts() {
        use Significance::{BestBefore, Expires, Made, Unsaid};
        for (id, value, date, significance) in [
            ("D", "260731", (2026, 7, 31), Unsaid),
            ("2D", "073126", (2026, 7, 31), Unsaid),
            ("4D", "26212", (2026, 7, 31), Unsaid),
            ("5D", "260731036", (2026, 7, 31), Expires),
            ("6D", "20260731094", (2026, 7, 31), Made),
            ("6D", "20260731", (2026, 7, 31), Unsaid),
            ("9D", "1452", (2014, 12, 0), Made),
            ("10D", "1452", (2014, 12, 0), Made),
            ("9D", "201452", (2014, 12, 0), Made),
            ("11D", "201452", (2014, 12, 0), Made),
            ("11D", "201105", (2011, 2, 0), Made),
            ("14D", "20260731", (2026, 7, 31), Expires),
            ("15D", "31072026", (2026, 7, 31), Expires),
            ("16D", "20260731", (2026, 7, 31), Made),
            ("25D", "20260731", (2026, 7, 31), BestBefore),
        ] {
            let (year, month, day) = date;
            assert_eq!(super::date(id, value, 2026), Some((Date { year, month, day }, significance)), "{id}{value}");
        }
        for (id, value) in [("D", "261301"), ("9D", "ABC"), ("9D", ""), ("10D", "1499"), ("8D", "1"), ("P", "260731")] {
            assert_eq!(super::date(id, value, 2026), None, "{id}{value}");
        }
    }

    #[test]
    fn a_day_where_a_week_should_be_is_no_year_far_away() {
        for (id, value) in [("9D", "260731"), ("10D", "201105"), ("11D", "260731"), ("4D", "2607031")] {
            assert_eq!(super::date(id, value, 2026), None, "{id}{value}");
        }
    }
}
