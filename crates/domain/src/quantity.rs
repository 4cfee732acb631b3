//! Exact decimal quantities and money. No binary fractions: 0.1 + 0.2 is 0.3.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A quantity in thousandths of its unit: 2.5 ft is 2500. JSON carries the thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Quantity(pub i64);

/// Why a text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// Something other than digits, one sign and one point or comma.
    #[error("not a number")]
    NotANumber,
    /// More than three places after the point.
    #[error("more than three decimals")]
    TooPrecise,
    /// Beyond a billion.
    #[error("too large")]
    TooLarge,
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount a person can enter: a billion.
    pub const MAX: Self = Self(1_000_000_000_000);

    /// A whole number of units.
    pub const fn whole(units: i64) -> Self {
        Self(units * 1000)
    }

    /// Below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    /// Reads what a person types: "12", "2.5", "-3", "2,5".
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if digits.is_empty() {
            return Err(QuantityError::Empty);
        }
        let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let is_number = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(part) || (whole.is_empty() && part.is_empty()) {
            return Err(QuantityError::NotANumber);
        }
        let part = part.trim_end_matches('0');
        if part.len() > 3 {
            return Err(QuantityError::TooPrecise);
        }
        if whole.trim_start_matches('0').len() > 10 {
            return Err(QuantityError::TooLarge);
        }
        let units: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| QuantityError::TooLarge)? };
        let thousandths: i64 = format!("{part:0<3}").parse().map_err(|_| QuantityError::NotANumber)?;
        let value = units * 1000 + thousandths;
        if value > Self::MAX.0 {
            return Err(QuantityError::TooLarge);
        }
        Ok(Self(if negative { -value } else { value }))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (units, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if part == 0 {
            return write!(f, "{sign}{units}");
        }
        let part = format!("{part:03}");
        write!(f, "{sign}{units}.{}", part.trim_end_matches('0'))
    }
}

impl Add for Quantity {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Quantity {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Quantity {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_is_read_exactly() {
        for (text, thousandths) in
            [("12", 12_000), ("2.5", 2_500), (" -3 ", -3_000), ("2,25", 2_250), (".125", 125), ("1.2000", 1_200)]
        {
            assert_eq!(text.parse(), Ok(Quantity(thousandths)), "{text}");
        }
    }

    #[test]
    fn what_is_no_quantity_is_refused_with_the_reason() {
        for (text, error) in [
            ("", QuantityError::Empty),
            ("-", QuantityError::Empty),
            ("ten", QuantityError::NotANumber),
            ("1.2.3", QuantityError::NotANumber),
            (".", QuantityError::NotANumber),
            ("0.0001", QuantityError::TooPrecise),
            ("99999999999", QuantityError::TooLarge),
        ] {
            assert_eq!(text.parse::<Quantity>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_quantity_is_written_without_idle_zeros() {
        assert_eq!(Quantity(2_500).to_string(), "2.5");
        assert_eq!(Quantity(-12_000).to_string(), "-12");
        assert_eq!(Quantity(5).to_string(), "0.005");
    }
}
