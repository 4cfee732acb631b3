//! What the screen shows: the server's rows, with this phone's unconfirmed edits replayed on them. The base never holds
//! an optimistic value.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::apply::Unloaded;
use domain::digest::Digest;
use domain::ids::UserId;
use domain::permission::Actor;
use domain::{Context, Edit, Effects, Entity, Failure, Key, Row, Rows, apply};
use uuid::Uuid;

use super::base::Base;
use super::children::Children;
use super::entry::Entry;
use crate::pack::{Pack, parent_of};

/// Rows as the person sees them.
#[derive(Debug, Default)]
pub struct View {
    base: Base,
    overlay: BTreeMap<Key, Arc<Row>>,
    children: RefCell<Children>,
    /// What the rows say of the phone's own person, until a row that decides it changes.
    actor: RefCell<Option<Option<Actor>>>,
}

impl Rows for View {
    fn get(&self, key: Key) -> Result<Option<&Row>, Unloaded> {
        Ok(self.find(&key).map(Arc::as_ref))
    }
}

impl View {
    fn find(&self, key: &Key) -> Option<&Arc<Row>> {
        self.overlay.get(key).or_else(|| self.base.get(key))
    }

    /// The living row with this key.
    pub fn row(&self, key: Key) -> Option<Arc<Row>> {
        self.find(&key).filter(|r| !r.deleted).cloned()
    }

    /// The same, for who looks at very many once: what had to be read for it is not kept.
    pub fn peek(&self, key: Key) -> Option<Arc<Row>> {
        let row = self.overlay.get(&key).cloned().or_else(|| self.base.peek(&key));
        row.filter(|r| !r.deleted)
    }

    /// The keys of every living row of a kind, in no order that means anything. No row is read for it.
    pub fn keys(&self, entity: Entity) -> impl Iterator<Item = Key> {
        let below = self.base.ids(entity).map(move |id| Key::new(entity, id));
        let below = below.filter(|key| !self.overlay.contains_key(key));
        let above = self.overlay.values().filter(move |r| r.entity == entity && !r.deleted);
        below.chain(above.map(|r| r.key()))
    }

    /// Every living row of a kind, in no order that means anything.
    pub fn all(&self, entity: Entity) -> impl Iterator<Item = &Arc<Row>> {
        let range = Key { entity, id: Uuid::nil() }..=Key { entity, id: Uuid::max() };
        let below = self.base.living(entity).filter(|row| !self.overlay.contains_key(&row.key()));
        below.chain(self.overlay.range(range).map(|(_, row)| row).filter(|row| !row.deleted))
    }

    /// The living rows of a kind that hang on the work order, customer or person `parent`.
    pub fn children(&self, parent: Uuid, entity: Entity) -> Vec<Arc<Row>> {
        let mut children = self.children.borrow_mut();
        let above = self.overlay.values().map(Arc::as_ref);
        let Some(ids) = children.of((entity, parent), &self.base, above) else { return Vec::new() };
        // A job may have moved to another customer since it was noted: look again. Nothing else ever moves.
        let stays = |row: &Arc<Row>| row.entity != Entity::WorkOrder || parent_of(row) == Some(parent);
        ids.iter().filter_map(|id| self.row(Key::new(entity, *id))).filter(stays).collect()
    }

    /// Whether the server's own row differs from what is shown: somebody's edit has not arrived.
    pub fn is_pending(&self, key: Key) -> bool {
        self.overlay.contains_key(&key)
    }

    /// Who `user`, the phone's own person, is to the company; nothing before the first fill. Asked at every edit, so
    /// it is kept.
    pub(super) fn actor(&self, user: UserId) -> Option<Actor> {
        let read = || {
            let me = self.row(Key::new(Entity::User, user.0));
            let rows: Vec<Row> = self.all(Entity::Company).chain(me.as_ref()).map(|r| Row::clone(r)).collect();
            let crews: Vec<Row> = self.all(Entity::Crew).map(|r| Row::clone(r)).collect();
            crate::server::actor::actor(&rows, &crews, user)
        };
        self.actor.borrow_mut().get_or_insert_with(read).clone()
    }

    /// How many rows the server has told of.
    pub fn base_len(&self) -> usize {
        self.base.len()
    }

    /// The server's rows, for digests and tests.
    pub fn base(&self) -> impl Iterator<Item = &Arc<Row>> {
        self.base.rows()
    }

