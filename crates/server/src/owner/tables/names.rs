//! What things of a company are called, to write names beside identifiers and to find things by name.

use std::collections::HashMap;

use domain::customer::Customer;
use domain::ids::CompanyId;
use domain::people::User;
use domain::stock::{Item, Location};
use domain::{Entity, Row};
use sync::server::{PushTx, ServerStore};
use uuid::Uuid;

use crate::db::DbError;
use crate::sync_store::{SqlStore, SqlTx};

/// Names of one kind, both ways.
#[derive(Default)]
pub struct Known {
    names: HashMap<Uuid, String>,
    ids: HashMap<String, Vec<Uuid>>,
}

/// Why a name names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Nothing is called so.
    Nobody,
    /// Several things are.
    Several,
}

impl Known {
    /// Of these.
    pub fn of(pairs: impl IntoIterator<Item = (Uuid, String)>) -> Self {
        let mut known = Self::default();
        for (id, name) in pairs {
            known.add(id, name);
        }
        known
    }

    /// Another one, or another name of the same.
    pub fn add(&mut self, id: Uuid, name: String) {
        let ids = self.ids.entry(name.trim().to_lowercase()).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
        self.names.entry(id).or_insert(name);
    }

    /// What it is called.
    pub fn name(&self, id: Uuid) -> String {
        self.names.get(&id).cloned().unwrap_or_default()
    }

    /// What is called so, or has this identifier.
    pub fn find(&self, text: &str) -> Result<Uuid, Unclear> {
        if let Some(id) = text.parse().ok().filter(|id| self.names.contains_key(id)) {
            return Ok(id);
        }
        match self.ids.get(&text.trim().to_lowercase()).map(Vec::as_slice) {
            Some([id]) => Ok(*id),
            Some([_, ..]) => Err(Unclear::Several),
            _ => Err(Unclear::Nobody),
        }
    }
}

/// What is called how.
#[derive(Default)]
pub struct Names {
    /// People, by login.
    pub users: Known,
    /// Customers.
    pub customers: Known,
    /// Items, by name, and by code where one is looked for.
    pub items: Known,
    /// Places that hold stock.
    pub locations: Known,
}

impl Names {
    /// Of a company, as it is now.
    pub async fn of(store: &SqlStore, company: CompanyId) -> Result<Self, DbError> {
        Ok(Self::from_rows(
            store.all(company, Entity::User).await?,
            store.all(company, Entity::Customer).await?,
            store.all(company, Entity::Item).await?,
            store.all(company, Entity::Location).await?,
        ))
    }

    /// The same within a transaction.
    pub async fn within(tx: &mut SqlTx) -> Result<Self, DbError> {
        Ok(Self::from_rows(
            tx.all(Entity::User).await?,
            tx.all(Entity::Customer).await?,
            tx.all(Entity::Item).await?,
            tx.all(Entity::Location).await?,
        ))
    }

    fn from_rows(users: Vec<Row>, customers: Vec<Row>, items: Vec<Row>, locations: Vec<Row>) -> Self {
        let mut known_items = Known::default();
        for (row, item) in items.iter().filter_map(|row| Some((row, row.read::<Item>()?))) {
            known_items.add(row.id, item.name);
            for code in item.codes {
                known_items.add(row.id, code.code);
            }
        }
        Self {
            users: Known::of(users.iter().filter_map(|row| Some((row.id, row.read::<User>()?.login)))),
            customers: Known::of(customers.iter().filter_map(|row| Some((row.id, row.read::<Customer>()?.name)))),
            items: known_items,
            locations: Known::of(locations.iter().filter_map(|row| Some((row.id, row.read::<Location>()?.name)))),
        }
    }
}
