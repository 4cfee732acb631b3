//! All items, by name, by code, and to search. Of a hundred thousand items only what they are found by is kept: an item is
//! read when somebody looks at it.

mod builder;
mod following;

use std::collections::HashMap;
use std::sync::Arc;

use domain::ids::ItemId;
use domain::quantity::Quantity;
use domain::stock::Item;
use sync::client::search::{Bits, Found, Haystack};

pub use following::{Catalogs, provide_catalogs, use_catalog};

/// An item with its identifier.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogItem {
    /// Which.
    pub id: ItemId,
    /// What it is.
    pub item: Item,
}

/// The items, each by its number in the order of names.
#[derive(Default)]
pub struct Catalog {
    ids: Vec<ItemId>,
    numbers: HashMap<ItemId, u32>,
    by_code: HashMap<Box<str>, (u32, Quantity)>,
    haystack: Haystack<()>,
    bought: Bits,
    minimums: Vec<(u32, Quantity)>,
}

impl Catalog {
    /// The identifier of an item by its number.
    pub fn id(&self, number: u32) -> Option<ItemId> {
        self.ids.get(number as usize).copied()
    }

    /// The number of an item.
    pub fn number(&self, item: ItemId) -> Option<u32> {
        self.numbers.get(&item).copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// What a code means, and how many units a pack with it holds. The code is a key, as
    /// [`domain::barcode::code_key`] writes it.
    pub fn by_code(&self, key: &str) -> Option<(ItemId, Quantity)> {
        let (number, pack) = self.by_code.get(key)?;
        Some((self.id(*number)?, *pack))
    }

    /// Items in whose name, category, brand or codes every word of `query` occurs.
    pub fn search(&self, query: &str) -> Found {
        self.haystack.search(query)
    }

    /// Items that are still bought.
    pub fn bought(&self) -> &Bits {
        &self.bought
    }

    /// Items of which a truck should never hold less than so much.
    pub fn minimums(&self) -> &[(u32, Quantity)] {
        &self.minimums
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
