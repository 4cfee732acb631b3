//! Writing the cache: segments and loose records, in one transaction that is durable when it is called done.

use sync::client::{CacheCommit, CacheStore, StoreError};
use sync::pack::Pack;
use wasm_bindgen::JsValue;
use web_sys::IdbTransaction;

use super::records::{Loose, META_KEY, META_OF_TEXTS, Segment, text};
use super::{LOOSE, META, RexieCache, SEGMENTS, STORES};
use crate::platform::idb::Mode;
use crate::platform::page;

/// Bytes of a segment.
const SEGMENT: usize = 512 * 1024;
/// Segments that are made in one turn of the page.
const SEGMENTS_A_TURN: usize = 4;

/// A key and what is under it.
type Record = (JsValue, JsValue);

impl RexieCache {
    /// Does what `commit` says, in one transaction.
    pub(super) async fn write(&self, commit: &CacheCommit) -> Result<(), StoreError> {
        // Everything is text before the transaction opens: nothing can fail in its middle but the store itself.
        let meta = text(&commit.meta)?;
        let mut segments = Vec::new();
        let mut loose = Vec::new();
        debug_assert!(commit.replace || commit.packs.is_empty(), "packs only in the place of everything");
        if commit.replace {
            segments = in_turns(commit.packed(SEGMENT)).await?;
        } else {
            let there = commit.rows.iter().map(|row| Loose { key: row.key(), row: Some(row.clone()) });
            let gone = commit.gone.iter().map(|key| Loose { key: *key, row: None });
            for record in gone.chain(there) {
                loose.push((JsValue::from_str(&record.name()), text(&record)?));
            }
        }
        let fill = |tx: &IdbTransaction| fill(tx, commit.replace, &meta, &segments, &loose);
        self.writer().await?.transact(Mode::Strict, &STORES, fill).await?;
        self.loose.set(if commit.replace { 0 } else { self.loose.get() } + loose.len());
        if commit.replace {
            self.packed.set(commit.packs.iter().map(Pack::len).sum::<usize>() + commit.rows.len());
            self.is_old.set(false);
        }
        Ok(())
    }

    /// Packs all rows in segments.
    pub(super) async fn pack(&self) -> Result<(), StoreError> {
        let Some(image) = self.load().await? else { return Ok(()) };
        // Should it fail, so many more may come before it is tried again.
        self.loose.set(0);
        self.is_old.set(false);
        let meta = text(&image.meta)?;
        let segments = in_turns(image.packed_again(SEGMENT)).await?;
        let fill = |tx: &IdbTransaction| fill(tx, true, &meta, &segments, &[]);
        self.writer().await?.transact(Mode::Strict, &STORES, fill).await
    }
}

/// Segments of these packs, some in each turn of the page.
async fn in_turns(
    packs: impl Iterator<Item = Result<(bool, Vec<u8>), serde_json::Error>>,
) -> Result<Vec<Record>, StoreError> {
    let mut segments = Vec::new();
    for (nth, pack) in packs.enumerate() {
        let (is_later, pack) = pack.map_err(|e| StoreError::Other(e.to_string()))?;
        segments.push((JsValue::from_str(&Segment::name(is_later, nth)), Segment::write(&pack)));
        if nth % SEGMENTS_A_TURN == SEGMENTS_A_TURN - 1 {
            page::next_turn().await;
        }
    }
    Ok(segments)
}

fn fill(
    tx: &IdbTransaction,
    replace: bool,
    meta: &JsValue,
    segments: &[Record],
    loose: &[Record],
) -> Result<(), JsValue> {
    for (name, records) in [(SEGMENTS, segments), (LOOSE, loose)] {
        let store = tx.object_store(name)?;
        if replace {
            store.clear()?;
        }
        for (key, value) in records {
            store.put_with_key(value, key)?;
        }
    }
    let metas = tx.object_store(META)?;
    metas.delete(&JsValue::from_str(META_OF_TEXTS))?;
    metas.put_with_key(meta, &JsValue::from_str(META_KEY)).map(drop)
}
