//! Quantities as a person reads them.

use domain::quantity::Quantity;

/// "12 ea", "2.5 ft"; a minus sign of the width of a plus.
pub fn amount(quantity: Quantity, unit: &str) -> String {
    format!("{} {unit}", number(quantity)).trim_end().to_owned()
}

/// The digits alone.
pub(super) fn number(quantity: Quantity) -> String {
    quantity.to_string().replace('-', "\u{2212}")
}
