//! What every store must do, as suites that run on each implementation: memory here, IndexedDB in real browsers, SQLite
//! and PostgreSQL in the server's tests. A failed expectation panics, as in any test.
#![allow(clippy::unwrap_used)]

mod cache;
pub mod rows;
mod server_store;
mod vault;

pub use cache::cache;
pub use server_store::server_store;
pub use vault::vault;
