//! Reading every row of every table, a page at a time, in a transaction that sees one moment.

use sqlx::AssertSqlSafe;

use super::{Table, Tallies, catalog};
use crate::db::{Db, DbError, Tx, Value};

/// Rows in a page. Bodies are a few kilobytes at most: a page is some megabytes in the worst case.
const PAGE: usize = 1000;

/// Some rows of one table.
pub struct Page {
    /// Which table, by its place in [`Reader::tables`].
    pub table: usize,
    /// The rows: a value for each of its columns.
    pub rows: Vec<Vec<Value>>,
}

/// Goes through a database.
pub struct Reader {
    tx: Tx,
    /// The tables, in the order in which they are read.
    pub tables: Vec<Table>,
    at: usize,
    after: Option<Vec<Value>>,
}

impl Reader {
    /// At the beginning of what `db` holds at this moment.
    pub async fn at(db: &Db) -> Result<Self, DbError> {
        let mut tx = db.snapshot().await?;
        let tables = catalog::tables(&mut tx).await?;
        Ok(Self { tx, tables, at: 0, after: None })
    }

    /// The newest step of the migrations that this database has taken.
    pub async fn step(&mut self) -> Result<i64, DbError> {
        let row = self.tx.one("SELECT COALESCE(MAX(step), 0) AS step FROM migrations", vec![]).await?;
        row.map_or(Ok(0), |r| r.int("step"))
    }

    /// The next rows; `None` when all were read. Tables without rows have no page.
    pub async fn next(&mut self) -> Result<Option<Page>, DbError> {
        while let Some(table) = self.tables.get(self.at) {
            let rows = page(&mut self.tx, table, self.after.take()).await?;
            if let Some(last) = rows.last() {
                self.after = Some(key_of(table, last));
                return Ok(Some(Page { table: self.at, rows }));
            }
            self.at += 1;
        }
        Ok(None)
    }
}

/// The rows of a page, those with the keys after `after`.
async fn page(tx: &mut Tx, table: &Table, after: Option<Vec<Value>>) -> Result<Vec<Vec<Value>>, DbError> {
    let key: Vec<&str> = table.key.iter().map(|at| table.columns[*at].name.as_str()).collect();
    let key = key.join(", ");
    let (columns, name) = (table.listed(), &table.name);
    let from = after.as_ref().map_or_else(String::new, |after| {
        let places: Vec<String> = (1..=after.len()).map(|n| format!("${n}")).collect();
        format!("WHERE ({key}) > ({})", places.join(", "))
    });
    let sql = AssertSqlSafe(format!("SELECT {columns} FROM {name} {from} ORDER BY {key} LIMIT {PAGE}"));
    let found = tx.all(sql, after.unwrap_or_default()).await?;
    let row = |record: &crate::db::Record| {
        let columns = table.columns.iter().enumerate();
        columns.map(|(nth, column)| record.value(nth, column.sort)).collect()
    };
    found.iter().map(row).collect()
}

/// What a database holds at this moment.
pub async fn tallies(db: &Db) -> Result<Tallies, DbError> {
    tallies_in(&mut db.snapshot().await?).await
}

/// What a transaction sees.
pub async fn tallies_in(tx: &mut Tx) -> Result<Tallies, DbError> {
    let mut tallies = Tallies::default();
    for table in catalog::tables(tx).await? {
        let mut after = None;
        loop {
            let rows = page(tx, &table, after.take()).await?;
            let Some(last) = rows.last() else { break };
            after = Some(key_of(&table, last));
            tallies.add(&table, &rows);
        }
    }
    Ok(tallies)
}

fn key_of(table: &Table, row: &[Value]) -> Vec<Value> {
    table.key.iter().map(|at| row[*at].clone()).collect()
}
