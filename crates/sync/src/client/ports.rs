//! What the phone's engine needs of its two stores. Implementations run `conformance::vault` and `conformance::cache`.
//!
//! The **vault** holds what a person entered and the server has not confirmed. Its schema only grows; nothing clears
//! it. The **cache** holds what the server said; it can be thrown away and filled again.

use domain::{Entity, Key, Row};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::pack::Pack;

/// Why a store failed. Nothing of the commit was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room left on the phone.
    #[error("no room left")]
    Full,
    /// The connection to the store was lost and could not be opened again.
    #[error("connection lost: {0}")]
    Lost(String),
    /// A later version of the app wrote it.
    #[error("written by a later version")]
    Newer,
    /// Anything else, by the name that the browser gives it.
    #[error("{0}")]
    Other(String),
}

/// The shelves of the vault. Names are for ever: they are object stores on phones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shelf {
    /// Edits that the server has not confirmed, by zero-padded device sequence number and identifier.
    Outbox,
    /// Confirmed edits, kept for 30 days to heal a restored server.
    SentTail,
    /// Refused edits, until a person corrects or discards them.
    Quarantine,
    /// Edits that a person discarded on purpose.
    Discarded,
    /// What is known of bytes on this phone, by hash.
    BlobManifest,
    /// One record of this device's own counters.
    Device,
    /// Half-filled forms.
    Draft,
}

impl Shelf {
    /// Every shelf.
    pub const ALL: [Self; 7] = [
        Self::Outbox,
        Self::SentTail,
        Self::Quarantine,
        Self::Discarded,
        Self::BlobManifest,
        Self::Device,
        Self::Draft,
    ];

    /// The name of its object store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::SentTail => "sent_tail",
            Self::Quarantine => "quarantine",
            Self::Discarded => "discarded",
            Self::BlobManifest => "blob_manifest",
            Self::Device => "device",
            Self::Draft => "draft",
        }
    }
}

/// One write to the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VaultOp {
    /// Writes a record, in place of one with the same key.
    Put {
        /// Where.
        shelf: Shelf,
        /// Under which key.
        key: String,
        /// JSON text.
        value: String,
    },
    /// Removes a record; one that is not there is no error.
    Delete {
        /// Where.
        shelf: Shelf,
        /// Under which key.
        key: String,
    },
    /// Writes one chunk of a photo.
    PutChunk {
        /// The hash of the whole.
        sha256: String,
        /// Which chunk, from 0.
        index: u32,
        /// At most [`protocol::blobs::CHUNK`] bytes.
        bytes: Vec<u8>,
    },
    /// Removes all chunks of a photo.
    DeleteChunks {
        /// The hash of the whole.
        sha256: String,
    },
}

/// Everything in the vault but the chunks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VaultImage {
    /// Shelf, key, JSON text; within a shelf in order of the keys.
    pub records: Vec<(Shelf, String, String)>,
}

impl VaultImage {
    /// Whether the server's rows are all there is to show: no edit waits, and none was refused.
    pub fn has_no_edits(&self) -> bool {
        !self.records.iter().any(|(shelf, ..)| matches!(shelf, Shelf::Outbox | Shelf::Quarantine))
    }
}

/// Where unsent work is safe.
#[allow(async_fn_in_trait)]
pub trait VaultStore {
    /// Reads everything but the chunks and the sent tail.
    async fn load(&self) -> Result<VaultImage, StoreError>;
    /// Reads one shelf.
    async fn shelf(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError>;
    /// Does all of `ops`, in order, in one transaction, or none. Returns only when a power cut can no longer undo it.
    async fn commit(&self, ops: Vec<VaultOp>) -> Result<(), StoreError>;
    /// Reads one chunk.
    async fn chunk(&self, sha256: &str, index: u32) -> Result<Option<Vec<u8>>, StoreError>;
}

/// What the cache knows of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CacheMeta {
    /// The schema of the rows.
    pub schema: u32,
    /// The database they came from.
    pub epoch: Option<Uuid>,
    /// Where the phone stands, in the server's words.
    pub cursor: Option<String>,
    /// The sequence number that the cursor stands for.
    pub through: u64,
    /// What the person may see, in the server's words.
    pub scope: Option<String>,
    /// The first fill was finished.
    pub complete: bool,
    /// When the server was last heard of, in milliseconds.
    pub synced_at: i64,
    /// When the rows were last compared with the server's, or all fetched, by the server's clock, in milliseconds.
    pub compared_at: i64,
}

/// One commit to the cache: rows and cursor together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CacheCommit {
    /// Forget every row first.
    pub replace: bool,
    /// Rows to write, only where all others are forgotten. Later packs win, and [`CacheCommit::rows`] over all of them.
    pub packs: Vec<Pack>,
    /// Rows to write.
    pub rows: Vec<Row>,
    /// Rows to forget, also of those packs and rows.
    pub gone: Vec<Key>,
    /// What the cache then knows of itself.
    pub meta: CacheMeta,
}

impl CacheCommit {
    /// As [`CacheImage::packed_again`], where everything is replaced.
    pub fn packed(&self, size: usize) -> impl Iterator<Item = Result<(bool, Vec<u8>), serde_json::Error>> + '_ {
        Pack::write_again(&self.packs, &self.rows, &self.gone, comes_later, size)
    }
}

/// Everything in the cache.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CacheImage {
    /// What it knows of itself.
    pub meta: CacheMeta,
    /// Rows as they were packed.
    pub packs: Vec<Pack>,
    /// Rows that are newer than those of the same key in packs.
    pub rows: Vec<Row>,
    /// Rows that are gone, of those in packs and of the others.
    pub gone: Vec<Key>,
}

impl CacheImage {
    /// All rows in packs of some `size` in bytes, in the order of their keys; those of kinds that come later behind the
    /// others, in packs of their own that say so.
    pub fn packed_again(&self, size: usize) -> impl Iterator<Item = Result<(bool, Vec<u8>), serde_json::Error>> + '_ {
        Pack::write_again(&self.packs, &self.rows, &self.gone, comes_later, size)
    }
}

/// Kinds of which a company has the most, and which no first list shows: a start may read them behind it
/// ([`super::Client::read_rest`]).
pub const fn comes_later(entity: Entity) -> bool {
    matches!(entity, Entity::Item | Entity::Level | Entity::Movement | Entity::Activity)
}

/// Where the server's rows are kept for the next start.
#[allow(async_fn_in_trait)]
pub trait CacheStore {
    /// Reads everything; `None` when it was never filled, or is of another schema.
    async fn load(&self) -> Result<Option<CacheImage>, StoreError>;
    /// What it knows of itself, without the rows.
    async fn meta(&self) -> Result<Option<CacheMeta>, StoreError>;
    /// Does all of `commit` in one transaction, or nothing.
    async fn commit(&self, commit: &CacheCommit) -> Result<(), StoreError>;
}
