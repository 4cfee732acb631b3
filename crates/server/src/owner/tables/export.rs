//! Tables going out, a batch at a time: a company of any size is exported without being held in memory.

use domain::Entity;
use domain::customer::{Customer, Site};
use domain::ids::CompanyId;
use domain::people::User;
use domain::photo::Photo;
use domain::stock::{Item, Level, Location, Movement};
use domain::time_entry::TimeEntry;
use domain::work_order::WorkOrder;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::cell::{flag, guarded, maybe, moment, money, name};
use super::names::Names;
use crate::db::{Db, DbError, lists};
use crate::owner::wire::Stored;

/// Rows in a batch.
const BATCH: u32 = 500;

/// A table that goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name in paths and of its file.
    pub name: &'static str,
    /// The kind of its rows.
    pub entity: Entity,
    /// Its columns. Those after the identifier that end in `_id` have the name beside them.
    pub columns: &'static [&'static str],
}

/// Every table.
pub const TABLES: [Table; 10] = [
    Table {
        name: "customers",
        entity: Entity::Customer,
        columns: &["id", "name", "kind", "phone", "email", "notes", "inactive"],
    },
    Table {
        name: "sites",
        entity: Entity::Site,
        columns: &["id", "customer_id", "customer", "label", "street", "town", "state", "zip", "access"],
    },
    Table {
        name: "items",
        entity: Entity::Item,
        columns: &["id", "name", "category", "brand", "unit", "codes", "truck_min", "truck_max", "cost", "inactive"],
    },
    Table { name: "locations", entity: Entity::Location, columns: &["id", "name", "kind", "owner"] },
    Table {
        name: "levels",
        entity: Entity::Level,
        columns: &["id", "item_id", "item", "location_id", "location", "on_hand"],
    },
    Table {
        name: "movements",
        entity: Entity::Movement,
        columns: &[
            "id",
            "at",
            "by",
            "item_id",
            "item",
            "from_id",
            "from",
            "to_id",
            "to",
            "quantity",
            "kind",
            "work_order_id",
            "reason",
            "undoes",
        ],
    },
    Table {
        name: "users",
        entity: Entity::User,
        columns: &["id", "login", "name", "role", "title", "phone", "email", "active"],
    },
    Table {
        name: "work-orders",
        entity: Entity::WorkOrder,
        columns: &[
            "id",
            "number",
            "title",
            "customer_id",
            "customer",
            "site_id",
            "kind",
            "priority",
            "status",
            "waiting_on",
            "reason",
            "description",
            "window_start",
            "window_end",
            "assignees",
            "permit",
            "code_edition",
            "prevailing_wage",
        ],
    },
    Table {
        name: "time-entries",
        entity: Entity::TimeEntry,
        columns: &["id", "user_id", "user", "kind", "work_order_id", "start", "end", "manual", "reason", "corrections"],
    },
    Table {
        name: "photos",
        entity: Entity::Photo,
        columns: &[
            "id",
            "work_order_id",
            "taken_at",
            "by",
            "slot",
            "caption",
            "mime",
            "size",
            "width",
            "height",
            "sha256",
        ],
    },
];

