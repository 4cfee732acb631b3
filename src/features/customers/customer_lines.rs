//! Customers as lines of a list, read once for each change and searched without reading anything.

use std::collections::HashMap;
use std::sync::Arc;

use domain::Entity;
use domain::customer::{Customer, Site};
use domain::ids::CustomerId;
use leptos::prelude::*;
use sync::client::search::Haystack;

use crate::state::use_desk;

/// One customer, as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerLine {
    /// Which.
    pub id: CustomerId,
    /// Person or firm.
    pub name: String,
    /// Phone number.
    pub phone: String,
    /// The first address on one line, and how many more there are.
    pub place: String,
    /// No longer served.
    pub inactive: bool,
}

/// All customers by name. Equal only when they are the same ones.
#[derive(Clone)]
pub struct CustomerLines(Arc<Known>);

struct Known {
    lines: Vec<Arc<CustomerLine>>,
    haystack: Haystack<u32>,
}

impl PartialEq for CustomerLines {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl CustomerLines {
    /// Customers in whose name, phone, e-mail or addresses every word of `query` occurs.
    pub fn find(&self, query: &str) -> Vec<Arc<CustomerLine>> {
        if query.trim().is_empty() {
            return self.0.lines.clone();
        }
        self.0.haystack.find(query).into_iter().filter_map(|nth| self.0.lines.get(nth as usize).cloned()).collect()
    }

    /// One customer.
    pub fn get(&self, id: CustomerId) -> Option<Arc<CustomerLine>> {
        self.0.lines.iter().find(|line| line.id == id).cloned()
    }
}

/// All customers on this phone.
pub fn use_customer_lines() -> Memo<CustomerLines> {
    let desk = use_desk();
    Memo::new(move |_| {
        let mut sites = HashMap::<CustomerId, Vec<String>>::new();
        for (_, site) in desk.read_all::<Site>(Entity::Site) {
            sites.entry(site.customer).or_default().push(site.one_line());
        }
        let mut customers = desk.read_all::<Customer>(Entity::Customer);
        customers.sort_by_cached_key(|(id, customer)| (customer.inactive, customer.name.to_lowercase(), *id));
        let mut known = Known { lines: Vec::with_capacity(customers.len()), haystack: Haystack::default() };
        for (nth, (id, customer)) in customers.into_iter().enumerate() {
            let id = CustomerId(id);
            let addresses = sites.remove(&id).unwrap_or_default();
            let all = addresses.join("\n");
            known
                .haystack
                .push(&[&customer.name, &customer.phone, &digits(&customer.phone), &customer.email, &all], nth as u32);
            known.lines.push(Arc::new(CustomerLine {
                id,
                name: customer.name,
                phone: customer.phone,
                place: place(&addresses),
                inactive: customer.inactive,
            }));
        }
        CustomerLines(Arc::new(known))
    })
}

/// "14 Sea St, Quincy, MA +2"
fn place(addresses: &[String]) -> String {
    match addresses {
        [] => String::new(),
        [one] => one.clone(),
        [first, more @ ..] => format!("{first} +{}", more.len()),
    }
}

/// A number is found however it is written.
fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}
