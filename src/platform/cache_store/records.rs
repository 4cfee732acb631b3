//! What the records of the cache hold, and what those of earlier builds held.
//!
//! A segment is a [`Pack`] as bytes: a text would be read into the browser's form of texts and out of it again, which took
//! a start with very many rows a second. Before, it was the text of a pack, and before that a JSON array of rows.
//!
//! What a cache with bytes knows of itself has a name of its own: builds that only know texts take it for a cache that was
//! never filled, and fetch everything.

use domain::{Key, Row};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use sync::client::StoreError;
use sync::pack::Pack;
use wasm_bindgen::{JsCast, JsValue};

/// What the cache knows of itself, where builds that only knew texts wrote it.
pub(super) const META_OF_TEXTS: &str = "meta";
/// The same since segments are bytes. It comes later in the order of keys.
pub(super) const META_KEY: &str = "meta of bytes";

/// What names of segments begin with that a start may read later. It comes after every name of the others.
pub(super) const LATER: &str = "later ";

/// What is in a segment.
pub(super) enum Segment {
    /// A pack.
    Pack(Pack),
    /// A pack as it was written until segments were bytes.
    Text(Pack),
    /// Rows as they were written before there were packs.
    Rows(Vec<Row>),
}

impl Segment {
    /// The key of the `nth` record. One that a start may read later follows all others in the order of keys.
    pub fn name(is_later: bool, nth: usize) -> String {
        format!("{}{nth:06}", if is_later { LATER } else { "" })
    }

    /// The record of a pack.
    pub fn write(pack: &[u8]) -> JsValue {
        Uint8Array::from(pack).into()
    }

    /// What is in a record; `None` when nothing that was ever written there.
    pub fn read(value: JsValue) -> Option<Self> {
        match value.dyn_into::<Uint8Array>() {
            Ok(bytes) => Pack::read(bytes.to_vec()).map(Self::Pack),
            Err(value) => {
                let text = value.as_string()?;
                match text.starts_with('[') {
                    true => serde_json::from_str(&text).ok().map(Self::Rows),
                    false => Pack::read(text.into_bytes()).map(Self::Text),
                }
            }
        }
    }
}

/// A loose record: a row, or that there is none any more.
#[derive(Serialize, Deserialize)]
pub(super) struct Loose {
    /// Which row.
    pub key: Key,
    /// The row.
    pub row: Option<Row>,
}

impl Loose {
    /// Its key in the store.
    pub fn name(&self) -> String {
        format!("{}/{}", self.key.entity.name(), self.key.id)
    }

    /// What is in a record.
    pub fn read(value: &JsValue) -> Option<Self> {
        serde_json::from_str(&value.as_string()?).ok()
    }
}

/// A record that is JSON.
pub(super) fn text<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, StoreError> {
    serde_json::to_string(value).map(|t| JsValue::from_str(&t)).map_err(|e| StoreError::Other(e.to_string()))
}
