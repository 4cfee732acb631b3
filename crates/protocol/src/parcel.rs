//! The parcel: everything that is on one phone only, in one file that the office can hand in.
//!
//! A parcel is a tar archive (POSIX ustar), so that every computer can look into it: [`ABOUT`], then [`EDITS`], then
//! [`PHOTOS`], then the bytes of each photo as `photos/HASH.EXTENSION`. It is for a phone that cannot send by itself any
//! more; what is in it stays on the phone all the same, and is done once however it arrives.

use domain::ids::{CompanyId, DeviceId, UserId};
use serde::{Deserialize, Serialize};

use crate::sync::{Mutation, PushRequest};

/// Name of the entry that is an [`About`].
pub const ABOUT: &str = "about.json";
/// Name of the entry that is a list of [`Mutation`]s, in their order.
pub const EDITS: &str = "edits.json";
/// Name of the entry that is a list of [`Bytes`].
pub const PHOTOS: &str = "photos.json";
/// The format that this build writes; it reads all up to it.
pub const FORMAT: u32 = 1;

/// Whose parcel it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// [`FORMAT`] of the build that wrote it.
    pub format: u32,
    /// The company.
    pub company: CompanyId,
    /// Whose work it is.
    pub user: UserId,
    /// Their name, for whoever looks into it.
    pub name: String,
    /// From which phone.
    pub device: DeviceId,
    /// The schema of the edits.
    pub schema: u32,
    /// When, by the phone's clock, in milliseconds.
    pub written_at: i64,
    /// How many edits.
    pub edits: u32,
    /// How many photos and small pictures.
    pub photos: u32,
}

/// What is said of the bytes of one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes {
    /// The name of the entry.
    pub entry: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// How many.
    pub size: u64,
    /// Their media type.
    pub mime: String,
}

/// The office hands in somebody's edits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandIn {
    /// Whose work it is: they stay its author.
    pub user: UserId,
    /// The edits, as their phone would send them.
    pub push: PushRequest,
}

/// The edits of a parcel, as written.
pub type Edits = Vec<Mutation>;
