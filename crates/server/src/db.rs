//! The database: SQLite or PostgreSQL behind one type, so that every SQL text is written once. Values go in, records
//! come out; placeholders are `$1`, `$2`, … on both.
//!
//! SQL lives in the rooms below this one and in `sync_store`, nowhere else. Never here: permission decisions.

pub mod accounts;
pub mod attempts;
pub mod audit;
pub mod blobs;
pub mod companies;
pub mod devices;
pub mod installation;
pub mod mail;
mod many;
mod migrate;
mod pools;
mod record;
pub mod sessions;
mod transaction;
pub mod uploads;
mod value;

pub use many::Many;
pub use migrate::{migrate, migrate_to};
pub use pools::{Db, Kind};
pub use record::Record;
pub use transaction::Tx;
pub use value::Value;
pub(crate) use value::values;

/// Why the database failed.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The engine said no.
    #[error(transparent)]
    Engine(#[from] sqlx::Error),
    /// The address of the database cannot be understood, or its folder not be made.
    #[error("cannot open the database: {0}")]
    Open(String),
    /// A stored value is not what this build wrote there.
    #[error("column {0} holds something unexpected")]
    Corrupt(&'static str),
    /// A value could not be written or read as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl DbError {
    /// Whether a unique key was taken already.
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Engine(sqlx::Error::Database(e)) if e.is_unique_violation())
    }

    /// Whether trying again may help: the database is busy, restarting or out of connections.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Engine(sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed) => true,
            // 5 and 6: SQLite is busy or locked; 40001 and 40P01: PostgreSQL gave up on one of two transactions.
            Self::Engine(sqlx::Error::Database(e)) => e
                .code()
                .is_some_and(|c| matches!(c.as_ref(), "5" | "6" | "517" | "40001" | "40P01" | "57P01" | "57P03")),
            _ => false,
        }
    }
}
