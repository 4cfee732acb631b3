//! Writing rows as they were read, into tables that are empty.

use sqlx::AssertSqlSafe;

use super::{Column, catalog};
use crate::db::pieces::{pieces, places};
use crate::db::{Db, DbError, Tx, Value};

/// Writes rows with these columns.
pub async fn insert(tx: &mut Tx, table: &str, columns: &[Column], rows: &[Vec<Value>]) -> Result<(), DbError> {
    let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
    let names = names.join(", ");
    for rows in pieces(rows) {
        let sql = format!("INSERT INTO {table} ({names}) VALUES {}", places(1, rows.len(), columns.len()));
        tx.execute(AssertSqlSafe(sql), rows.concat()).await?;
    }
    Ok(())
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
