//! The form of an archive: lines of JSON, compressed with gzip, sealed with age by a passphrase. `age -d FILE | gunzip`
//! shows it with tools that everybody has.
//!
//! The first line is the [`Header`]. Then, for each table with rows, a line that names it and its columns, and a line for
//! each row with its values in that order. The last line is the [`End`]: what must have come by then. Without it the archive
//! is not whole.

mod reading;
mod writing;

use serde::{Deserialize, Serialize};

pub(super) use reading::{Piece, Reading};
pub(super) use writing::Writing;

/// The newest form.
pub(super) const FORM: u32 = 1;

/// What an archive is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Header {
    /// Its form; this build writes and reads 1.
    pub pem2_backup: u32,
    /// The build that wrote it.
    pub version: String,
    /// The engine that it was read from.
    pub engine: String,
    /// The name of the database.
    pub epoch: String,
    /// The newest step of the migrations that the database had taken.
    pub step: i64,
    /// When, in milliseconds.
    pub made_at: i64,
}

/// The line before the rows of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Heading {
    pub table: String,
    pub columns: Vec<String>,
}

/// The last line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct End {
    /// Table, company, how many rows, their digest.
    pub end: Vec<(String, String, u64, String)>,
}
