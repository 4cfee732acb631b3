//! What is known of bytes on this phone, as the vault stores it: the format only grows.

use protocol::blobs::CHUNK;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ports::{Shelf, VaultOp};

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A small picture: goes first.
    Thumb,
    /// The untouched original.
    Original,
}

/// How far bytes have come, as the vault stores it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlobState {
    /// On this phone only.
    #[default]
    Waiting,
    /// The server has them, hash and all.
    Received {
        /// Since when, in milliseconds.
        at: i64,
    },
    /// The server refuses them, or they cannot be read here: a person must look.
    NeedsYou {
        /// A short name of the reason.
        reason: String,
    },
}

/// What is known of some bytes on this phone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// SHA-256 of all of them.
    pub sha256: String,
    /// How many.
    pub size: u64,
    /// Their media type.
    pub mime: String,
    /// What they are.
    pub part: Part,
    /// Of which photo.
    pub photo: Uuid,
    /// When they were saved here, in milliseconds.
    pub added_at: i64,
    /// How far they have come.
    #[serde(default)]
    pub state: BlobState,
}

impl Manifest {
    /// How many chunks hold them.
    pub fn chunks(&self) -> u32 {
        self.size.div_ceil(CHUNK as u64) as u32
    }

    /// Writes it to the vault.
    pub fn put(&self) -> Result<VaultOp, serde_json::Error> {
        Ok(VaultOp::Put { shelf: Shelf::BlobManifest, key: self.sha256.clone(), value: serde_json::to_string(self)? })
    }
}
