//! The server's rows on this phone, by key: those that were looked at, and those that still lie in their packs.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use domain::{Entity, Key, Row};
use uuid::Uuid;

use crate::pack::{Pack, Packed, parent_of};

/// The server's rows.
#[derive(Debug, Default)]
pub(super) struct Base {
    kinds: BTreeMap<Entity, BTreeMap<Uuid, Slot>>,
    /// A row could not be read.
    damaged: Cell<bool>,
}

/// A row, or where it lies. Empty when it lies there and cannot be read.
#[derive(Debug)]
struct Slot {
    row: OnceCell<Option<Arc<Row>>>,
    packed: Option<Packed>,
}

impl Slot {
    fn is_deleted(&self) -> bool {
        match (&self.packed, self.row.get()) {
            (Some(packed), _) => packed.is_deleted(),
            (None, row) => row.is_some_and(|row| row.as_ref().is_some_and(|row| row.deleted)),
        }
    }
}

impl Base {
    /// Rows of the cache: packs, then what changed since, then what is gone since.
    pub fn of(packs: &[Pack], rows: Vec<Row>, gone: &[Key]) -> Self {
        let mut base = Self::default();
        base.add(packs);
        rows.into_iter().for_each(|row| base.insert(row));
        gone.iter().for_each(|key| base.remove(key));
        base
    }

    /// Rows of packs, later ones over earlier ones, under rows that did not come in a pack.
    pub fn add(&mut self, packs: &[Pack]) {
        for (key, packed) in packs.iter().flat_map(Pack::rows) {
            let slot = Slot { row: OnceCell::new(), packed: Some(packed) };
            match self.kinds.entry(key.entity).or_default().entry(key.id) {
                Entry::Vacant(place) => drop(place.insert(slot)),
                Entry::Occupied(mut place) if place.get().packed.is_some() => drop(place.insert(slot)),
                Entry::Occupied(_) => {}
            }
        }
    }

    /// The row with this key, tombstones included.
    pub fn get(&self, key: &Key) -> Option<&Arc<Row>> {
        self.read(self.slot(key)?)
    }

    /// The same, without keeping what was read of it: for who looks at very many once.
    pub fn peek(&self, key: &Key) -> Option<Arc<Row>> {
        let slot = self.slot(key)?;
        match (slot.row.get(), &slot.packed) {
            (Some(row), _) => row.clone(),
            (None, Some(packed)) => self.unpack(packed),
            (None, None) => None,
        }
    }

    fn slot(&self, key: &Key) -> Option<&Slot> {
        self.kinds.get(&key.entity)?.get(&key.id)
    }

    fn unpack(&self, packed: &Packed) -> Option<Arc<Row>> {
        let row = packed.read().map(Arc::new);
        self.damaged.set(self.damaged.get() || row.is_none());
        row
    }

    fn read<'a>(&self, slot: &'a Slot) -> Option<&'a Arc<Row>> {
        slot.row.get_or_init(|| slot.packed.as_ref().and_then(|packed| self.unpack(packed))).as_ref()
    }

    /// Whether a row could not be read: the cache is not what was put into it.
    pub fn is_damaged(&self) -> bool {
        self.damaged.get()
    }

    /// A part of the cache could not be read at all.
    pub fn mark_damaged(&self) {
        self.damaged.set(true);
    }

    pub fn insert(&mut self, row: Row) {
        let (entity, id) = (row.entity, row.id);
        let slot = Slot { row: OnceCell::from(Some(Arc::new(row))), packed: None };
        self.kinds.entry(entity).or_default().insert(id, slot);
    }

    pub fn remove(&mut self, key: &Key) {
        if let Some(kind) = self.kinds.get_mut(&key.entity) {
            kind.remove(&key.id);
        }
    }

    pub fn len(&self) -> usize {
        self.kinds.values().map(BTreeMap::len).sum()
    }

    fn slots(&self) -> impl Iterator<Item = (Key, &Slot)> {
        self.kinds.iter().flat_map(|(entity, kind)| kind.iter().map(|(id, slot)| (Key::new(*entity, *id), slot)))
    }

    /// Every row, tombstones included.
    pub fn rows(&self) -> impl Iterator<Item = &Arc<Row>> {
        self.slots().filter_map(|(_, slot)| self.read(slot))
    }

    /// Every living row of a kind.
    pub fn living(&self, entity: Entity) -> impl Iterator<Item = &Arc<Row>> {
        self.kind(entity).filter(|(_, slot)| !slot.is_deleted()).filter_map(|(_, slot)| self.read(slot))
    }

    /// The identifiers of every living row of a kind.
    pub fn ids(&self, entity: Entity) -> impl Iterator<Item = Uuid> {
        self.kind(entity).filter(|(_, slot)| !slot.is_deleted()).map(|(id, _)| *id)
    }

    fn kind(&self, entity: Entity) -> impl Iterator<Item = (&Uuid, &Slot)> {
        self.kinds.get(&entity).into_iter().flatten()
    }

    /// Every living row by its version.
    pub fn versions(&self) -> impl Iterator<Item = (Key, u64)> {
        let version = |slot: &Slot| match &slot.packed {
            Some(packed) => Some(packed.version()),
            None => self.read(slot).map(|row| row.version),
        };
        let living = self.slots().filter(|(_, slot)| !slot.is_deleted());
        living.filter_map(move |(key, slot)| Some((key, version(slot)?)))
    }

    /// Every row of a kind by what it hangs on; those that hang on nothing are left out.
    pub fn children(&self, entity: Entity) -> impl Iterator<Item = (Uuid, Uuid)> {
        let parent = |slot: &Slot| match &slot.packed {
            Some(packed) => packed.parent(),
            None => self.read(slot).and_then(|row| parent_of(row)),
        };
        self.kind(entity).filter_map(move |(id, slot)| Some((parent(slot)?, *id)))
    }
}
