//! A phone's stores in memory.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use domain::{Key, Row};

use crate::client::{
    CacheCommit, CacheImage, CacheMeta, CacheStore, Shelf, StoreError, VaultImage, VaultOp, VaultStore,
};
use crate::pack::Pack;

/// A vault in memory: cloned handles share it, as tabs share a phone's.
#[derive(Clone, Debug, Default)]
pub struct MemoryVault {
    inner: Rc<RefCell<VaultData>>,
}

#[derive(Clone, Debug, Default)]
struct VaultData {
    records: BTreeMap<(Shelf, String), String>,
    chunks: BTreeMap<(String, u32), Vec<u8>>,
}

impl MemoryVault {
    /// The keys on a shelf, without their records.
    pub fn keys(&self, shelf: Shelf) -> Vec<String> {
        let data = self.inner.borrow();
        data.records.keys().filter(|(s, _)| *s == shelf).map(|(_, key)| key.clone()).collect()
    }

    /// Whether the first so many chunks of these bytes are here.
    pub fn has_chunks(&self, sha256: &str, count: u32) -> bool {
        let data = self.inner.borrow();
        data.chunks.range((sha256.to_owned(), 0)..=(sha256.to_owned(), u32::MAX)).count() == count as usize
    }
}

impl VaultStore for MemoryVault {
    async fn load(&self) -> Result<VaultImage, StoreError> {
        let data = self.inner.borrow();
        let records = data.records.iter().filter(|((shelf, _), _)| *shelf != Shelf::SentTail);
        Ok(VaultImage { records: records.map(|((shelf, key), value)| (*shelf, key.clone(), value.clone())).collect() })
    }

    async fn shelf(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        let data = self.inner.borrow();
        let found = data.records.iter().filter(|((s, _), _)| *s == shelf);
        Ok(found.map(|((_, key), value)| (key.clone(), value.clone())).collect())
    }

    async fn commit(&self, ops: Vec<VaultOp>) -> Result<(), StoreError> {
        let mut data = self.inner.borrow_mut();
        for op in ops {
            match op {
                VaultOp::Put { shelf, key, value } => drop(data.records.insert((shelf, key), value)),
                VaultOp::Delete { shelf, key } => drop(data.records.remove(&(shelf, key))),
                VaultOp::PutChunk { sha256, index, bytes } => drop(data.chunks.insert((sha256, index), bytes)),
                VaultOp::DeleteChunks { sha256 } => data.chunks.retain(|(sha, _), _| *sha != sha256),
            }
        }
        Ok(())
    }

    async fn chunk(&self, sha256: &str, index: u32) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.inner.borrow().chunks.get(&(sha256.to_owned(), index)).cloned())
    }
}

type CacheData = (CacheMeta, BTreeMap<Key, Row>);

/// A cache in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryCache {
    inner: Rc<RefCell<Option<CacheData>>>,
    before: Rc<RefCell<Option<CacheData>>>,
    /// A row that is not given back as it was put in.
    spoilt: Rc<Cell<Option<Key>>>,
}

impl MemoryCache {
    /// What the system does when room runs out: everything is gone at once.
    pub fn evict(&self) {
        *self.inner.borrow_mut() = None;
        *self.before.borrow_mut() = None;
    }

    /// A row is gone, and nothing says so.
    pub fn lose_a_row(&self, nth: usize) {
        if let Some((_, rows)) = &mut *self.inner.borrow_mut()
            && let Some(key) = rows.keys().nth(nth % rows.len().max(1)).copied()
        {
            rows.remove(&key);
        }
    }

    /// A row cannot be read any more, until it is written again.
    pub fn spoil_a_row(&self, nth: usize) {
        if let Some((_, rows)) = &*self.inner.borrow() {
            self.spoilt.set(rows.keys().nth(nth % rows.len().max(1)).copied());
        }
    }

    /// What a power cut does to a commit that was not strict: it never was.
    pub fn lose_last_commit(&self) {
        self.inner.borrow_mut().clone_from(&self.before.borrow());
    }
}

impl CacheStore for MemoryCache {
    async fn load(&self) -> Result<Option<CacheImage>, StoreError> {
        let data = self.inner.borrow();
        let Some((meta, rows)) = data.as_ref() else { return Ok(None) };
        // Packed, as phones have them: the rows are read when they are looked at.
        let mut text = String::new();
        for row in rows.values() {
            let line = Pack::write([row]).map_err(|e| StoreError::Other(e.to_string()))?;
            let is_spoilt = self.spoilt.get() == Some(row.key());
            text.push_str(&if is_spoilt { line.replace("\"version\"", "\"version:") } else { line });
        }
        Ok(Some(CacheImage {
            meta: meta.clone(),
            packs: Pack::read(text.into_bytes()).into_iter().collect(),
            ..CacheImage::default()
        }))
    }

    async fn meta(&self) -> Result<Option<CacheMeta>, StoreError> {
        Ok(self.inner.borrow().as_ref().map(|(meta, _)| meta.clone()))
    }

    async fn commit(&self, commit: &CacheCommit) -> Result<(), StoreError> {
        let mut data = self.inner.borrow_mut();
        self.before.borrow_mut().clone_from(&data);
        let (meta, rows) = data.get_or_insert_with(Default::default);
        if commit.replace {
            rows.clear();
        }
        for pack in &commit.packs {
            let unpacked = pack.unpacked().map_err(|e| StoreError::Other(e.to_string()))?;
            rows.extend(unpacked.into_iter().map(|r| (r.key(), r)));
        }
        rows.extend(commit.rows.iter().map(|r| (r.key(), r.clone())));
        let is_spoilt = |key: &Key| !commit.replace && !commit.rows.iter().any(|row| row.key() == *key);
        self.spoilt.set(self.spoilt.get().filter(is_spoilt));
        commit.gone.iter().for_each(|key| drop(rows.remove(key)));
        *meta = commit.meta.clone();
        Ok(())
    }
}
