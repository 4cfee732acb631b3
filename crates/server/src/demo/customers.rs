//! Customers and their addresses.

use domain::customer::{Customer, Site};
use domain::ids::{CustomerId, SiteId};
use domain::{Edit, Entity};
use serde::Deserialize;

use super::DemoError;
use super::calendar::Calendar;
use super::names;
use super::people::create;

#[derive(Deserialize)]
struct Entry {
    name: String,
    kind: String,
    phone: String,
    email: String,
    notes: String,
    sites: Vec<Address>,
}

#[derive(Deserialize)]
struct Address {
    label: String,
    street: String,
    town: String,
    state: String,
    zip: String,
    access: String,
}

/// An address where work is done.
pub(super) struct Place {
    /// Whose.
    pub customer: CustomerId,
    /// Which.
    pub site: SiteId,
    /// Of a public body: prevailing wage applies.
    pub is_public: bool,
}

/// All customers.
pub(super) struct Customers(Vec<Entry>);

impl Customers {
    /// Reads the data file.
    pub fn read() -> Result<Self, DemoError> {
        Ok(Self(serde_json::from_str(include_str!("../../demo/customers.json"))?))
    }

    /// Customers and sites, as the dispatcher enters them.
    pub fn edits(&self, calendar: &Calendar) -> Result<Vec<(i64, Edit)>, DemoError> {
        let at = calendar.day(-398, 10, 0)?;
        let mut edits = Vec::new();
        for entry in &self.0 {
            let customer = Customer {
                name: entry.name.clone(),
                kind: entry.kind.clone(),
                phone: entry.phone.clone(),
                email: entry.email.clone(),
                notes: entry.notes.clone(),
                inactive: false,
            };
            edits.push((at, create(Entity::Customer, customer_id(entry).0, &customer)?));
            for address in &entry.sites {
                let site = Site {
                    customer: customer_id(entry),
                    label: address.label.clone(),
                    street: address.street.clone(),
                    town: address.town.clone(),
                    state: address.state.clone(),
                    zip: address.zip.clone(),
                    access: address.access.clone(),
                };
                edits.push((at, create(Entity::Site, site_id(entry, address).0, &site)?));
            }
        }
        Ok(edits)
    }

    /// Every address.
    pub fn places(&self) -> Vec<Place> {
        let of = |entry: &Entry, address: &Address| Place {
            customer: customer_id(entry),
            site: site_id(entry, address),
            is_public: entry.kind == "public",
        };
        self.0.iter().flat_map(|e| e.sites.iter().map(move |a| of(e, a))).collect()
    }
}

fn customer_id(entry: &Entry) -> CustomerId {
    CustomerId(names::id("customer", &entry.name))
}

fn site_id(entry: &Entry, address: &Address) -> SiteId {
    SiteId(names::id("site", &format!("{}/{}", entry.name, address.label)))
}
