//! Rows of one kind as a list for other programs: the JSON text of a page is put together by the database, in one
//! statement over an index, and goes out as it is. Nobody reads or writes a row on the way.
//!
//! A list is in the order in which rows were written last (`seq`, then `id`). A row that is written while somebody pages
//! moves to the end: seen twice perhaps, never missed.

use domain::Entity;
use domain::ids::CompanyId;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{Db, DbError, Kind, Value, values};

/// A place in a list: after the row with this sequence number and identifier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Of its last edit.
    pub seq: u64,
    /// The row.
    pub id: Uuid,
}

/// By what a list is narrowed. Each names an index.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Narrow {
    /// Every row of the kind.
    #[default]
    No,
    /// Rows that belong to one row: `domain::scope`.
    Scope(&'static str, Uuid),
    /// Work orders.
    WorkOrders(WorkOrders),
}

/// By what work orders are narrowed: all of it holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkOrders {
    /// Where they stand.
    pub status: Option<String>,
    /// Who is on them.
    pub assigned_to: Option<Uuid>,
    /// For whom.
    pub customer: Option<Uuid>,
    /// Whose window ends after this moment, in milliseconds.
    pub from: Option<i64>,
    /// Whose window starts before this moment.
    pub to: Option<i64>,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The kind.
    pub entity: Entity,
    /// Where to go on.
    pub after: Place,
    /// At most so many.
    pub limit: u32,
    /// Only rows that were written at this moment or later, in milliseconds.
    pub updated_since: Option<i64>,
    /// Rows that were removed too.
    pub removed: bool,
    /// By what.
    pub narrow: Narrow,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The rows as JSON, a comma between them.
    pub rows: String,
    /// How many.
    pub count: u64,
    /// The last of them; where the page began when there is none.
    pub last: Place,
}

/// A row as JSON.
const ONE: &str = "'{\"id\":\"' || rows.id || '\",\"version\":' || rows.version || ',\"seq\":' || rows.seq \
    || ',\"created_at\":' || rows.created_at || ',\"created_by\":\"' || rows.created_by \
    || '\",\"updated_at\":' || rows.updated_at || ',\"updated_by\":\"' || rows.updated_by || '\"' \
    || CASE WHEN rows.deleted = 1 THEN ',\"removed\":true' ELSE '' END || ',\"fields\":' || rows.body || '}'";

/// A page of a list.
pub async fn page(db: &Db, company: CompanyId, ask: &Ask) -> Result<Page, DbError> {
    let (sql, values) = statement(db.kind(), company, ask);
    let row = db.one(AssertSqlSafe(sql), values).await?.ok_or(DbError::Corrupt("count"))?;
    let count = row.count("many")?;
    let last = match row.maybe_text("last_id")? {
        Some(id) if !id.is_empty() => {
            let id = id.get(id.len().saturating_sub(36)..).and_then(|id| id.parse().ok());
            Place { seq: row.count("last_seq")?, id: id.ok_or(DbError::Corrupt("last_id"))? }
        }
        _ => ask.after,
    };
    Ok(Page { rows: row.maybe_text("everything")?.unwrap_or_default(), count, last })
}

/// One row as JSON, removed or not.
pub async fn one(db: &Db, company: CompanyId, entity: Entity, id: Uuid) -> Result<Option<String>, DbError> {
    let sql = format!("SELECT {ONE} AS one FROM rows WHERE company_id = $1 AND entity = $2 AND id = $3");
    let row = db.one(AssertSqlSafe(sql), values![company.0, entity.name(), id]).await?;
    row.map(|row| row.text("one")).transpose()
}