/// The table with this name.
pub fn table(name: &str) -> Option<Table> {
    TABLES.into_iter().find(|table| table.name == name)
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A row is not what its kind says.
    #[error("a row cannot be read: {0}")]
    Row(#[from] serde_json::Error),
    /// The text could not be written.
    #[error("CSV: {0}")]
    Csv(#[from] csv::Error),
}

/// A table on its way out.
pub struct Export {
    db: Db,
    company: CompanyId,
    table: Table,
    names: Names,
    after: Option<Uuid>,
    is_begun: bool,
    is_done: bool,
}

impl Export {
    /// Of this company.
    pub fn new(db: Db, company: CompanyId, table: Table, names: Names) -> Self {
        Self { db, company, table, names, after: None, is_begun: false, is_done: false }
    }

    /// The next piece of text; none at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ExportError> {
        if self.is_done {
            return Ok(None);
        }
        let mut text = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        if !self.is_begun {
            text.write_record(self.table.columns)?;
            self.is_begun = true;
        }
        let batch = lists::by_id(&self.db, self.company, self.table.entity, self.after, BATCH).await?;
        self.after = Some(batch.last.id);
        self.is_done = batch.count < u64::from(BATCH);
        for line in lines(self.table.entity, &format!("[{}]", batch.rows), &self.names)? {
            text.write_record(line.iter().map(|cell| guarded(cell)))?;
        }
        Ok(Some(text.into_inner().map_err(|e| csv::Error::from(e.into_error()))?))
    }
}

fn each<T: DeserializeOwned>(
    rows: &str,
    line: impl Fn(&Stored<T>, &T) -> Vec<String>,
) -> Result<Vec<Vec<String>>, serde_json::Error> {
    let rows: Vec<Stored<T>> = serde_json::from_str(rows)?;
    Ok(rows.iter().map(|row| line(row, &row.fields)).collect())
}

fn lines(entity: Entity, rows: &str, names: &Names) -> Result<Vec<Vec<String>>, serde_json::Error> {
    let id = |row: Uuid| row.to_string();
    match entity {
        Entity::Customer => each::<Customer>(rows, |row, it| {
            let texts = [&it.name, &it.kind, &it.phone, &it.email, &it.notes].map(Clone::clone);
            [vec![id(row.id)], texts.to_vec(), vec![flag(it.inactive)]].concat()
        }),
        Entity::Site => each::<Site>(rows, |row, it| {
            let of = [id(row.id), id(it.customer.0), names.customers.name(it.customer.0)];
            let texts = [&it.label, &it.street, &it.town, &it.state, &it.zip, &it.access].map(Clone::clone);
            [of.to_vec(), texts.to_vec()].concat()
        }),
        Entity::Item => each::<Item>(rows, |row, it| {
            let codes: Vec<String> = it.codes.iter().map(|code| format!("{}:{}", code.code, code.pack)).collect();
            let texts = [&it.name, &it.category, &it.brand, &it.unit].map(Clone::clone);
            let numbers = [it.truck_min.to_string(), it.truck_max.to_string(), money(it.cost_cents)];
            [vec![id(row.id)], texts.to_vec(), vec![codes.join("; ")], numbers.to_vec(), vec![flag(it.inactive)]]
                .concat()
        }),
        Entity::Location => each::<Location>(rows, |row, it| {
            let owner = it.owner.map(|user| names.users.name(user.0)).unwrap_or_default();
            vec![id(row.id), it.name.clone(), name(&it.kind), owner]
        }),
        Entity::Level => each::<Level>(rows, |row, it| {
            let (item, location) = (names.items.name(it.item.0), names.locations.name(it.location.0));
            vec![id(row.id), id(it.item.0), item, id(it.location.0), location, it.on_hand.to_string()]
        }),
        Entity::Movement => each::<Movement>(rows, |row, it| {
            let place = |at: Option<domain::ids::LocationId>| {
                [maybe(at), at.map(|at| names.locations.name(at.0)).unwrap_or_default()]
            };
            let by = names.users.name(row.created_by);
            let of = [id(row.id), moment(row.created_at), by, id(it.item.0), names.items.name(it.item.0)];
            let what =
                [it.quantity.to_string(), name(&it.kind), maybe(it.work_order), it.reason.clone(), maybe(it.undoes)];
            [of.to_vec(), place(it.from).to_vec(), place(it.to).to_vec(), what.to_vec()].concat()
        }),
        Entity::User => each::<User>(rows, |row, it| {
            let texts = [&it.title, &it.phone, &it.email].map(Clone::clone);
            let of = [id(row.id), it.login.clone(), it.name.clone(), name(&it.role)];
            [of.to_vec(), texts.to_vec(), vec![flag(it.active)]].concat()
        }),
        Entity::WorkOrder => each::<WorkOrder>(rows, |row, it| {
            let customer = it.customer.map(|customer| names.customers.name(customer.0)).unwrap_or_default();
            let people: Vec<String> = it.assignees.iter().map(|user| names.users.name(user.0)).collect();
            let waiting_on = it.waiting_on.as_ref().map(name).unwrap_or_default();
            vec![
                id(row.id),
                maybe(it.number),
                it.title.clone(),
                maybe(it.customer),
                customer,
                maybe(it.site),
                name(&it.kind),
                name(&it.priority),
                name(&it.status),
                waiting_on,
                it.reason.clone(),
                it.description.clone(),
                it.window.map(|window| moment(window.start)).unwrap_or_default(),
                it.window.map(|window| moment(window.end)).unwrap_or_default(),
                people.join("; "),
                it.permit.clone(),
                it.code_edition.clone(),
                flag(it.prevailing_wage),
            ]
        }),
        Entity::TimeEntry => each::<TimeEntry>(rows, |row, it| {
            let end = it.end.map(moment).unwrap_or_default();
            let of = [id(row.id), id(it.user.0), names.users.name(it.user.0), name(&it.kind), maybe(it.work_order)];
            let when = [moment(it.start), end, flag(it.manual), it.reason.clone(), it.corrections.len().to_string()];
            [of.to_vec(), when.to_vec()].concat()
        }),
        Entity::Photo => each::<Photo>(rows, |row, it| {
            let slot = it.slot.as_ref().map(name).unwrap_or_default();
            let by = names.users.name(row.created_by);
            let of = [id(row.id), id(it.work_order.0), moment(it.taken_at), by, slot, it.caption.clone()];
            let bytes = [it.mime.clone(), it.size.to_string(), it.width.to_string(), it.height.to_string()];
            [of.to_vec(), bytes.to_vec(), vec![it.sha256.clone()]].concat()
        }),
        _ => Ok(Vec::new()),
    }
}
