//! The server's rows on this phone, by key: those that were looked at, and those that still lie in their packs.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, btree_map};
use std::sync::Arc;

use domain::{Entity, Key, Row};
use uuid::Uuid;

use crate::pack::{Pack, Packed, parent_of};

/// The server's rows.
#[derive(Debug, Default)]
pub(super) struct Base {
    slots: BTreeMap<Key, Slot>,
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
        let packed = packs.iter().flat_map(Pack::rows);
        // Later packs win. A cache is written in the order of its keys: making a map of what is sorted costs a third of
        // putting one after the other into it.
        let slots = packed.map(|(key, packed)| (key, Slot { row: OnceCell::new(), packed: Some(packed) })).collect();
        let mut base = Self { slots, ..Self::default() };
        rows.into_iter().for_each(|row| base.insert(row));
        gone.iter().for_each(|key| base.remove(key));
        base
    }

    /// The row with this key, tombstones included.
    pub fn get(&self, key: &Key) -> Option<&Arc<Row>> {
        self.read(self.slots.get(key)?)
    }

    /// The same, without keeping what was read of it: for who looks at very many once.
    pub fn peek(&self, key: &Key) -> Option<Arc<Row>> {
        let slot = self.slots.get(key)?;
        match (slot.row.get(), &slot.packed) {
            (Some(row), _) => row.clone(),
            (None, Some(packed)) => self.unpack(packed),
            (None, None) => None,
        }
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

    pub fn insert(&mut self, row: Row) {
        self.slots.insert(row.key(), Slot { row: OnceCell::from(Some(Arc::new(row))), packed: None });
    }

    pub fn remove(&mut self, key: &Key) {
        self.slots.remove(key);
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Every row, tombstones included.
    pub fn rows(&self) -> impl Iterator<Item = &Arc<Row>> {
        self.slots.values().filter_map(|slot| self.read(slot))
    }

    /// Every living row of a kind.
    pub fn living(&self, entity: Entity) -> impl Iterator<Item = (&Key, &Arc<Row>)> {
        let living = self.range(entity).filter(|(_, slot)| !slot.is_deleted());
        living.filter_map(|(key, slot)| Some((key, self.read(slot)?)))
    }

    /// The keys of every living row of a kind.
    pub fn keys(&self, entity: Entity) -> impl Iterator<Item = &Key> {
        self.range(entity).filter(|(_, slot)| !slot.is_deleted()).map(|(key, _)| key)
    }

    fn range(&self, entity: Entity) -> btree_map::Range<'_, Key, Slot> {
        self.slots.range(Key { entity, id: Uuid::nil() }..=Key { entity, id: Uuid::max() })
    }

    /// Every living row by its version.
    pub fn versions(&self) -> impl Iterator<Item = (Key, u64)> {
        let version = |slot: &Slot| match &slot.packed {
            Some(packed) => Some(packed.version()),
            None => self.read(slot).map(|row| row.version),
        };
        let living = self.slots.iter().filter(|(_, slot)| !slot.is_deleted());
        living.filter_map(move |(key, slot)| Some((*key, version(slot)?)))
    }

    /// Every row of a kind by what it hangs on; those that hang on nothing are left out.
    pub fn children(&self, entity: Entity) -> impl Iterator<Item = (Uuid, Uuid)> {
        let parent = |slot: &Slot| match &slot.packed {
            Some(packed) => packed.parent(),
            None => self.read(slot).and_then(|row| parent_of(row)),
        };
        self.range(entity).filter_map(move |(key, slot)| Some((parent(slot)?, key.id)))
    }
}
