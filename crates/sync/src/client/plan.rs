//! A plan: what to commit, in three steps, and what then changes in memory.

use std::collections::{BTreeMap, BTreeSet};

use domain::Entity;
use domain::digest::Digest;
use domain::ids::MutationId;

use super::entry::Entry;
use super::ports::{CacheCommit, VaultOp};
use super::uploads::Manifest;

/// What to commit, in this order. The step that fails ends the plan: it is dropped and nothing changes in memory.
#[derive(Debug, Default)]
#[must_use]
pub struct Plan {
    /// First, one commit to the vault.
    pub before: Vec<VaultOp>,
    /// Then one commit to the cache.
    pub cache: Option<CacheCommit>,
    /// Then another commit to the vault. When it fails, nothing is lost: the next start finds it undone and does it.
    pub after: Vec<VaultOp>,
    pub(super) steps: Vec<Step>,
}

/// What changes in memory.
#[derive(Debug)]
pub(super) enum Step {
    /// A new or changed entry of the outbox.
    Enter(Box<Entry>),
    /// The entry with this key leaves the outbox, settled.
    Settle(String),
    /// An entry leaves the outbox for quarantine.
    Quarantine(Box<Entry>),
    /// An entry leaves quarantine.
    Release(MutationId),
    /// The base changes as the cache commit says.
    Base,
    /// The base should have these digests now, by the server's clock.
    Compare(BTreeMap<Entity, Digest>, i64),
    /// The server's database is another one, or not known yet.
    Epoch(Option<uuid::Uuid>),
    /// What became of these edits stands in the record with this key; of none: the record is gone.
    Verdicts(String, Vec<String>),
    /// What is known of bytes changes.
    Blob(Box<Manifest>),
    /// Bytes are no longer on this phone.
    ForgetBlob(String),
}

/// Which kinds of row look different after a plan. The screen reads them again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Kinds of row.
    pub entities: BTreeSet<Entity>,
    /// Outbox, quarantine, uploads or cursor changed.
    pub queue: bool,
}

impl Changes {
    /// All may look different.
    pub fn everything() -> Self {
        let mut entities = BTreeSet::new();
        // One by one: collecting would bring the code of a sort into the first part of the app.
        for entity in Entity::ALL {
            entities.insert(*entity);
        }
        Self { entities, queue: true }
    }
}

impl Plan {
    /// Nothing to do.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.cache.is_none() && self.after.is_empty() && self.steps.is_empty()
    }
}
