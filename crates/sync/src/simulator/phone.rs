//! One phone: its stores, the engine while it runs, and what its screen has called saved.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{DeviceId, MutationId, UserId};
use domain::people::Role;
use domain::{Edit, Entity, Key};
use pollster::block_on;
use uuid::Uuid;

use super::tabs::{News, Places, Tab};
use crate::client::uploads::Manifest;
use crate::client::{CacheStore, Client, Entry, NewEdit, Plan, Shelf, VaultOp, VaultStore};
use crate::memory::vault::{MemoryCache, MemoryVault};

/// What goes wrong while a phone commits a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It dies before anything is committed.
    DiesFirst,
    /// It dies after the first commit to the vault.
    DiesBeforeCache,
    /// It dies after the commit to the cache.
    DiesBeforeLast,
    /// It dies after everything is committed, before memory follows.
    DiesBeforeMemory,
    /// The vault refuses the first commit: no room, or the connection is lost. The app goes on.
    VaultRefuses,
    /// The cache refuses.
    CacheRefuses,
    /// The vault refuses the last commit.
    LastRefuses,
}

/// Everything that can go wrong.
pub(super) const TROUBLES: [Trouble; 7] = [
    Trouble::DiesFirst,
    Trouble::DiesBeforeCache,
    Trouble::DiesBeforeLast,
    Trouble::DiesBeforeMemory,
    Trouble::VaultRefuses,
    Trouble::CacheRefuses,
    Trouble::LastRefuses,
];

impl Trouble {
    /// Whether the phone is dead then.
    pub fn is_death(self) -> bool {
        !matches!(self, Self::VaultRefuses | Self::CacheRefuses | Self::LastRefuses)
    }
}

/// One phone.
pub(super) struct Phone {
    pub user: UserId,
    pub device: DeviceId,
    pub role: Role,
    pub vault: MemoryVault,
    pub cache: MemoryCache,
    /// The engine of the tab that sends; `None` while the app is not running.
    pub client: Option<Client>,
    /// The engine of a second tab, while there is one.
    pub second: Option<Client>,
    /// What each of the two has not heard of the other yet.
    pub first_missed: News,
    pub second_missed: News,
    /// Edits of which the person was told "saved".
    pub saved: BTreeSet<MutationId>,
    /// Of these, the ones that made a row which everybody of the company sees.
    pub made: BTreeMap<MutationId, Key>,
    /// Refused edits that the person discarded, or handed in again as another.
    pub discarded: BTreeSet<MutationId>,
    /// Photos of which the person was told "saved": their hashes, and how many chunks each has.
    pub photos: BTreeMap<String, u32>,
    /// The places of edits in the order of entry.
    pub places: Places,
    /// How far its clock is off, in milliseconds.
    pub clock_off: i64,
    /// What it pulled last, and from which database.
    pulled: (Option<Uuid>, u64),
    /// What it had pulled, and from which database, before its power went: until it has pulled that again, it may show an
    /// older day.
    pub had_pulled: (Option<Uuid>, u64),
    /// Whether a row of its cache went unnoticed: until it has compared, it may not show all.
    pub rotten: bool,
}

impl Phone {
    pub fn new(user: UserId, role: Role, device: DeviceId) -> Self {
        let (vault, cache) = (MemoryVault::default(), MemoryCache::default());
        let (saved, made, places) = (BTreeSet::new(), BTreeMap::new(), Places::default());
        let mut phone = Self {
            user,
            device,
            role,
            vault,
            cache,
            client: None,
            second: None,
            first_missed: News::default(),
            second_missed: News::default(),
            saved,
            made,
            places,
            photos: BTreeMap::new(),
            discarded: BTreeSet::new(),
            clock_off: 0,
            pulled: (None, 0),
            had_pulled: (None, 0),
            rotten: false,
        };
        phone.start();
        phone
    }

    /// Starts the app from what the stores hold.
    pub fn start(&mut self) {
        let vault = block_on(self.vault.load()).unwrap();
        let cache = block_on(self.cache.load()).unwrap();
        self.client = Some(Client::open(self.user, self.role, self.device, vault, cache));
        self.second = None;
        self.first_missed = News::default();
        self.places.hear();
    }

    /// The person decides on a refused edit: discards it, or hands it in again as `again`.
    pub fn decide(
        &mut self,
        id: MutationId,
        (again, decision): (Option<MutationId>, MutationId),
        now: i64,
        trouble: Option<Trouble>,
    ) {
        let Some(client) = &self.client else { return };
        let plan = match again {
            Some(new) => client.resend(id, (new, decision), None, now),
            None => client.discard(id, decision, now),
        };
        // The rules may refuse it by now: it stays where it is.
        let Ok(plan) = plan else { return };
        let places: Vec<u64> = plan.before.iter().filter_map(place).collect();
        let met = self.commit(plan, trouble);
        if matches!(met, Some(Trouble::DiesFirst | Trouble::VaultRefuses)) {
            return;
        }
        places.into_iter().for_each(|place| self.places.enter(Tab::First, place));
        self.made.remove(&id);
        self.discarded.insert(id);
        self.saved.insert(decision);
        if let Some(again) = again {
            self.saved.remove(&id);
            self.saved.insert(again);
        }
    }

