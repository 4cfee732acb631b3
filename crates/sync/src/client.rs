//! The phone's side. [`Client`] holds what the phone knows and decides; it never waits and never touches a store.
//!
//! Every change goes the same way: a method returns a [`Plan`], the driver commits its three parts in order (vault,
//! cache, vault), and only then [`Client::finish`] changes what the screen sees. A crash between any two steps leaves a
//! state from which the same edits go on.
//!
//! Invariants (numbers of SYNC.md, repeated in ARCHITECTURE.md): the view is the base with the outbox replayed on it
//! (4); the cursor is never ahead of the committed rows (8); what the vault holds is deleted only after the cache holds
//! its effect, or because a person discarded it (1).

mod backoff;
mod base;
mod children;
mod engine;
mod entry;
mod load;
mod manifest;
mod plan;
pub mod ports;
mod rejected;
pub mod search;
mod summary;
mod unsent;
pub mod uploads;
mod verdicts;
mod view;

pub use engine::{Action, Client, Closed, NetError, NewEdit, Page};
pub use entry::{Entry, State};
pub use plan::{Changes, Plan};
pub use ports::{CacheCommit, CacheImage, CacheMeta, CacheStore, Shelf, StoreError, VaultImage, VaultOp, VaultStore};
pub use summary::Summary;
pub use unsent::Unsent;
pub use view::View;
