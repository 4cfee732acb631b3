//! What is looked at: one day, or one week. It stands in the address, so that back from a job finds the same days.

use crate::state::ports::Phone;

/// A stretch of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// One day.
    #[default]
    Day,
    /// Seven days.
    Week,
}

impl Span {
    /// Its name in the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// The stretch with this name.
    pub fn named(name: &str) -> Self {
        if name == "week" { Self::Week } else { Self::Day }
    }

    /// How many days it has.
    pub const fn days(self) -> i32 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
        }
    }

    /// The first moments of its days, and of the day after: the stretch that `day` is in. Weeks begin on weekday `first`.
    pub fn bounds(self, phone: &dyn Phone, day: i64, first: u8) -> Vec<i64> {
        let since = match self {
            Self::Day => 0,
            Self::Week => i32::from((phone.weekday(day) + 7 - first) % 7),
        };
        (0..=self.days()).map(|nth| phone.add_days(day, nth - since)).collect()
    }
}
