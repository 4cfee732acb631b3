//! All items, by name, by code, and to search: read once for a page, again when an item changes.

use std::collections::HashMap;
use std::sync::Arc;

use domain::Entity;
use domain::ids::ItemId;
use domain::quantity::Quantity;
use domain::stock::Item;
use leptos::prelude::*;
use sync::client::search::Haystack;

use crate::state::{Desk, use_desk};

/// An item with its identifier.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogItem {
    /// Which.
    pub id: ItemId,
    /// What it is.
    pub item: Item,
}

/// The items, by name.
#[derive(Default)]
pub struct Catalog {
    /// In order.
    pub items: Vec<Arc<CatalogItem>>,
    by_code: HashMap<String, (u32, Quantity)>,
    haystack: Haystack<u32>,
}

impl Catalog {
    /// Reads every item on the phone, and follows them.
    fn read(desk: Desk) -> Self {
        let rows = desk.read_all::<Item>(Entity::Item).into_iter();
        let mut items: Vec<Arc<CatalogItem>> =
            rows.map(|(id, item)| Arc::new(CatalogItem { id: ItemId(id), item })).collect();
        items.sort_by(|a, b| (&a.item.name, a.id).cmp(&(&b.item.name, b.id)));
        let (mut by_code, mut haystack) = (HashMap::new(), Haystack::default());
        for (nth, known) in (0_u32..).zip(&items) {
            let item = &known.item;
            let mut parts = vec![item.name.as_str(), &item.category, &item.brand];
            for code in &item.codes {
                parts.push(&code.code);
                by_code.insert(code.code.clone(), (nth, code.pack));
            }
            haystack.push(&parts, nth);
        }
        Self { items, by_code, haystack }
    }

    /// What a code means, and how many units a pack with it holds. The code is a key, as
    /// [`domain::barcode::code_key`] writes it.
    pub fn by_code(&self, key: &str) -> Option<(Arc<CatalogItem>, Quantity)> {
        let (nth, pack) = self.by_code.get(key)?;
        Some((self.items.get(*nth as usize)?.clone(), *pack))
    }

    /// Items in whose name, category, brand or codes every word of `query` occurs.
    pub fn find(&self, query: &str) -> Vec<Arc<CatalogItem>> {
        if query.trim().is_empty() {
            return self.items.clone();
        }
        self.haystack.find(query).into_iter().filter_map(|nth| self.items.get(nth as usize).cloned()).collect()
    }
}

/// A shared catalog; equal only when it is the same one.
#[derive(Clone)]
pub struct SharedCatalog(pub Arc<Catalog>);

impl PartialEq for SharedCatalog {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The catalog, for the component that asks.
pub fn use_catalog() -> Memo<SharedCatalog> {
    let desk = use_desk();
    Memo::new(move |_| SharedCatalog(Arc::new(Catalog::read(desk))))
}
