//! A catalog in the making, some rows at a time: a hundred thousand would hold up the page for a second.

use std::collections::BTreeMap;
use std::collections::btree_map;
use std::sync::Arc;

use domain::Row;
use domain::ids::ItemId;
use domain::quantity::Quantity;
use domain::stock::ItemCode;
use serde::Deserialize;
use sync::client::search::Bits;

use super::Catalog;

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

type ByName = BTreeMap<(String, ItemId), Arc<Row>>;

/// A catalog in the making.
pub(super) struct Builder {
    /// First all are put in order,
    unsorted: std::vec::IntoIter<Arc<Row>>,
    sorted: ByName,
    /// then one after the other is taken in.
    unread: Option<btree_map::IntoValues<(String, ItemId), Arc<Row>>>,
    catalog: Catalog,
}

impl Builder {
    /// Of these rows.
    pub fn new(rows: Vec<Arc<Row>>) -> Self {
        let catalog = Catalog { bought: Bits::empty(rows.len()), ..Catalog::default() };
        Self { unsorted: rows.into_iter(), sorted: BTreeMap::new(), unread: None, catalog }
    }

    /// Goes on for so many rows; the catalog, once it is whole.
    pub fn go_on(&mut self, rows: usize) -> Option<Catalog> {
        for _ in 0..rows {
            if let Some(row) = self.unsorted.next() {
                if let Some(Named { name }) = row.read() {
                    self.sorted.insert((name, ItemId(row.id)), row);
                }
                continue;
            }
            let sorted = &mut self.sorted;
            let unread = self.unread.get_or_insert_with(|| std::mem::take(sorted).into_values());
            match unread.next() {
                Some(row) => self.take_in(row),
                None => return Some(std::mem::take(&mut self.catalog)),
            }
        }
        None
    }

    fn take_in(&mut self, row: Arc<Row>) {
        let catalog = &mut self.catalog;
        let number = catalog.rows.len() as u32;
        let item: Glance = row.read().unwrap_or_default();
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
        catalog.numbers.insert(ItemId(row.id), number);
        catalog.rows.push(row);
    }
}
