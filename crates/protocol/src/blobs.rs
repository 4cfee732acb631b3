//! Handing in bytes. They are named by their SHA-256 within the company, arrive in chunks that can be resumed, and are
//! hashed again by the server before it says that it has them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many bytes a chunk holds, the last one excepted: what a broken line costs at most.
pub const CHUNK: usize = 1024 * 1024;

/// Announces bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnnounceRequest {
    /// SHA-256 of all of them, 64 hexadecimal digits.
    pub sha256: String,
    /// How many.
    pub size: u64,
    /// Their media type, as the phone sees it.
    pub mime: String,
}

/// Where an upload stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadState {
    /// Go on at this offset.
    Receiving {
        /// The upload, for the path.
        upload: Uuid,
        /// How many bytes are there.
        offset: u64,
    },
    /// All bytes are there, their hash is right, and they are stored durably: the receipt.
    Stored {
        /// The hash that the server computed.
        sha256: String,
    },
}

/// Which picture of a photo is asked for: the last part of `/photos/{photo}/{rendition}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rendition {
    /// The untouched bytes.
    Original,
    /// Upright JPEG, long side at most 2048 pixels.
    Large,
    /// Upright JPEG, long side at most 320 pixels.
    Thumb,
}

impl Rendition {
    /// Its name in paths.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Large => "large",
            Self::Thumb => "thumb",
        }
    }
}