/// The statement for a page, and its values.
pub fn statement(kind: Kind, company: CompanyId, ask: &Ask) -> (String, Vec<Value>) {
    let mut values = values![company.0, ask.entity.name()];
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let mut wheres = vec!["rows.company_id = $1".to_owned(), "rows.entity = $2".to_owned()];
    let mut order = "rows.seq, rows.id";
    let mut before = String::new();
    let from = match &ask.narrow {
        Narrow::No => "rows".to_owned(),
        Narrow::Scope(sort, id) => {
            // Put together first: SQLite would rather read the whole kind in the right order.
            before = format!(
                "WITH own AS MATERIALIZED (SELECT * FROM rows WHERE company_id = $1 AND scope_sort = {} AND scope_id = {}) ",
                place(Value::from(*sort)),
                place(Value::from(*id)),
            );
            "own AS rows".to_owned()
        }
        Narrow::WorkOrders(by) => {
            order = "facts.seq, facts.work_order_id";
            wheres.push("facts.company_id = $1 AND rows.id = facts.work_order_id".to_owned());
            let mut from = "work_order_facts AS facts CROSS JOIN rows".to_owned();
            if let Some(user) = by.assigned_to {
                from = format!("work_order_people AS people CROSS JOIN {from}");
                let user = place(Value::from(user));
                wheres.push(format!("people.company_id = $1 AND people.user_id = {user} AND people.assigned = 1"));
                wheres.push("facts.work_order_id = people.work_order_id".to_owned());
            }
            if let Some(status) = &by.status {
                wheres.push(format!("facts.status = {}", place(Value::from(status))));
            }
            if let Some(customer) = by.customer {
                wheres.push(format!("facts.customer_id = {}", place(Value::from(customer))));
            }
            if let Some(from) = by.from {
                wheres.push(format!("facts.ends_at > {}", place(Value::from(from))));
            }
            if let Some(to) = by.to {
                wheres.push(format!("facts.starts_at < {}", place(Value::from(to))));
            }
            from
        }
    };
    let (seq, id) = order.split_once(", ").unwrap_or((order, "rows.id"));
    wheres.push(format!(
        "({seq}, {id}) > ({}, {})",
        place(Value::from(ask.after.seq)),
        place(Value::from(ask.after.id))
    ));
    if !ask.removed {
        wheres.push("rows.deleted = 0".to_owned());
    }
    if let Some(since) = ask.updated_since {
        wheres.push(format!("rows.updated_at >= {}", place(Value::from(since))));
    }
    let limit = place(Value::from(ask.limit));
    let join = join(kind);
    let sql = format!(
        "{before}SELECT {join}(one, ',' ORDER BY seq, id) AS everything, {join}(id, ',' ORDER BY seq, id) AS last_id, \
         MAX(seq) AS last_seq, COUNT(*) AS many FROM (SELECT {seq} AS seq, {id} AS id, {ONE} AS one FROM {from} \
         WHERE {} ORDER BY {order} LIMIT {limit}) AS page",
        wheres.join(" AND ")
    );
    (sql, values)
}

/// Living rows of a kind in the order of their identifiers, after this one: each once, whatever is written meanwhile.
pub async fn by_id(
    db: &Db,
    company: CompanyId,
    entity: Entity,
    after: Option<Uuid>,
    limit: u32,
) -> Result<Page, DbError> {
    let join = join(db.kind());
    let sql = format!(
        "SELECT {join}(one, ',' ORDER BY id) AS everything, MAX(id) AS last_id, COUNT(*) AS many FROM (SELECT rows.id AS id, \
         {ONE} AS one FROM rows WHERE company_id = $1 AND entity = $2 AND deleted = 0 AND id > $3 ORDER BY id LIMIT $4) AS page"
    );
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let row = db.one(AssertSqlSafe(sql), values![company.0, entity.name(), after, limit]).await?;
    let row = row.ok_or(DbError::Corrupt("count"))?;
    let last = Place { seq: 0, id: row.maybe_uuid("last_id")?.unwrap_or_default() };
    Ok(Page { rows: row.maybe_text("everything")?.unwrap_or_default(), count: row.count("many")?, last })
}

/// The function that puts texts together.
const fn join(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => "group_concat",
        Kind::Postgres => "string_agg",
    }
}
