//! Which tables there are, in an order in which they can be filled: what others refer to comes first. The one place of this
//! room where the two engines differ.

use std::collections::BTreeSet;

use crate::db::{DbError, Kind, Tx};

/// Tables that tell of this database only, and not of what is in it.
const OWN: [&str; 2] = ["migrations", "backups"];

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A number.
    Int,
    /// A text.
    Text,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub sort: Sort,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns by name: engines and histories may order them differently.
    pub columns: Vec<Column>,
    /// Places in `columns` of the primary key, in its order.
    pub key: Vec<usize>,
    /// Place in `columns` of the company, for tables of companies.
    pub company: Option<usize>,
}

impl Table {
    /// The names of the columns, as a statement lists them.
    pub fn listed(&self) -> String {
        self.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS table_name, c.name AS column_name, upper(c.type) AS sort, c.pk AS place \
     FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' \
     ORDER BY m.name, c.name";
const POSTGRES_COLUMNS: &str = "SELECT t.relname::text AS table_name, c.attname::text AS column_name, \
     upper(format_type(c.atttypid, NULL)) AS sort, \
     COALESCE(array_position(i.indkey::int2[], c.attnum) + 1, 0)::bigint AS place \
     FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_attribute c ON c.attrelid = t.oid \
     LEFT JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary \
     WHERE n.nspname = current_schema() AND t.relkind = 'r' AND c.attnum > 0 AND NOT c.attisdropped \
     ORDER BY t.relname, c.attname";
const SQLITE_REFERENCES: &str = "SELECT m.name AS table_name, f.\"table\" AS target FROM sqlite_schema m \
     JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";
const POSTGRES_REFERENCES: &str = "SELECT s.relname::text AS table_name, t.relname::text AS target FROM pg_constraint k \
     JOIN pg_class s ON s.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid \
     JOIN pg_namespace n ON n.oid = k.connamespace WHERE k.contype = 'f' AND n.nspname = current_schema()";

/// The tables of the database.
pub async fn tables(tx: &mut Tx) -> Result<Vec<Table>, DbError> {
    let (columns, references) = match tx.kind() {
        Kind::Sqlite => (SQLITE_COLUMNS, SQLITE_REFERENCES),
        Kind::Postgres => (POSTGRES_COLUMNS, POSTGRES_REFERENCES),
    };
    let mut tables: Vec<Table> = Vec::new();
    let mut keys: Vec<Vec<(i64, usize)>> = Vec::new();
    for row in tx.all(columns, vec![]).await? {
        let name = row.text("table_name")?;
        if OWN.contains(&name.as_str()) {
            continue;
        }
        let column = row.text("column_name")?;
        let sort = match row.text("sort")?.as_str() {
            "BIGINT" | "INTEGER" => Sort::Int,
            "TEXT" => Sort::Text,
            other => return Err(DbError::Open(format!("{name}.{column} is a {other}, which has no portable form"))),
        };
        if tables.last().is_none_or(|table| table.name != name) {
            tables.push(Table { name, columns: Vec::new(), key: Vec::new(), company: None });
            keys.push(Vec::new());
        }
        if let (Some(table), Some(key)) = (tables.last_mut(), keys.last_mut()) {
            let here = table.columns.len();
            // The company itself counts as its own.
            if column == "company_id" || (table.name == "companies" && column == "id") {
                table.company = Some(here);
            }
            let place = row.int("place")?;
            if place > 0 {
                key.push((place, here));
            }
            table.columns.push(Column { name: column, sort });
        }
    }
    for (table, mut key) in tables.iter_mut().zip(keys) {
        key.sort_unstable();
        table.key = key.into_iter().map(|(_, column)| column).collect();
        if table.key.is_empty() {
            return Err(DbError::Open(format!("{} has no primary key", table.name)));
        }
    }
    let mut references = tx.all(references, vec![]).await?.into_iter();
    let references: BTreeSet<(String, String)> =
        references.try_fold(BTreeSet::new(), |mut all, row| -> Result<_, DbError> {
            all.insert((row.text("table_name")?, row.text("target")?));
            Ok(all)
        })?;
    in_order(tables, &references)
}

fn in_order(mut tables: Vec<Table>, references: &BTreeSet<(String, String)>) -> Result<Vec<Table>, DbError> {
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let waits = |table: &Table| {
            let mut targets = references.iter().filter(|(from, to)| *from == table.name && to != from);
            targets.any(|(_, to)| tables.iter().any(|other| other.name == *to))
        };
        let next = tables.iter().position(|table| !waits(table));
        let next = next.ok_or_else(|| DbError::Open("tables refer to one another in a circle".into()))?;
        ordered.push(tables.remove(next));
    }
    Ok(ordered)
}
