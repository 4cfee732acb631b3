//! Writing rows as they were read, into tables that are empty.

use sqlx::AssertSqlSafe;

use super::{Column, catalog};
use crate::db::{Db, DbError, Insert, Tx, Value};

/// Writes rows with these columns.
pub async fn insert(tx: &mut Tx, table: &str, columns: &[Column], rows: &[Vec<Value>]) -> Result<(), DbError> {
    let columns: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
    Insert { table, columns: &columns, over: "" }.write(tx, rows.concat()).await
}

/// Whether nobody's data is in it. A database whose tables are there, and which has its name, is empty.
pub async fn is_empty(db: &Db) -> Result<bool, DbError> {
    let mut tx = db.snapshot().await?;
    for table in catalog::tables(&mut tx).await? {
        let sql = AssertSqlSafe(format!("SELECT {} FROM {} LIMIT 1", table.listed(), table.name));
        if table.name != "installation" && tx.one(sql, vec![]).await?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes the name from an empty database: it gets another one with the rows.
pub async fn make_room(tx: &mut Tx) -> Result<(), DbError> {
    tx.execute("DELETE FROM installation", vec![]).await.map(drop)
}
