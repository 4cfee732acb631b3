//! A transaction: all or nothing.

use sqlx::postgres::Postgres;
use sqlx::sqlite::Sqlite;
use sqlx::{AssertSqlSafe, SqlSafeStr, Transaction};

use super::writer::Turn;
use super::{DbError, Kind, Record, Value};

/// Binds values to a query of either engine.
macro_rules! bind {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Int(int) => query.bind(int),
                Value::Text(text) => query.bind(text),
            };
        }
        query
    }};
}
pub(super) use bind;

/// A transaction. Dropped without [`Tx::commit`], it changes nothing. Who answers "done already" from what it shows
/// commits it: that may be of somebody who waits for the disk.
pub enum Tx {
    /// Of SQLite.
    Sqlite(Turn),
    /// Of SQLite, and only reads.
    Snapshot(Transaction<'static, Sqlite>),
    /// Of PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// Which engine it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Sqlite(_) | Self::Snapshot(_) => Kind::Sqlite,
            Self::Postgres(_) => Kind::Postgres,
        }
    }

    /// Runs a statement that answers rows.
    pub async fn all(&mut self, sql: impl SqlSafeStr, values: Vec<Value>) -> Result<Vec<Record>, DbError> {
        Ok(match self {
            Self::Sqlite(turn) => {
                let query = bind!(sqlx::query(sql), values);
                turn.all(query).await?.into_iter().map(Record::Sqlite).collect()
            }
            Self::Snapshot(tx) => {
                let query = bind!(sqlx::query(sql), values);
                query.fetch_all(&mut **tx).await?.into_iter().map(Record::Sqlite).collect()
            }
            Self::Postgres(tx) => {
                let query = bind!(sqlx::query(sql), values);
                query.fetch_all(&mut **tx).await?.into_iter().map(Record::Postgres).collect()
            }
        })
    }

    /// Runs a statement that answers rows; the first of them.
    pub async fn one(&mut self, sql: impl SqlSafeStr, values: Vec<Value>) -> Result<Option<Record>, DbError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// Runs a statement that writes; how many rows it changed.
    pub async fn execute(&mut self, sql: impl SqlSafeStr, values: Vec<Value>) -> Result<u64, DbError> {
        Ok(match self {
            Self::Sqlite(turn) => turn.execute(bind!(sqlx::query(sql), values)).await?.rows_affected(),
            Self::Snapshot(tx) => bind!(sqlx::query(sql), values).execute(&mut **tx).await?.rows_affected(),
            Self::Postgres(tx) => bind!(sqlx::query(sql), values).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Reads one row and keeps others from writing it until the transaction ends. SQLite has one writer: the
    /// transaction itself is that lock.
    pub async fn lock_one(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Option<Record>, DbError> {
        match self {
            Self::Sqlite(_) | Self::Snapshot(_) => self.one(sql, values).await,
            Self::Postgres(_) => self.one(AssertSqlSafe(format!("{sql} FOR UPDATE")), values).await,
        }
    }

    /// As [`Tx::lock_one`], of rows that nobody else holds: others take the next.
    pub async fn lock_next(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Option<Record>, DbError> {
        match self {
            Self::Sqlite(_) | Self::Snapshot(_) => self.one(sql, values).await,
            Self::Postgres(_) => self.one(AssertSqlSafe(format!("{sql} FOR UPDATE SKIP LOCKED")), values).await,
        }
    }

    /// Runs many statements in one text, without values: migrations.
    pub(super) async fn script(&mut self, sql: &'static str) -> Result<(), DbError> {
        match self {
            Self::Sqlite(turn) => turn.script(sql).await?,
            Self::Snapshot(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(drop)?,
            Self::Postgres(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(drop)?,
        }
        Ok(())
    }

    /// Makes all of it durable.
    pub async fn commit(self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(turn) => turn.commit().await?,
            Self::Snapshot(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
