//! Work orders as lines of a list: read once, kept until their row changes. Five thousand of them scroll and search
//! without a stutter because a keystroke parses nothing.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use domain::customer::Site;
use domain::ids::{CustomerId, SiteId, UserId, WorkOrderId};
use domain::status::Status;
use domain::work_order::{Kind, Priority, Window, label};
use domain::{Entity, Row};
use leptos::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sync::client::search::Haystack;
use uuid::Uuid;

use super::desk::Desk;

/// One work order, as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderLine {
    /// Which.
    pub id: WorkOrderId,
    /// "WO-2041", once the server gave it.
    pub number: Option<String>,
    /// One line of what is to be done.
    pub title: String,
    /// For whom.
    pub customer: String,
    /// Whom to call.
    pub phone: String,
    /// Where, by identifier.
    pub site_id: Option<SiteId>,
    /// Street.
    pub street: String,
    /// Town.
    pub town: String,
    /// Where it stands.
    pub status: Status,
    /// How urgent.
    pub priority: Priority,
    /// What sort.
    pub kind: Kind,
    /// When.
    pub window: Option<Window>,
    /// By whom.
    pub assignees: Vec<UserId>,
    /// An edit of it has not reached the server.
    pub pending: bool,
    /// What it says at length: searched, not shown.
    description: String,
}

/// Of a [`domain::work_order::WorkOrder`], what a line needs. Reading all of it costs a start time and bytes.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Glance {
    number: Option<u64>,
    customer: Option<CustomerId>,
    site: Option<SiteId>,
    kind: Kind,
    priority: Priority,
    status: Status,
    title: String,
    description: String,
    window: Option<Window>,
    assignees: Vec<UserId>,
}

/// Of a [`domain::customer::Customer`], what a line needs.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Caller {
    name: String,
    phone: String,
}

/// All lines, the nearest window first, with a text to search each by.
#[derive(Default)]
pub struct OrderLines {
    /// In order: those with a window by its start, then those without, newest number first.
    pub lines: Vec<Arc<OrderLine>>,
    /// Made for the first search: most starts never search.
    haystack: OnceLock<Haystack<u32>>,
}

impl OrderLines {
    /// Lines in which every word of `query` occurs: number, customer, address, title, description.
    pub fn find(&self, query: &str) -> Vec<Arc<OrderLine>> {
        if query.trim().is_empty() {
            return self.lines.clone();
        }
        self.ready_to_search().find(query).into_iter().filter_map(|i| self.lines.get(i as usize).cloned()).collect()
    }

    /// Makes ready for the first search, so that its first key need not.
    pub fn get_ready(&self) {
        self.ready_to_search();
    }

    fn ready_to_search(&self) -> &Haystack<u32> {
        self.haystack.get_or_init(|| haystack(&self.lines))
    }
}

/// Shared lines; equal only when they are the same ones.
#[derive(Clone)]
pub struct Lines(pub Arc<OrderLines>);

impl PartialEq for Lines {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A read row, good as long as the row is the same one.
struct Known<T> {
    row: Arc<Row>,
    value: T,
}

type Cache<T> = StoredValue<HashMap<Uuid, Known<T>>, LocalStorage>;

/// All work orders on this phone, as lines: one memo, shared by every page.
#[derive(Clone, Copy)]
pub struct SharedOrderLines(Memo<Lines>);

impl SharedOrderLines {
    /// Follows the desk.
    pub fn new(desk: Desk) -> Self {
        let orders: Cache<Glance> = StoredValue::new_local(HashMap::new());
        let customers: Cache<Caller> = StoredValue::new_local(HashMap::new());
        let sites: Cache<Site> = StoredValue::new_local(HashMap::new());
        Self(Memo::new(move |_| {
            refresh(desk, Entity::WorkOrder, orders);
            refresh(desk, Entity::Customer, customers);
            refresh(desk, Entity::Site, sites);
            Lines(Arc::new(build(desk, orders, customers, sites)))
        }))
    }
}

/// Reads rows that are new or changed, and forgets those that are gone.
fn refresh<T: DeserializeOwned + 'static>(desk: Desk, entity: Entity, cache: Cache<T>) {
    let rows = desk.all(entity);
    cache.update_value(|known| {
        let mut fresh = HashMap::with_capacity(rows.len());
        for row in rows {
            match known.remove(&row.id) {
                Some(old) if Arc::ptr_eq(&old.row, &row) => drop(fresh.insert(row.id, old)),
                _ => {
                    if let Some(value) = row.read() {
                        fresh.insert(row.id, Known { row, value });
                    }
                }
            }
        }
        *known = fresh;
    });
}

fn build(desk: Desk, orders: Cache<Glance>, customers: Cache<Caller>, sites: Cache<Site>) -> OrderLines {
    let mut lines: Vec<Arc<OrderLine>> = orders.with_value(|orders| {
        customers.with_value(|customers| {
            sites.with_value(|sites| {
                let line = |known: &Known<Glance>| {
                    let order = &known.value;
                    let customer = order.customer.and_then(|c| customers.get(&c.0));
                    let site = order.site.and_then(|s| sites.get(&s.0)).map(|k| &k.value);
                    let line = OrderLine {
                        id: WorkOrderId(known.row.id),
                        number: order.number.map(label),
                        title: order.title.clone(),
                        customer: customer.map(|k| k.value.name.clone()).unwrap_or_default(),
                        phone: customer.map(|k| k.value.phone.clone()).unwrap_or_default(),
                        site_id: order.site,
                        street: site.map(|s| s.street.clone()).unwrap_or_default(),
                        town: site.map(|s| s.town.clone()).unwrap_or_default(),
                        status: order.status,
                        priority: order.priority,
                        kind: order.kind,
                        window: order.window,
                        assignees: order.assignees.clone(),
                        pending: desk.with_client(|c| c.view().is_pending(known.row.key())).unwrap_or_default(),
                        description: order.description.clone(),
                    };
                    Arc::new(line)
                };
                orders.values().map(line).collect()
            })
        })
    });
    lines.sort_by_cached_key(|line| (line.window.map_or(i64::MAX, |w| w.start), Reverse(number_of(line)), line.id));
    OrderLines { lines, haystack: OnceLock::new() }
}

fn haystack(lines: &[Arc<OrderLine>]) -> Haystack<u32> {
    let mut haystack = Haystack::default();
    for (index, line) in lines.iter().enumerate() {
        let number = line.number.as_deref().unwrap_or_default();
        let parts = [number, &line.customer, &line.street, &line.town, &line.title, &line.description];
        haystack.push(&parts, index as u32);
    }
    haystack
}

fn number_of(line: &OrderLine) -> u64 {
    line.number.as_deref().and_then(|n| n.trim_start_matches("WO-").parse().ok()).unwrap_or(u64::MAX)
}

/// The lines of this app.
///
/// # Panics
/// Outside of the app's own component tree: a mistake while building, found by the first test that opens the page.
pub fn use_order_lines() -> Memo<Lines> {
    let Some(SharedOrderLines(memo)) = use_context::<SharedOrderLines>() else {
        panic!("no order lines in this component tree");
    };
    memo
}
