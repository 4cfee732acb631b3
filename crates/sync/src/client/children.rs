//! Which rows hang on which: a work order's notes, a customer's sites. Each kind is looked through when it is first asked for.

use std::collections::{BTreeSet, HashMap};

use domain::{Entity, Row};
use uuid::Uuid;

use super::base::Base;
use crate::pack::parent_of;

/// Identifiers of rows by what they hang on, for each kind that was asked for.
#[derive(Debug, Default)]
pub(super) struct Children {
    kinds: HashMap<Entity, HashMap<Uuid, BTreeSet<Uuid>>>,
}

impl Children {
    /// The rows of this kind that hang, or hung, on `parent`. `above` are those that `base` does not have, or has as they were.
    pub fn of<'a>(
        &mut self,
        (entity, parent): (Entity, Uuid),
        base: &Base,
        above: impl Iterator<Item = &'a Row>,
    ) -> Option<&BTreeSet<Uuid>> {
        let index = self.kinds.entry(entity).or_insert_with(|| {
            let above = above.filter(|row| row.entity == entity).filter_map(|row| Some((parent_of(row)?, row.id)));
            let mut index = HashMap::<Uuid, BTreeSet<Uuid>>::new();
            for (parent, id) in base.children(entity).chain(above) {
                index.entry(parent).or_default().insert(id);
            }
            index
        });
        index.get(&parent)
    }

    /// A row was written.
    pub fn note(&mut self, row: &Row) {
        if let Some(index) = self.kinds.get_mut(&row.entity)
            && let Some(parent) = parent_of(row)
        {
            index.entry(parent).or_default().insert(row.id);
        }
    }
}