    /// The digests of the server's living rows, by kind.
    pub(super) fn digests(&self) -> BTreeMap<Entity, Digest> {
        let mut digests = BTreeMap::<Entity, Digest>::new();
        for (key, version) in self.base.versions() {
            digests.entry(key.entity).or_default().add(key.id, version);
        }
        digests
    }

    /// Whether a row of the cache was found to be damaged. It is until all rows are replaced.
    pub(super) fn is_damaged(&self) -> bool {
        self.base.is_damaged()
    }

    /// A part of the cache could not be read.
    pub(super) fn mark_damaged(&self) {
        self.base.mark_damaged();
    }

    /// Rows that were read behind the others.
    pub(super) fn add_to_base(&mut self, packs: &[Pack]) {
        self.base.add(packs);
        *self.children.get_mut() = Children::default();
    }

    pub(super) fn replace_base(&mut self, base: Base) {
        self.base = base;
        *self.children.get_mut() = Children::default();
        *self.actor.get_mut() = None;
    }

    pub(super) fn change_base(&mut self, rows: Vec<Row>, gone: &[Key]) {
        for row in rows {
            self.note(&row);
            self.base.insert(row);
        }
        for key in gone {
            self.base.remove(key);
            self.forget_actor(key.entity);
        }
    }

    /// Replays the outbox from the start. Answers the kinds of row whose overlay changed.
    pub(super) fn replay<'a>(
        &mut self,
        actor: &Actor,
        entries: impl Iterator<Item = &'a mut Entry>,
    ) -> BTreeSet<Entity> {
        let mut changed: BTreeSet<Entity> = self.overlay.keys().map(|k| k.entity).collect();
        self.overlay.clear();
        *self.actor.get_mut() = None;
        for entry in entries {
            self.enter(actor, entry);
        }
        changed.extend(self.overlay.keys().map(|k| k.entity));
        changed
    }

    /// Replays one more entry. An edit that no longer fits changes nothing here; the server will say why.
    pub(super) fn enter(&mut self, actor: &Actor, entry: &mut Entry) -> BTreeSet<Entity> {
        let Some(edit) = &entry.edit else { return BTreeSet::new() };
        let context = context(actor, entry);
        let Ok(effects) = apply(edit, &context, self) else { return BTreeSet::new() };
        entry.writes = effects.puts.iter().map(|p| p.key).collect();
        let stamp = context.stamp();
        let rows: Vec<Row> = effects
            .puts
            .into_iter()
            .map(|put| {
                let before = self.find(&put.key).cloned();
                put.into_row(before.as_deref(), stamp, before.as_ref().map_or(0, |r| r.seq))
            })
            .collect();
        let changed = rows.iter().map(|r| r.entity).collect();
        for row in rows {
            self.note(&row);
            self.overlay.insert(row.key(), Arc::new(row));
        }
        changed
    }

    fn note(&mut self, row: &Row) {
        self.forget_actor(row.entity);
        self.children.get_mut().note(row);
    }

    fn forget_actor(&mut self, entity: Entity) {
        if matches!(entity, Entity::Company | Entity::User | Entity::Crew) {
            *self.actor.get_mut() = None;
        }
    }
}

/// What a replayed entry is applied under: its own author and moment.
pub(super) fn context(actor: &Actor, entry: &Entry) -> Context {
    let at = entry.mutation.occurred_at.saturating_add(entry.mutation.clock_offset_ms);
    Context { actor: actor.clone(), at, mutation: entry.id(), number: None }
}

/// Edits that are entered together, each seeing what the ones before it did.
pub(super) struct Draft<'a> {
    view: &'a View,
    rows: BTreeMap<Key, Row>,
}

impl Rows for Draft<'_> {
    fn get(&self, key: Key) -> Result<Option<&Row>, Unloaded> {
        match self.rows.get(&key) {
            Some(row) => Ok(Some(row)),
            None => Rows::get(self.view, key),
        }
    }
}

impl<'a> Draft<'a> {
    pub fn on(view: &'a View) -> Self {
        Self { view, rows: BTreeMap::new() }
    }

    /// Checks one edit and remembers its effects for the next.
    pub fn check(&mut self, edit: &Edit, context: &Context) -> Result<Effects, Failure> {
        let effects = apply(edit, context, self)?;
        for put in effects.puts.clone() {
            let before = Rows::get(self, put.key)?.cloned();
            self.rows.insert(put.key, put.into_row(before.as_ref(), context.stamp(), 0));
        }
        Ok(effects)
    }
}
