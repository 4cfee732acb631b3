//! What a label says beside the number: how much, which lot, until when.

use domain::barcode::amount::{Amount, Unit};
use domain::barcode::date::Date;
use domain::barcode::{Element, Meaning};
use domain::quantity::Quantity;

/// The facts of a label, for showing; and the amount, for the quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    amount: Option<Amount>,
    /// The lot.
    pub lot: Option<String>,
    /// The serial number.
    pub serial: Option<String>,
    /// Not to be used after.
    pub expires: Option<Date>,
    /// Best used before.
    pub best_before: Option<Date>,
    /// When it was made.
    pub made: Option<Date>,
    /// The number of our order.
    pub order: Option<String>,
    /// A web address. Shown; opened only by a person's tap.
    pub url: Option<String>,
}

impl Facts {
    /// Of a code that was understood.
    pub fn of(meaning: &Meaning) -> Self {
        // A number alone says nothing more.
        let is_label = |element: &Element| !element.id.is_empty();
        if !meaning.elements.iter().any(is_label) {
            return Self { url: meaning.url.clone(), ..Self::default() };
        }
        Self {
            amount: meaning.quantity.clone(),
            lot: meaning.lot.clone(),
            serial: meaning.serial.clone(),
            expires: meaning.expires,
            best_before: meaning.best_before,
            made: meaning.made,
            order: meaning.order.clone(),
            url: meaning.url.clone(),
        }
    }

    /// How many units of an item that is counted in `unit` the label says are there: pieces, or feet for what is counted
    /// in feet. `None`: it does not say, or in another unit.
    pub fn quantity(&self, unit: &str) -> Option<Quantity> {
        let amount = self.amount.as_ref()?;
        let fits = match amount.unit {
            Unit::Each => true,
            Unit::Foot => unit == "ft",
            Unit::Pound => unit == "lb",
            Unit::Metre => unit == "m",
            _ => false,
        };
        amount.quantity().filter(|quantity| fits && quantity.is_positive())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::barcode::{Carrier, understand};

    fn facts(text: &str) -> Facts {
        Facts::of(&understand(text, Carrier::Gs1, 2026))
    }

    #[test]
    fn a_reel_tag_in_feet_fills_in_feet() {
        let reel = facts("0100400880000105322000025010LOT7");
        assert_eq!(reel.quantity("ft"), Some(Quantity::whole(250)));
        assert_eq!(reel.quantity("ea"), None);
        assert_eq!(reel.lot.as_deref(), Some("LOT7"));
    }

    #[test]
    fn a_count_fills_in_whatever_is_counted() {
        assert_eq!(facts("02004008800006003712").quantity("ea"), Some(Quantity::whole(12)));
    }

    #[test]
    fn a_plain_number_says_nothing_more() {
        assert_eq!(Facts::of(&understand("400880000600", Carrier::UpcA, 2026)), Facts::default());
    }
}
