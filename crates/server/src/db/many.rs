//! Statements that answer rows by the thousand.
//!
//! `sqlx` hands each row of SQLite from its thread to ours on its own, and waking somebody for each costs more than reading
//! it: SQLite makes one text of all rows instead. PostgreSQL sends many at a time anyway.

use serde_json::Value as Json;
use sqlx::AssertSqlSafe;

use super::{Db, DbError, Kind, Record, Value};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Many<'a> {
    /// The columns, by which the records are read.
    pub columns: &'static [&'static str],
    /// What stands behind `FROM`, without an order.
    pub from: &'a str,
    /// What stands behind `ORDER BY`; empty: in no order.
    pub order: &'a str,
}

impl Many<'_> {
    /// The statement for this engine.
    pub fn sql(&self, kind: Kind) -> AssertSqlSafe<String> {
        let Self { columns, from, order } = self;
        let columns = columns.join(", ");
        let order = if order.is_empty() { String::new() } else { format!(" ORDER BY {order}") };
        AssertSqlSafe(match kind {
            Kind::Sqlite => format!("SELECT json_group_array(json_array({columns}){order}) AS everything FROM {from}"),
            Kind::Postgres => format!("SELECT {columns} FROM {from}{order}"),
        })
    }
}

/// A row of such a text.
pub struct Packed {
    columns: &'static [&'static str],
    values: Vec<Json>,
}

impl Packed {
    /// The value of a column; nothing where there is no such column.
    pub fn get(&self, column: &str) -> Option<&Json> {
        self.values.get(self.columns.iter().position(|name| *name == column)?)
    }
}

impl Db {
    /// Runs a statement that reads, and may answer very many rows.
    pub async fn many(&self, many: Many<'_>, values: Vec<Value>) -> Result<Vec<Record>, DbError> {
        let found = self.all(many.sql(self.kind()), values).await?;
        if self.kind() == Kind::Postgres {
            return Ok(found);
        }
        let Some(everything) = found.first() else { return Ok(Vec::new()) };
        let rows: Vec<Vec<Json>> = serde_json::from_str(&everything.text("everything")?)?;
        Ok(rows.into_iter().map(|values| Record::Packed(Packed { columns: many.columns, values })).collect())
    }
}
