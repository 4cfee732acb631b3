//! The database: SQLite or PostgreSQL behind one type, so that every SQL text is written once. Values go in, records
//! come out; placeholders are `$1`, `$2`, … on both.
//!
//! SQL lives in the rooms below this one and in `sync_store`, nowhere else. Never here: permission decisions.

pub mod accounts;
pub mod alerts;
pub mod api_requests;
pub mod api_tokens;
pub mod attempts;
pub mod audit;
pub mod backups;
pub mod blobs;
mod columns;
pub mod companies;
pub mod devices;
mod find;
mod insert;
pub mod installation;
pub mod limits;
pub mod lists;
pub mod mail;
mod many;
mod migrate;
pub mod notify;
pub(crate) mod pieces;
mod pools;
pub mod portable;
mod record;
pub mod reset_codes;
pub mod scratch;
pub mod second_factors;
pub mod sessions;
pub mod sign_ins;
pub mod statistics;
mod transaction;
pub mod uploads;
mod value;
pub mod webhook_events;
pub mod webhooks;
pub mod work_order_facts;
mod writer;

pub use find::Find;
pub use insert::Insert;
pub use many::Many;
pub use migrate::{migrate, migrate_to, newest_step, step};
pub use pools::{Db, Kind};
pub use record::Record;
pub use transaction::Tx;
pub use value::Value;
pub(crate) use value::values;

/// Codes of what passes. 5, 6 and 517: SQLite is busy or locked. 40001 and 40P01: PostgreSQL gave up on one of two
/// transactions; 53300: it has no connection left; 57014: it took too long; 57P01 to 57P03: it stops or starts.
const PASSING: [&str; 10] = ["5", "6", "517", "40001", "40P01", "53300", "57014", "57P01", "57P02", "57P03"];

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
    /// What several wrote together was taken back.
    #[error("the database did not keep it: {0}")]
    NotKept(std::sync::Arc<str>),
    /// A value could not be written or read as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl DbError {
    /// Whether a unique key was taken already.
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Engine(sqlx::Error::Database(e)) if e.is_unique_violation())
    }

    /// Whether PostgreSQL gave up waiting for a lock, as it was asked to.
    pub fn is_lock_timeout(&self) -> bool {
        matches!(self, Self::Engine(sqlx::Error::Database(e)) if e.code().is_some_and(|c| c == "55P03"))
    }

    /// Whether trying again may help: the database is busy, restarting or out of connections.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Engine(sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed)
            | Self::NotKept(_) => true,
            Self::Engine(sqlx::Error::Database(e)) => e.code().is_some_and(|c| PASSING.contains(&c.as_ref())),
            _ => false,
        }
    }
}
