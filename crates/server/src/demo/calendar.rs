//! Days counted from today, in the company's time zone.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

/// A calendar around now.
pub(super) struct Calendar {
    now: Zoned,
}

impl Calendar {
    /// Around `now`, in milliseconds, in this time zone.
    pub fn around(now: i64, zone: &str) -> Result<Self, jiff::Error> {
        Ok(Self { now: Timestamp::from_millisecond(now)?.to_zoned(TimeZone::get(zone)?) })
    }

    /// Now, in milliseconds.
    pub fn now(&self) -> i64 {
        self.now.timestamp().as_millisecond()
    }

    /// The moment `hour:minute` on the day `days` after today, in milliseconds.
    pub fn day(&self, days: i64, hour: i8, minute: i8) -> Result<i64, jiff::Error> {
        let date = self.now.date().checked_add(days.days())?;
        let moment = date.to_datetime(Time::new(hour, minute, 0, 0)?).to_zoned(self.now.time_zone().clone())?;
        Ok(moment.timestamp().as_millisecond())
    }

    /// Whether that day is a Saturday or Sunday.
    pub fn is_weekend(&self, days: i64) -> bool {
        let date = self.now.date().checked_add(days.days());
        date.is_ok_and(|d| d.weekday().to_monday_zero_offset() >= 5)
    }

    /// How many days ago the week began, with Monday as its first day.
    pub fn days_since_monday(&self) -> i64 {
        self.now.date().weekday().to_monday_zero_offset().into()
    }
}
