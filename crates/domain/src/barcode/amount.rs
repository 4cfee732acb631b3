//! How much a barcode says is in the pack: a count, or a measure with its unit. Never here: the words for units, and
//! weights of packaging, which are no amount of goods.

use crate::quantity::Quantity;

/// A count or a measure, exact: `digits` with the last `decimals` of them behind the point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// All digits, without the point.
    pub digits: u64,
    /// How many of them stand behind the point.
    pub decimals: u8,
    /// Of what.
    pub unit: Unit,
}

/// What an amount is counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the units")]
pub enum Unit {
    /// Pieces, or whatever the item is counted in.
    Each,
    Kilogram,
    Pound,
    TroyOunce,
    /// Of weight or of volume: AI 357n leaves it open.
    Ounce,
    Metre,
    Inch,
    Foot,
    Yard,
    SquareMetre,
    SquareInch,
    SquareFoot,
    SquareYard,
    Litre,
    CubicMetre,
    Quart,
    Gallon,
    CubicInch,
    CubicFoot,
    CubicYard,
    /// Another code of ANSI X12.3, data element 355.
    Other(String),
}

impl Amount {
    /// A count.
    pub fn count(pieces: u64) -> Self {
        Self { digits: pieces, decimals: 0, unit: Unit::Each }
    }

    /// Reads "12" or "2.50". A comma is as good as a point, but before three digits it may stand between thousands, and
    /// the text says nothing.
    pub fn read(text: &str, unit: Unit) -> Option<Self> {
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let is_number = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !is_number(whole) || !is_number(part) || (text.contains(',') && part.len() == 3) {
            return None;
        }
        let digits = format!("{whole}{part}").parse().ok()?;
        Some(Self { digits, decimals: u8::try_from(part.len()).ok()?, unit })
    }

    /// The measure that an Application Identifier 31nn to 36nn gives of the goods themselves (GS1 General
    /// Specifications, section 3.6). The last digit of the identifier says where the point is. Widths, heights and
    /// the measures of logistic units are no amounts.
    pub fn measure(ai: &str, value: &str) -> Option<Self> {
        let unit = match ai.get(..3)? {
            "310" => Unit::Kilogram,
            "311" => Unit::Metre,
            "314" => Unit::SquareMetre,
            "315" => Unit::Litre,
            "316" => Unit::CubicMetre,
            "320" => Unit::Pound,
            "321" => Unit::Inch,
            "322" => Unit::Foot,
            "323" => Unit::Yard,
            "350" => Unit::SquareInch,
            "351" => Unit::SquareFoot,
            "352" => Unit::SquareYard,
            "356" => Unit::TroyOunce,
            "357" => Unit::Ounce,
            "360" => Unit::Quart,
            "361" => Unit::Gallon,
            "364" => Unit::CubicInch,
            "365" => Unit::CubicFoot,
            "366" => Unit::CubicYard,
            _ => return None,
        };
        let decimals = ai.get(3..)?.parse().ok()?;
        Some(Self { digits: value.parse().ok()?, decimals, unit })
    }

    /// Reads a value of Data Identifier 7Q: a number, then two characters of ANSI X12.3, data element 355.
    pub fn with_code(text: &str) -> Option<Self> {
        let at = text.len().checked_sub(2)?;
        let (number, code) = (text.get(..at)?, text.get(at..)?);
        let unit = match code {
            "EA" | "PC" => Unit::Each,
            "KG" => Unit::Kilogram,
            "LB" => Unit::Pound,
            "OZ" => Unit::Ounce,
            "MR" | "LM" => Unit::Metre,
            "IN" => Unit::Inch,
            "FT" | "LF" => Unit::Foot,
            "YD" => Unit::Yard,
            "SM" => Unit::SquareMetre,
            "SI" => Unit::SquareInch,
            "SF" => Unit::SquareFoot,
            "SY" => Unit::SquareYard,
            "LT" => Unit::Litre,
            "CR" => Unit::CubicMetre,
            "QT" => Unit::Quart,
            "GA" => Unit::Gallon,
            "CI" => Unit::CubicInch,
            "CF" => Unit::CubicFoot,
            "CY" => Unit::CubicYard,
            _ if code.bytes().all(|b| b.is_ascii_alphanumeric()) => Unit::Other(code.to_owned()),
            _ => return None,
        };
        Self::read(number.trim_end(), unit)
    }

    /// The number in thousandths, as stock is counted; `None` when it is finer or beyond what a person can enter.
    pub fn quantity(&self) -> Option<Quantity> {
        let scale = |by: u32| 10_u64.checked_pow(by);
        let decimals = u32::from(self.decimals);
        let thousandths = if decimals <= 3 {
            self.digits.checked_mul(scale(3 - decimals)?)?
        } else {
            let by = scale(decimals - 3)?;
            self.digits.is_multiple_of(by).then_some(self.digits / by)?
        };
        i64::try_from(thousandths).ok().map(Quantity).filter(|q| *q <= Quantity::MAX)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_last_digit_of_the_identifier_sets_the_point() {
        let length = Amount::measure("3112", "015250").unwrap();
        assert_eq!(length, Amount { digits: 15_250, decimals: 2, unit: Unit::Metre });
        assert_eq!(length.quantity(), Some(Quantity(152_500)));
        assert_eq!(Amount::measure("3105", "000010").unwrap().quantity(), None, "finer than a thousandth");
        assert_eq!(Amount::measure("3105", "000100").unwrap().quantity(), Some(Quantity(1)));
        assert_eq!(Amount::measure("3302", "015250"), None, "the weight of a pallet");
        assert_eq!(Amount::measure("31", ""), None);
    }

    #[test]
    fn a_quantity_may_carry_the_code_of_its_unit() {
        assert_eq!(Amount::with_code("250FT"), Amount::read("250", Unit::Foot));
        assert_eq!(Amount::with_code("2.5RL"), Amount::read("2.5", Unit::Other("RL".into())));
        assert_eq!(Amount::with_code("10EA"), Some(Amount::count(10)));
        for text in ["", "F", "FT", "xFT", "12\u{e9}", "1..2FT"] {
            assert_eq!(Amount::with_code(text), None, "{text}");
        }
    }

    #[test]
    fn a_comma_that_may_stand_between_thousands_is_not_taken_for_a_point() {
        assert_eq!(Amount::read("1,000", Unit::Each), None);
        assert_eq!(Amount::with_code("1,000FT"), None);
        assert_eq!(Amount::read("2,50", Unit::Metre), Amount::read("2.50", Unit::Metre));
        assert_eq!(Amount::read("1.000", Unit::Metre).and_then(|length| length.quantity()), Some(Quantity(1_000)));
    }

    #[test]
    fn no_amount_is_too_large_to_be_read() {
        assert_eq!(Amount::read("99999999999999999999", Unit::Each), None);
        assert_eq!(Amount::count(u64::MAX).quantity(), None);
        assert_eq!(Amount { digits: 1, decimals: 255, unit: Unit::Each }.quantity(), None);
    }
}
