//! The vault in IndexedDB: where unsent work is safe. Its object stores only grow; nothing here deletes the database.

use domain::ids::{CompanyId, UserId};
use js_sys::{Array, Uint8Array};
use sync::client::{Shelf, StoreError, VaultImage, VaultOp, VaultStore};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::idb::{Database, Mode, result};

/// Counts additions of object stores. A later version adds; it never takes away.
const VERSION: u32 = 1;
/// Bytes of photos, one record a chunk.
const CHUNKS: &str = "blob_chunks";
/// Every object store: the shelves by their names, and the chunks.
const STORES: [&str; 8] =
    ["outbox", "sent_tail", "quarantine", "discarded", "blob_manifest", "device", "draft", CHUNKS];

/// One person's vault on this phone.
pub struct IdbVault {
    database: Database,
}

impl IdbVault {
    /// Opens the vault of this person.
    pub async fn open(company: CompanyId, user: UserId) -> Result<Self, StoreError> {
        Self::open_named(&format!("vault-{company}-{user}")).await
    }

    /// Opens a vault by the name of its database.
    pub async fn open_named(name: &str) -> Result<Self, StoreError> {
        Ok(Self { database: Database::open(name, VERSION, &STORES).await? })
    }
}

impl VaultStore for IdbVault {
    async fn load(&self) -> Result<VaultImage, StoreError> {
        let shelves: Vec<Shelf> = Shelf::ALL.into_iter().filter(|s| *s != Shelf::SentTail).collect();
        let names: Vec<&str> = shelves.iter().map(|s| s.name()).collect();
        let asked = self
            .database
            .transact(Mode::Read, &names, |tx| {
                shelves.iter().map(|s| all(tx, s.name()).map(|r| (*s, r))).collect::<Result<Vec<_>, _>>()
            })
            .await?;
        let mut records = Vec::new();
        for (shelf, requests) in asked {
            records.extend(pairs(&requests).into_iter().map(|(key, value)| (shelf, key, value)));
        }
        Ok(VaultImage { records })
    }

    async fn shelf(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        let requests = self.database.transact(Mode::Read, &[shelf.name()], |tx| all(tx, shelf.name())).await?;
        Ok(pairs(&requests))
    }

    async fn commit(&self, ops: Vec<VaultOp>) -> Result<(), StoreError> {
        if ops.is_empty() {
            return Ok(());
        }
        let mut stores: Vec<&str> = ops.iter().map(store_of).collect();
        stores.sort_unstable();
        stores.dedup();
        self.database.transact(Mode::Strict, &stores, |tx| ops.iter().try_for_each(|op| issue(tx, op))).await
    }

    async fn chunk(&self, sha256: &str, index: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let key = JsValue::from_str(&chunk_key(sha256, index));
        let request = self.database.transact(Mode::Read, &[CHUNKS], |tx| tx.object_store(CHUNKS)?.get(&key)).await?;
        let value = result(&request);
        Ok((!value.is_undefined()).then(|| Uint8Array::new(&value).to_vec()))
    }
}

fn store_of(op: &VaultOp) -> &'static str {
    match op {
        VaultOp::Put { shelf, .. } | VaultOp::Delete { shelf, .. } => shelf.name(),
        VaultOp::PutChunk { .. } | VaultOp::DeleteChunks { .. } => CHUNKS,
    }
}

fn issue(tx: &IdbTransaction, op: &VaultOp) -> Result<(), JsValue> {
    let store: IdbObjectStore = tx.object_store(store_of(op))?;
    match op {
        VaultOp::Put { key, value, .. } => store.put_with_key(&value.into(), &key.into())?,
        VaultOp::Delete { key, .. } => store.delete(&key.into())?,
        VaultOp::PutChunk { sha256, index, bytes } => {
            // A buffer of its own, never a Blob: Safari loses those.
            let buffer = Uint8Array::from(bytes.as_slice()).buffer();
            store.put_with_key(&buffer, &chunk_key(sha256, *index).into())?
        }
        VaultOp::DeleteChunks { sha256 } => {
            let range = IdbKeyRange::bound(&chunk_key(sha256, 0).into(), &chunk_key(sha256, u32::MAX).into())?;
            store.delete(&range)?
        }
    };
    Ok(())
}

/// Keys sort by photo, then by place: ten digits hold every `u32`.
fn chunk_key(sha256: &str, index: u32) -> String {
    format!("{sha256}:{index:010}")
}

fn all(tx: &IdbTransaction, store: &str) -> Result<(IdbRequest, IdbRequest), JsValue> {
    let store = tx.object_store(store)?;
    Ok((store.get_all_keys()?, store.get_all()?))
}

fn pairs((keys, values): &(IdbRequest, IdbRequest)) -> Vec<(String, String)> {
    let list = |request| result(request).dyn_into::<Array>().unwrap_or_default();
    let (keys, values) = (list(keys), list(values));
    keys.iter().zip(values.iter()).filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?))).collect()
}
