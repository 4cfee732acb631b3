//! What was read, whichever way: the raw text, the keys under which an item may have it, and what else it says.

use domain::barcode::gs1::FNC1;
use domain::barcode::{Carrier, base_unit, code_key, code_key_upc_e, understand};
use protocol::scan::{Detection, Symbology};

use super::facts::Facts;

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// As it was read or typed.
    pub raw: String,
    /// The name of its symbology; empty when it was typed.
    pub symbology: String,
    /// The keys to look up, the most likely first.
    pub keys: Vec<String>,
    /// The key of the unit inside, when the code is a pack's. A pack is not its unit: taken for one, it would count as
    /// one.
    pub unit: Option<String>,
    /// What else it says.
    pub facts: Facts,
}

impl Reading {
    /// What the camera or a photo showed. `this_year` completes years of two digits.
    pub fn seen(code: &Detection, this_year: u16) -> Self {
        let symbology = match serde_json::to_value(code.symbology) {
            Ok(serde_json::Value::String(name)) => name,
            _ => String::new(),
        };
        Self::understood(&code.text, carrier(code), symbology, this_year)
    }

    /// What was typed, or sent by a hand-held reader. Eight digits may be an EAN-8 or a UPC-E: both are looked up.
    pub fn typed(text: &str, this_year: u16) -> Self {
        let mut read = Self::understood(text, Carrier::Typed, String::new(), this_year);
        for key in [code_key(text), code_key_upc_e(text)] {
            if !read.keys.contains(&key) && read.unit.as_ref() != Some(&key) {
                read.keys.push(key);
            }
        }
        read
    }

    fn understood(text: &str, carrier: Carrier, symbology: String, this_year: u16) -> Self {
        let meaning = understand(text, carrier, this_year);
        let facts = Facts::of(&meaning);
        // A number of our own is no GTIN, but its packs are packs all the same: the key says so, not the GTIN.
        let unit = meaning.keys.first().filter(|_| meaning.indicator.is_some()).and_then(|key| base_unit(key));
        let keys: Vec<String> = meaning.keys.into_iter().filter(|key| Some(key) != unit.as_ref()).collect();
        Self { raw: text.trim_matches(FNC1).trim().to_owned(), symbology, keys, unit, facts }
    }

    /// The key under which an item gets it.
    pub fn key(&self) -> String {
        self.keys.first().cloned().unwrap_or_else(|| self.raw.clone())
    }
}

fn carrier(code: &Detection) -> Carrier {
    match (code.symbology, code.identifier.as_deref()) {
        (_, Some("]C1" | "]d2" | "]Q3" | "]e0" | "]z1")) => Carrier::Gs1,
        (Symbology::Ean13, _) => Carrier::Ean13,
        (Symbology::Ean8, _) => Carrier::Ean8,
        (Symbology::UpcA, _) => Carrier::UpcA,
        (Symbology::UpcE, _) => Carrier::UpcE,
        (Symbology::Itf, _) if code.text.len() == 14 => Carrier::Itf14,
        _ => Carrier::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_number_is_looked_up_as_it_is_stored() {
        assert_eq!(Reading::typed("400880000600", 2026).keys, ["00400880000600"]);
        assert_eq!(Reading::typed(" 4008 8000 0600 ", 2026).key(), "00400880000600");
    }

    #[test]
    fn a_carton_is_not_taken_for_what_is_in_it() {
        let carton = Reading::typed("10400880000102", 2026);
        assert_eq!(carton.unit.as_deref(), Some("00400880000105"));
        assert!(!carton.keys.contains(&"00400880000105".to_owned()), "{:?}", carton.keys);
    }

    #[test]
    fn our_own_label_is_its_text() {
        assert_eq!(Reading::typed("HPE-BIN-0312", 2026).keys, ["HPE-BIN-0312"]);
    }
}
