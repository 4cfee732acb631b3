//! One phone: its stores, the engine while it runs, and what its screen has called saved.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{DeviceId, MutationId, UserId};
use domain::people::Role;
use domain::{Edit, Entity, Key};
use pollster::block_on;

use crate::client::{CacheStore, Client, Entry, NewEdit, Plan, Shelf, VaultOp, VaultStore};
use crate::memory::vault::{MemoryCache, MemoryVault};

/// Where a phone dies while it commits a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Death {
    /// Before anything is committed.
    First,
    /// After the first commit to the vault.
    BeforeCache,
    /// After the commit to the cache.
    BeforeLast,
    /// After everything is committed, before memory follows.
    BeforeMemory,
}

/// Every place to die.
pub(super) const DEATHS: [Death; 4] = [Death::First, Death::BeforeCache, Death::BeforeLast, Death::BeforeMemory];

/// One phone.
pub(super) struct Phone {
    pub user: UserId,
    pub device: DeviceId,
    pub role: Role,
    pub vault: MemoryVault,
    pub cache: MemoryCache,
    /// The engine; `None` while the app is not running.
    pub client: Option<Client>,
    /// Edits of which the person was told "saved".
    pub saved: BTreeSet<MutationId>,
    /// Of these, the ones that made a row which everybody of the company sees.
    pub made: BTreeMap<MutationId, Key>,
    /// The place of each in the order of entry, as it was entered.
    pub places: Vec<u64>,
}

impl Phone {
    pub fn new(user: UserId, role: Role, device: DeviceId) -> Self {
        let (vault, cache) = (MemoryVault::default(), MemoryCache::default());
        let (saved, made, places) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
        let mut phone = Self { user, device, role, vault, cache, client: None, saved, made, places };
        phone.start();
        phone
    }

    /// Starts the app from what the stores hold.
    pub fn start(&mut self) {
        let vault = block_on(self.vault.load()).unwrap();
        let cache = block_on(self.cache.load()).unwrap();
        self.client = Some(Client::open(self.user, self.role, self.device, vault, cache));
    }

    /// Commits a plan as the driver does, and dies on the way if `death` says so.
    pub fn commit(&mut self, plan: Plan, death: Option<Death>) {
        let dies = |here| death == Some(here);
        if dies(Death::First) {
            self.client = None;
            return;
        }
        block_on(self.vault.commit(plan.before.clone())).unwrap();
        if dies(Death::BeforeCache) {
            self.client = None;
            return;
        }
        if let Some(cache) = &plan.cache {
            block_on(self.cache.commit(cache)).unwrap();
        }
        if dies(Death::BeforeLast) {
            self.client = None;
            return;
        }
        block_on(self.vault.commit(plan.after.clone())).unwrap();
        if dies(Death::BeforeMemory) {
            self.client = None;
            return;
        }
        if let Some(client) = &mut self.client {
            client.finish(plan);
        }
    }

    /// The person does something. It counts as saved when the commit is through, also if the phone dies right after.
    pub fn enter(&mut self, id: MutationId, edit: Edit, now: i64, death: Option<Death>) -> bool {
        let Some(client) = &self.client else { return false };
        let made = match &edit {
            Edit::Create { entity: entity @ (Entity::Item | Entity::Location), id, .. } => Some(Key::new(*entity, *id)),
            _ => None,
        };
        let Ok(plan) = client.submit(vec![NewEdit { id, edit }], Vec::new(), Vec::new(), now) else { return false };
        let places: Vec<u64> = plan.before.iter().filter_map(place).collect();
        self.commit(plan, death);
        if death != Some(Death::First) {
            self.saved.insert(id);
            self.places.extend(places);
            self.made.extend(made.map(|key| (id, key)));
        }
        true
    }
}

/// The place of an edit that is written to the outbox.
fn place(op: &VaultOp) -> Option<u64> {
    match op {
        VaultOp::Put { shelf: Shelf::Outbox, value, .. } => Some(Entry::read(value).ok()?.mutation.device_seq),
        _ => None,
    }
}
