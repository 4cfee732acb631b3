//! Segments: records that hold the text of a [`Pack`], many rows each, since a record costs more than its bytes. Those with
//! rows that a first list shows come before all others.
//!
//! Never here: when they are written.

use std::borrow::Cow;

use domain::{Entity, Row};
use rexie::{KeyRange, Store, Transaction};
use sync::client::{CacheCommit, CacheImage, StoreError, comes_later};
use sync::pack::Pack;
use wasm_bindgen::JsValue;

use super::super::page;
use super::{Record, lost, texts};

/// The object store.
pub(super) const SEGMENTS: &str = "segments";
/// Rows in a segment, where the server did not pack them.
pub(super) const ROWS: usize = 500;
/// Segments whose texts are made in one turn of the page.
const MADE_A_TURN: usize = 4;
/// Segments that are read in one turn of the page.
const READ_A_TURN: usize = 4;
/// What the names of those begin with that come later. In caches of earlier builds none is named so: all come first.
const LATER: &str = "later/";

fn name(later: bool, nth: usize) -> String {
    format!("{}{nth:06}", if later { LATER } else { "" })
}

/// The texts of the segments that come first, which may be arrays of rows in caches of earlier builds.
pub(super) async fn first(tx: &Transaction) -> Result<Vec<String>, StoreError> {
    let before = KeyRange::upper_bound(&JsValue::from_str(LATER), Some(true)).map_err(|e| lost(e.into()))?;
    Ok(texts(store(tx)?.get_all(Some(before), None).await.map_err(lost)?))
}

/// All others, some in each turn of the page; `take` is given one after the other.
pub(super) async fn later(tx: &Transaction, mut take: impl FnMut(Pack)) -> Result<(), StoreError> {
    let mut read = 0;
    loop {
        let after = JsValue::from_str(&name(true, read));
        let after = KeyRange::lower_bound(&after, None).map_err(|e| lost(e.into()))?;
        let segments = store(tx)?.get_all(Some(after), Some(READ_A_TURN as u32)).await.map_err(lost)?;
        let is_last = segments.len() < READ_A_TURN;
        read += segments.len();
        for text in texts(segments) {
            let pack = Pack::read(text.into_bytes());
            take(pack.ok_or_else(|| StoreError::Other("a segment cannot be read".to_owned()))?);
        }
        if is_last {
            return Ok(());
        }
    }
}

fn store(tx: &Transaction) -> Result<Store, StoreError> {
    tx.store(SEGMENTS).map_err(lost)
}

/// The records of a commit that replaces everything.
pub(super) async fn of_commit(commit: &CacheCommit) -> Result<Vec<Record>, StoreError> {
    let mut segments = Vec::new();
    for later in [false, true] {
        let kinds = move |entity| comes_later(entity) == later;
        let packs = commit.packs.iter().filter_map(|pack| pack.text_of(kinds).transpose());
        let rows: Vec<&Row> = commit.rows.iter().filter(|row| kinds(row.entity)).collect();
        let rows = rows.chunks(ROWS).map(|rows| Pack::write(rows.iter().copied()).map(Cow::Owned));
        segments.append(&mut in_turns(later, packs.chain(rows)).await?);
    }
    Ok(segments)
}

/// The records of everything that a cache holds.
pub(super) async fn of_image(image: &CacheImage) -> Result<Vec<Record>, StoreError> {
    let mut segments = Vec::new();
    for later in [false, true] {
        let texts = image.packed_again(move |entity: Entity| comes_later(entity) == later, ROWS);
        segments.append(&mut in_turns(later, texts.map(|text| text.map(Cow::Owned))).await?);
    }
    Ok(segments)
}

/// Segments of these texts, some in each turn of the page.
async fn in_turns<'a>(
    later: bool,
    texts: impl Iterator<Item = Result<Cow<'a, str>, serde_json::Error>>,
) -> Result<Vec<Record>, StoreError> {
    let mut segments = Vec::new();
    for (nth, pack) in texts.enumerate() {
        let pack = pack.map_err(|e| StoreError::Other(e.to_string()))?;
        segments.push((JsValue::from_str(&name(later, nth)), JsValue::from_str(&pack)));
        if nth % MADE_A_TURN == MADE_A_TURN - 1 {
            page::next_turn().await;
        }
    }
    Ok(segments)
}
