//! What was read, whichever way: the raw text, and the keys under which an item may have it.

use domain::barcode::gs1::FNC1;
use domain::barcode::{Carrier, base_unit, code_key, code_key_upc_e, understand};
use protocol::scan::{Detection, Standing, Symbology};

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// As it was read or typed.
    pub raw: String,
    /// The name of its symbology; empty when it was typed.
    pub symbology: String,
    /// The keys to look up, the most likely first.
    pub keys: Vec<String>,
}

impl Reading {
    /// What the camera or a photo showed.
    pub fn seen(code: &Detection) -> Self {
        let meaning = understand(&code.text, carrier(code), ANY_YEAR);
        // A pack is not its unit: taken for one, it would count as one.
        let unit = meaning.gtin.as_deref().filter(|_| meaning.indicator.is_some()).and_then(base_unit);
        let keys: Vec<String> = meaning.keys.into_iter().filter(|key| Some(key) != unit.as_ref()).collect();
        let symbology = match serde_json::to_value(code.symbology) {
            Ok(serde_json::Value::String(name)) => name,
            _ => String::new(),
        };
        Self { raw: code.text.trim_matches(FNC1).to_owned(), symbology, keys }
    }

    /// What was typed, or sent by a hand-held reader. Eight digits may be an EAN-8 or a UPC-E: both are looked up.
    pub fn typed(text: &str) -> Self {
        let mut keys = vec![code_key(text), code_key_upc_e(text)];
        keys.dedup();
        Self { raw: text.trim().to_owned(), symbology: String::new(), keys }
    }

    /// The key under which an item gets it.
    pub fn key(&self) -> String {
        self.keys.first().cloned().unwrap_or_else(|| self.raw.clone())
    }
}

/// No date of a code is looked at here.
const ANY_YEAR: u16 = 2000;

fn carrier(code: &Detection) -> Carrier {
    match (code.symbology, code.identifier.as_deref()) {
        (_, Some("]C1" | "]d2" | "]Q3")) => Carrier::Gs1,
        (Symbology::Ean13, _) => Carrier::Ean13,
        (Symbology::Ean8, _) => Carrier::Ean8,
        (Symbology::UpcA, _) => Carrier::UpcA,
        (Symbology::UpcE, _) => Carrier::UpcE,
        (Symbology::Itf, _) if code.text.len() == 14 => Carrier::Itf14,
        _ => Carrier::Plain,
    }
}

/// The code of a frame that may act: one that another frame agreed to, and that was not acted on while it stays in view.
pub fn acting(found: &[Detection]) -> Option<Reading> {
    found.iter().find(|code| code.standing == Standing::Accepted).map(Reading::seen)
}

/// The code of a photo: the person looks at it before anything happens, so the best one will do.
pub fn on_photo(found: &[Detection]) -> Option<Reading> {
    found.first().map(Reading::seen)
}
