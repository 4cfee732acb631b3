//! What was read, whichever way: the raw text, and the keys under which an item may have it.

use domain::barcode::{code_key, code_key_upc_e, is_gtin};
use protocol::scan::{Detection, Standing, Symbology};

/// Group separator between the fields of a GS1 code.
const FNC1: char = '\u{1d}';

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
        let own = if code.symbology == Symbology::UpcE { code_key_upc_e(&code.text) } else { code_key(&code.text) };
        let inner = code
            .identifier
            .as_deref()
            .filter(|id| matches!(*id, "]C1" | "]d2" | "]Q3"))
            .and_then(|_| gtin_in(&code.text));
        let symbology = match serde_json::to_value(code.symbology) {
            Ok(serde_json::Value::String(name)) => name,
            _ => String::new(),
        };
        Self { raw: code.text.trim_matches(FNC1).to_owned(), symbology, keys: inner.into_iter().chain([own]).collect() }
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

/// The trade item number in a GS1 code: application identifier 01 and fourteen digits, at the front.
fn gtin_in(text: &str) -> Option<String> {
    let digits = text.trim_start_matches(FNC1).strip_prefix("01")?.get(..14)?;
    is_gtin(digits).then(|| code_key(digits))
}

/// The code of a frame that may act: one that another frame agreed to, and that was not acted on while it stays in view.
pub fn acting(found: &[Detection]) -> Option<Reading> {
    found.iter().find(|code| code.standing == Standing::Accepted).map(Reading::seen)
}

/// The code of a photo: the person looks at it before anything happens, so the best one will do.
pub fn on_photo(found: &[Detection]) -> Option<Reading> {
    found.first().map(Reading::seen)
}