    /// The power goes: the cache, whose commits are not strict, loses the last one. The vault's are on the disk.
    pub fn lose_power(&mut self) {
        // Twice in a row: what it had before the first time is what counts.
        let ((epoch, through), (had_epoch, had)) = (self.pulled, self.had_pulled);
        self.had_pulled = (epoch, if epoch == had_epoch { through.max(had) } else { through });
        self.cache.lose_last_commit();
        self.start();
    }

    /// A row is gone from the cache, or cannot be read any more, unnoticed.
    pub fn rot(&mut self, nth: usize) {
        self.rotten = true;
        if nth.is_multiple_of(2) {
            self.cache.lose_a_row(nth);
        } else {
            self.cache.spoil_a_row(nth);
        }
        self.start();
    }

    /// Commits a plan as the driver does, and meets `trouble` on the way, if there is what it is about. What it met.
    pub fn commit(&mut self, plan: Plan, trouble: Option<Trouble>) -> Option<Trouble> {
        // Also of a plan that ends in the middle: a tab that dies tells nobody, and the others read at their next news.
        self.second_missed.add(News::of(&plan));
        match self.store(&plan, trouble) {
            Ok(()) => {
                if let Some(client) = &mut self.client {
                    client.finish(plan);
                }
                None
            }
            Err(met) => {
                if met.is_death() {
                    (self.client, self.second) = (None, None);
                } else if let Some(client) = &mut self.client {
                    client.abandoned();
                }
                Some(met)
            }
        }
    }

    /// The three commits. The error is the trouble that it met; one that there was nothing to meet at is none.
    fn store(&mut self, plan: &Plan, trouble: Option<Trouble>) -> Result<(), Trouble> {
        let meets = |this: Trouble| if trouble == Some(this) { Err(this) } else { Ok(()) };
        meets(Trouble::DiesFirst)?;
        if !plan.before.is_empty() {
            meets(Trouble::VaultRefuses)?;
            block_on(self.vault.commit(plan.before.clone())).unwrap();
        }
        meets(Trouble::DiesBeforeCache)?;
        if let Some(cache) = &plan.cache {
            meets(Trouble::CacheRefuses)?;
            block_on(self.cache.commit(cache)).unwrap();
            self.pulled = (cache.meta.epoch, cache.meta.through);
        }
        meets(Trouble::DiesBeforeLast)?;
        if !plan.after.is_empty() {
            meets(Trouble::LastRefuses)?;
            block_on(self.vault.commit(plan.after.clone())).unwrap();
        }
        meets(Trouble::DiesBeforeMemory)
    }

    /// The person does something. It counts as saved when the commit is through, also if the phone dies right after.
    /// What trouble it met; nothing at all if the app does not run or the rules refuse it.
    pub fn enter(&mut self, id: MutationId, edit: Edit, now: i64, trouble: Option<Trouble>) -> Option<Option<Trouble>> {
        self.enter_with(id, edit, Vec::new(), now, trouble)
    }

    /// The same, with bytes that belong to it.
    pub fn enter_with(
        &mut self,
        id: MutationId,
        edit: Edit,
        bytes: Vec<Manifest>,
        now: i64,
        trouble: Option<Trouble>,
    ) -> Option<Option<Trouble>> {
        let client = self.client.as_ref()?;
        let made = match &edit {
            Edit::Create { entity: entity @ (Entity::Item | Entity::Location), id, .. } => Some(Key::new(*entity, *id)),
            _ => None,
        };
        let taken: Vec<(String, u32)> = bytes.iter().map(|m| (m.sha256.clone(), m.chunks())).collect();
        let plan = client.submit(vec![NewEdit { id, edit }], bytes, Vec::new(), now).ok()?;
        let places: Vec<u64> = plan.before.iter().filter_map(place).collect();
        let met = self.commit(plan, trouble);
        if !matches!(met, Some(Trouble::DiesFirst | Trouble::VaultRefuses)) {
            self.saved.insert(id);
            self.photos.extend(taken);
            places.into_iter().for_each(|place| self.places.enter(Tab::First, place));
            self.made.extend(made.map(|key| (id, key)));
        }
        Some(met)
    }
}

/// The place of an edit that is written to the outbox.
pub(super) fn place(op: &VaultOp) -> Option<u64> {
    match op {
        VaultOp::Put { shelf: Shelf::Outbox, value, .. } => Some(Entry::read(value).ok()?.mutation.device_seq),
        _ => None,
    }
}
