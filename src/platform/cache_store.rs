//! The cache in IndexedDB: the server's rows for the next start. Read through rexie, written as strictly as the vault.
//!
//! A fill is packed in segments, one record each: what the server sent packed as it came, else some hundred rows. A record
//! costs more than its bytes. Later changes
//! are loose records that win over the segments, until there are so many that everything is packed again.
//!
//! A segment is a [`Pack`]. Earlier builds wrote a JSON array of rows, which is still read; they take a pack for damage and
//! fetch everything.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::ids::{CompanyId, UserId};
use domain::{Key, Row};
use rexie::{ObjectStore, Rexie, Transaction, TransactionMode};
use serde::{Deserialize, Serialize};
use sync::client::{CacheCommit, CacheImage, CacheMeta, CacheStore, StoreError};
use sync::pack::Pack;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::IdbTransaction;

use super::idb::{self, Database, Mode};
use super::page;

const SEGMENTS: &str = "segments";
const LOOSE: &str = "loose";
const META: &str = "meta";
/// Every object store.
const STORES: [&str; 3] = [SEGMENTS, LOOSE, META];
/// Of the object stores. Rows of another schema are in a database of another name.
const VERSION: u32 = 1;
/// Rows in a segment.
const SEGMENT: usize = 500;
/// Loose records that make it worth packing everything again, besides one for so many rows.
const LOOSE_MAX: usize = 1_000;
/// As [`LOOSE_MAX`] says.
const ROWS_A_LOOSE: usize = 20;
/// Segments whose texts are made in one turn of the page.
const SEGMENTS_A_TURN: usize = 4;
/// The one record of the meta store.
const META_KEY: &str = "meta";

/// One person's cache on this phone.
pub struct RexieCache {
    name: String,
    /// What the names of this person's caches begin with, until those of other schemas are gone.
    family: RefCell<Option<String>>,
    connection: RefCell<Option<Rc<Rexie>>>,
    writer: RefCell<Option<Rc<Database>>>,
    loose: Cell<usize>,
    packed: Cell<usize>,
}

/// A loose record: a row, or that there is none any more.
#[derive(Serialize, Deserialize)]
struct Loose {
    key: Key,
    row: Option<Row>,
}

impl RexieCache {
    /// The cache of this person for the schema of this build. It is opened at its first use, since one that cannot be
    /// opened must not stand in the way of unsent work.
    pub fn of(company: CompanyId, user: UserId) -> Self {
        Self::of_family(&format!("cache-{company}-{user}-"), protocol::SCHEMA)
    }

    /// A cache whose older and newer schemas go once it is complete.
    pub fn of_family(family: &str, schema: u32) -> Self {
        let cache = Self::named(&format!("{family}{schema}"));
        *cache.family.borrow_mut() = Some(family.to_owned());
        cache
    }

    /// A cache by the name of its database.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            family: RefCell::new(None),
            connection: RefCell::new(None),
            writer: RefCell::new(None),
            loose: Cell::new(0),
            packed: Cell::new(0),
        }
    }

    async fn connect(&self) -> Result<Rc<Rexie>, StoreError> {
        if let Some(connection) = &*self.connection.borrow() {
            return Ok(connection.clone());
        }
        let built = Rexie::builder(&self.name)
            .version(VERSION)
            .add_object_store(ObjectStore::new(SEGMENTS))
            .add_object_store(ObjectStore::new(LOOSE))
            .add_object_store(ObjectStore::new(META))
            .build()
            .await;
        let connection = Rc::new(built.map_err(lost)?);
        *self.connection.borrow_mut() = Some(connection.clone());
        Ok(connection)
    }

    /// For commits: rexie cannot ask that they be on the disk before they are called done, and an edit leaves the outbox by
    /// that word.
    async fn writer(&self) -> Result<Rc<Database>, StoreError> {
        if let Some(writer) = &*self.writer.borrow() {
            return Ok(writer.clone());
        }
        let writer = Rc::new(Database::open(&self.name, VERSION, &STORES).await?);
        *self.writer.borrow_mut() = Some(writer.clone());
        Ok(writer)
    }

    async fn read_meta(&self) -> Result<Option<CacheMeta>, StoreError> {
        let connection = self.connect().await?;
        let tx = connection.transaction(&[META], TransactionMode::ReadOnly).map_err(lost)?;
        meta_in(&tx).await
    }

    async fn read(&self) -> Result<Option<CacheImage>, StoreError> {
        let connection = self.connect().await?;
        let tx = connection.transaction(&[SEGMENTS, LOOSE, META], TransactionMode::ReadOnly).map_err(lost)?;
        let store = |name| tx.store(name).map_err(lost);
        let Some(meta) = meta_in(&tx).await? else { return Ok(None) };
        let segments = texts(store(SEGMENTS)?.get_all(None, None).await.map_err(lost)?);
        let loose = texts(store(LOOSE)?.get_all(None, None).await.map_err(lost)?);
        self.loose.set(loose.len());
        let mut image = CacheImage { meta, ..CacheImage::default() };
        for segment in segments {
            if segment.starts_with('[') {
                // As it was written before there were packs.
                let Ok(mut rows) = serde_json::from_str::<Vec<Row>>(&segment) else { return Ok(None) };
                image.rows.append(&mut rows);
                continue;
            }
            let Some(pack) = Pack::read(segment.into_bytes()) else { return Ok(None) };
            image.packs.push(pack);
        }
        self.packed.set(image.packs.iter().map(Pack::len).sum::<usize>() + image.rows.len());
        for text in loose {
            let Ok(record) = serde_json::from_str::<Loose>(&text) else { return Ok(None) };
            match record.row {
                Some(row) => image.rows.push(row),
                None => image.gone.push(record.key),
            }
        }
        Ok(Some(image))
    }

    async fn write(&self, commit: &CacheCommit) -> Result<(), StoreError> {
        // Everything is text before the transaction opens: nothing can fail in its middle but the store itself.
        let meta = text(&commit.meta)?;
        let mut segments = Vec::new();
        let mut loose = Vec::new();
        if commit.replace {
            let packs = commit.packs.iter().map(|pack| pack.text().map(Cow::Borrowed));
            let rows = commit.rows.chunks(SEGMENT).map(|rows| Pack::write(rows).map(Cow::Owned));
            segments = in_turns(packs.chain(rows)).await?;
        }
        debug_assert!(commit.replace || commit.packs.is_empty(), "packs only in the place of everything");
        let rows = if commit.replace { &[][..] } else { &commit.rows };
        let there = rows.iter().map(|row| Loose { key: row.key(), row: Some(row.clone()) });
        let gone = commit.gone.iter().map(|key| Loose { key: *key, row: None });
        for record in gone.chain(there) {
            let name = format!("{}/{}", record.key.entity.name(), record.key.id);
            loose.push((JsValue::from_str(&name), text(&record)?));
        }
        let fill = |tx: &IdbTransaction| fill(tx, commit.replace, &meta, &segments, &loose);
        self.writer().await?.transact(Mode::Strict, &STORES, fill).await?;
        self.loose.set(if commit.replace { 0 } else { self.loose.get() } + loose.len());
        if commit.replace {
            self.packed.set(commit.packs.iter().map(Pack::len).sum::<usize>() + commit.rows.len());
        }
        Ok(())
    }

    /// Packs all rows in segments.
    async fn pack(&self) -> Result<(), StoreError> {
        let Some(image) = self.load().await? else { return Ok(()) };
        // Should it fail, so many more may come before it is tried again.
        self.loose.set(0);
        let meta = text(&image.meta)?;
        let segments = in_turns(image.packed_again(SEGMENT).map(|text| text.map(Cow::Owned))).await?;
        let fill = |tx: &IdbTransaction| fill(tx, true, &meta, &segments, &[]);
        self.writer().await?.transact(Mode::Strict, &STORES, fill).await?;
        self.packed.set(segments.len() * SEGMENT);
        Ok(())
    }

    async fn retried<T>(&self, attempt: impl AsyncFn() -> Result<T, StoreError>) -> Result<T, StoreError> {
        match attempt().await {
            Err(StoreError::Lost(_)) => {
                self.connection.borrow_mut().take();
                self.writer.borrow_mut().take();
                attempt().await
            }
            outcome => outcome,
        }
    }
}

