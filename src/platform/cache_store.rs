//! The cache in IndexedDB: the server's rows for the next start. Read through rexie, written as strictly as the vault.
//!
//! A fill is packed in segments, one record each, in the order of the rows' keys. A record costs more than its bytes. Later
//! changes are loose records that win over the segments, until there are so many that everything is packed again.
//!
//! Kinds of which a company has the most have segments of their own, by names behind the others: a start shows its first list
//! before it reads those ([`rest`]). What the records hold, also those of earlier builds, is in [`records`].

mod records;
mod rest;
mod writing;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::ids::{CompanyId, UserId};
use rexie::{KeyRange, ObjectStore, Rexie, Transaction, TransactionMode};
use sync::client::{CacheCommit, CacheImage, CacheMeta, CacheStore, StoreError};
use sync::pack::Pack;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

pub use self::rest::Rest;

use self::records::{LATER, Loose, Segment};
use super::idb::{self, Database};

const SEGMENTS: &str = "segments";
const LOOSE: &str = "loose";
const META: &str = "meta";
/// Every object store.
const STORES: [&str; 3] = [SEGMENTS, LOOSE, META];
/// Of the object stores. Rows of another schema are in a database of another name.
const VERSION: u32 = 1;
/// Loose records that make it worth packing everything again, besides one for so many rows.
const LOOSE_MAX: usize = 1_000;
/// As [`LOOSE_MAX`] says.
const ROWS_A_LOOSE: usize = 20;

/// One person's cache on this phone.
pub struct RexieCache {
    name: String,
    /// What the names of this person's caches begin with, until those of other schemas are gone.
    family: RefCell<Option<String>>,
    connection: RefCell<Option<Rc<Rexie>>>,
    writer: RefCell<Option<Rc<Database>>>,
    loose: Cell<usize>,
    packed: Cell<usize>,
    /// A segment is as an earlier build wrote it: everything is packed again with the next commit.
    is_old: Cell<bool>,
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
            is_old: Cell::new(false),
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

    /// The part of the cache that a first list shows, and what is to be read behind it; `None` as [`CacheStore::load`] says.
    pub async fn load_first(&self) -> Result<Option<(CacheImage, Rest)>, StoreError> {
        let first = KeyRange::upper_bound(&JsValue::from_str(LATER), Some(true)).map_err(|error| lost(error.into()))?;
        let image = self.retried(async || self.read(Some(first.clone())).await).await?;
        Ok(image.map(|image| {
            let rest = Rest::behind(&image);
            (image, rest)
        }))
    }

    /// What is in the segments with these names, and everything that is loose.
    async fn read(&self, names: Option<KeyRange>) -> Result<Option<CacheImage>, StoreError> {
        let connection = self.connect().await?;
        let tx = connection.transaction(&[SEGMENTS, LOOSE, META], TransactionMode::ReadOnly).map_err(lost)?;
        let store = |name| tx.store(name).map_err(lost);
        let Some(meta) = meta_in(&tx).await? else { return Ok(None) };
        let segments = store(SEGMENTS)?.get_all(names, None).await.map_err(lost)?;
        let loose = store(LOOSE)?.get_all(None, None).await.map_err(lost)?;
        self.loose.set(loose.len());
        let mut image = CacheImage { meta, ..CacheImage::default() };
        self.is_old.set(false);
        for segment in segments {
            let Some(segment) = Segment::read(segment) else { return Ok(None) };
            match segment {
                Segment::Pack(pack) => image.packs.push(pack),
                Segment::Text(pack) => {
                    self.is_old.set(true);
                    image.packs.push(pack);
                }
                Segment::Rows(mut rows) => {
                    self.is_old.set(true);
                    image.rows.append(&mut rows);
                }
            }
        }
        self.packed.set(image.packs.iter().map(Pack::len).sum::<usize>() + image.rows.len());
        for value in loose {
            let Some(record) = Loose::read(&value) else { return Ok(None) };
            match record.row {
                Some(row) => image.rows.push(row),
                None => image.gone.push(record.key),
            }
        }
        Ok(Some(image))
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
        self.retried(async || self.read(None).await).await
    }

    async fn meta(&self) -> Result<Option<CacheMeta>, StoreError> {
        self.retried(async || self.read_meta().await).await
    }

    async fn commit(&self, commit: &CacheCommit) -> Result<(), StoreError> {
        self.retried(async || self.write(commit).await).await?;
        if self.is_old.get() || self.loose.get() > LOOSE_MAX + self.packed.get() / ROWS_A_LOOSE {
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

/// One that an earlier build wrote comes first in the order of keys, and was written last: ours takes it away.
async fn meta_in(tx: &Transaction) -> Result<Option<CacheMeta>, StoreError> {
    let found = tx.store(META).map_err(lost)?.get_all(None, Some(1)).await.map_err(lost)?;
    Ok(found.first().and_then(JsValue::as_string).and_then(|text| serde_json::from_str(&text).ok()))
}

/// rexie tells no names of errors. The cache can be filled again, so each is treated as a lost connection: tried once
/// more, then reported.
fn lost(error: rexie::Error) -> StoreError {
    StoreError::Lost(format!("{error:?}"))
}
