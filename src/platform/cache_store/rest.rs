//! What a start reads of the cache once its first list stands: rows of kinds of which there are very many.

use domain::Key;
use rexie::{KeyRange, TransactionMode};
use sync::client::{CacheImage, CacheMeta, StoreError};
use sync::pack::Pack;
use wasm_bindgen::JsValue;

use super::records::{LATER, Segment};
use super::{META, RexieCache, SEGMENTS, lost, meta_in};

/// Segments that are read in one turn of the page.
const SEGMENTS_A_TURN: u32 = 8;

/// What is still to be read.
pub struct Rest {
    /// What the cache knew of itself when the first part was read.
    meta: CacheMeta,
    /// Rows that are gone since, of those that are still to come.
    gone: Vec<Key>,
}

impl Rest {
    /// What comes behind `image`.
    pub(super) fn behind(image: &CacheImage) -> Self {
        Self { meta: image.meta.clone(), gone: image.gone.clone() }
    }

    /// Reads it: `take` gets some packs at a time. What comes back are the rows that are gone of those; `None` when the cache
    /// is not what it was, or a segment is nothing that was ever written: then everything has to be read again.
    pub async fn read(self, cache: &RexieCache, mut take: impl FnMut(&[Pack])) -> Result<Option<Vec<Key>>, StoreError> {
        let connection = cache.connect().await?;
        let tx = connection.transaction(&[SEGMENTS, META], TransactionMode::ReadOnly).map_err(lost)?;
        if meta_in(&tx).await?.as_ref() != Some(&self.meta) {
            return Ok(None);
        }
        let store = tx.store(SEGMENTS).map_err(lost)?;
        let mut after = LATER.to_owned();
        loop {
            let names =
                KeyRange::lower_bound(&JsValue::from_str(&after), Some(true)).map_err(|error| lost(error.into()))?;
            // In the order of their names, and so many of each.
            let keys = store.get_all_keys(Some(names.clone()), Some(SEGMENTS_A_TURN));
            let (keys, values) =
                futures_util::future::join(keys, store.get_all(Some(names), Some(SEGMENTS_A_TURN))).await;
            let (keys, values) = (keys.map_err(lost)?, values.map_err(lost)?);
            let Some(last) = keys.last().and_then(JsValue::as_string) else { return Ok(Some(self.gone)) };
            after = last;
            let mut packs = Vec::new();
            for value in values {
                match Segment::read(value) {
                    Some(Segment::Pack(pack)) => packs.push(pack),
                    _ => return Ok(None),
                }
            }
            take(&packs);
        }
    }
}