impl Drop for RexieCache {
    /// rexie closes nothing by itself, and an open connection holds up whoever wants to delete or upgrade.
    fn drop(&mut self) {
        if let Some(connection) = self.connection.borrow_mut().take()
            && let Ok(connection) = Rc::try_unwrap(connection)
        {
            connection.close();
        }
    }
}

impl CacheStore for RexieCache {
    async fn load(&self) -> Result<Option<CacheImage>, StoreError> {
        self.retried(async || self.read().await).await
    }

    async fn meta(&self) -> Result<Option<CacheMeta>, StoreError> {
        self.retried(async || self.read_meta().await).await
    }

    async fn commit(&self, commit: &CacheCommit) -> Result<(), StoreError> {
        self.retried(async || self.write(commit).await).await?;
        if self.loose.get() > LOOSE_MAX + self.packed.get() / ROWS_A_LOOSE {
            // What was asked for is done. If packing fails, the loose records are still there, and the next commit tries.
            drop(self.pack().await);
        }
        if commit.meta.complete
            && let Some(family) = self.family.borrow_mut().take()
        {
            // Not waited for: a tab of an older build may hold one open.
            spawn_local(delete_others(family, self.name.clone()));
        }
        Ok(())
    }
}

/// Deletes the caches of other schemas.
async fn delete_others(family: String, ours: String) {
    for name in idb::names().await.into_iter().filter(|name| name.starts_with(&family) && *name != ours) {
        drop(idb::delete(&name).await);
    }
}

async fn meta_in(tx: &Transaction) -> Result<Option<CacheMeta>, StoreError> {
    let found = tx.store(META).map_err(lost)?.get(JsValue::from_str(META_KEY)).await.map_err(lost)?;
    Ok(found.and_then(|value| value.as_string()).and_then(|text| serde_json::from_str(&text).ok()))
}

type Record = (JsValue, JsValue);

/// Segments of these texts, some in each turn of the page.
async fn in_turns<'a>(
    texts: impl Iterator<Item = Result<Cow<'a, str>, serde_json::Error>>,
) -> Result<Vec<Record>, StoreError> {
    let mut segments = Vec::new();
    for (nth, pack) in texts.enumerate() {
        let pack = pack.map_err(|e| StoreError::Other(e.to_string()))?;
        segments.push((JsValue::from_str(&format!("{nth:06}")), JsValue::from_str(&pack)));
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
    tx.object_store(META)?.put_with_key(meta, &JsValue::from_str(META_KEY)).map(drop)
}

fn text<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, StoreError> {
    serde_json::to_string(value).map(|t| JsValue::from_str(&t)).map_err(|e| StoreError::Other(e.to_string()))
}

fn texts(values: Vec<JsValue>) -> Vec<String> {
    values.iter().filter_map(JsValue::as_string).collect()
}

/// rexie tells no names of errors. The cache can be filled again, so each is treated as a lost connection: tried once
/// more, then reported.
fn lost(error: rexie::Error) -> StoreError {
    StoreError::Lost(format!("{error:?}"))
}
