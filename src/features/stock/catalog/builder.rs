//! A catalog in the making, some rows at a time: a hundred thousand would hold up the page for a second.

use std::collections::{BTreeSet, btree_set};

use domain::ids::ItemId;
use domain::quantity::Quantity;
use domain::stock::ItemCode;
use domain::{Entity, Key};
use serde::Deserialize;
use sync::client::search::Bits;

use super::Catalog;
use crate::state::Desk;

/// What it is sorted by.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    name: String,
}

/// Of an item, what it is found by.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Glance {
    name: String,
    category: String,
    brand: String,
    codes: Vec<ItemCode>,
    truck_min: Quantity,
    inactive: bool,
}

type ByName = BTreeSet<(String, ItemId)>;

/// A catalog in the making.
pub(super) struct Builder {
    /// First all are put in order,
    unsorted: std::vec::IntoIter<Key>,
    sorted: ByName,
    /// then one after the other is taken in.
    unread: Option<btree_set::IntoIter<(String, ItemId)>>,
    catalog: Catalog,
}

impl Builder {
    /// Of these items.
    pub fn new(items: Vec<Key>) -> Self {
        let catalog = Catalog { bought: Bits::empty(items.len()), ..Catalog::default() };
        Self { unsorted: items.into_iter(), sorted: ByName::new(), unread: None, catalog }
    }

    /// Goes on for so many items of `desk`; the catalog, once it is whole.
    pub fn go_on(&mut self, desk: Desk, items: usize) -> Option<Catalog> {
        for _ in 0..items {
            if let Some(key) = self.unsorted.next() {
                if let Some(Named { name }) = desk.peek(key) {
                    self.sorted.insert((name, ItemId(key.id)));
                }
                continue;
            }
            let sorted = &mut self.sorted;
            let unread = self.unread.get_or_insert_with(|| std::mem::take(sorted).into_iter());
            match unread.next() {
                Some((_, item)) => self.take_in(desk, item),
                None => return Some(std::mem::take(&mut self.catalog)),
            }
        }
        None
    }

    fn take_in(&mut self, desk: Desk, id: ItemId) {
        let Some(item) = desk.peek::<Glance>(Key::new(Entity::Item, id.0)) else { return };
        let catalog = &mut self.catalog;
        let number = catalog.ids.len() as u32;
        let mut parts = vec![item.name.as_str(), &item.category, &item.brand];
        for code in &item.codes {
            parts.push(&code.code);
            catalog.by_code.insert(code.code.as_str().into(), (number, code.pack));
        }
        catalog.haystack.push(&parts, ());
        if !item.inactive {
            catalog.bought.insert(number);
            if item.truck_min > Quantity::ZERO {
                catalog.minimums.push((number, item.truck_min));
            }
        }
        catalog.numbers.insert(id, number);
        catalog.ids.push(id);
    }
}
