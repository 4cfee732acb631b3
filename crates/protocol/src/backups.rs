//! How backups of an installation stand, as an admin sees it.

use serde::{Deserialize, Serialize};

/// What somebody should do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// No passphrase is set: the server makes no backups.
    NoPassphrase,
    /// There is no good backup of the last 26 hours.
    NoneLately,
    /// The last backup could not be made.
    LastFailed,
    /// No backup was ever restored for a test.
    NeverChecked,
    /// The last one that was restored for a test was not whole.
    CheckFailed,
    /// The last test that found a backup whole was too long ago.
    CheckLate,
    /// One that this build does not know.
    #[serde(other)]
    Other,
}

/// What kind of place backups go to. Where exactly is the business of whoever runs the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A folder of the server.
    Folder,
    /// A store beside the server, S3-compatible.
    Store,
    /// One that this build does not know.
    #[serde(other)]
    Other,
}

/// How backups stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backups {
    /// When the last good one was finished, in milliseconds.
    #[serde(default)]
    pub made_at: Option<i64>,
    /// How many bytes it has.
    #[serde(default)]
    pub bytes: Option<u64>,
    /// Where they go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// When one was last restored for a test and was whole, in milliseconds.
    #[serde(default)]
    pub checked_at: Option<i64>,
    /// What somebody should do something about; empty: all is well.
    #[serde(default)]
    pub warnings: Vec<Warning>,
}
