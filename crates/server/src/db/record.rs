//! A row as the database hands it out, read by column name.

use serde_json::Value as Json;
use sqlx::Row;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::many::Packed;
use super::portable::Sort;
use super::{DbError, Value};

/// One row of a result.
pub enum Record {
    /// Of SQLite.
    Sqlite(SqliteRow),
    /// Of PostgreSQL.
    Postgres(PgRow),
    /// Of very many of SQLite.
    Packed(Packed),
}

impl Record {
    /// The value of the column at this place.
    pub fn value(&self, nth: usize, sort: Sort) -> Result<Value, DbError> {
        Ok(match (self, sort) {
            (Self::Sqlite(row), Sort::Int) => Value::Int(row.try_get(nth)?),
            (Self::Sqlite(row), Sort::Text) => Value::Text(row.try_get(nth)?),
            (Self::Postgres(row), Sort::Int) => Value::Int(row.try_get(nth)?),
            (Self::Postgres(row), Sort::Text) => Value::Text(row.try_get(nth)?),
            (Self::Packed(_), _) => return Err(DbError::Corrupt("a packed row is read by name")),
        })
    }

    /// A number that is there.
    pub fn int(&self, column: &'static str) -> Result<i64, DbError> {
        self.maybe_int(column)?.ok_or(DbError::Corrupt(column))
    }

    /// A number that may be absent.
    pub fn maybe_int(&self, column: &'static str) -> Result<Option<i64>, DbError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
            Self::Packed(row) => row.get(column).and_then(Json::as_i64),
        })
    }

    /// A number that is never below zero.
    pub fn count(&self, column: &'static str) -> Result<u64, DbError> {
        u64::try_from(self.int(column)?).map_err(|_| DbError::Corrupt(column))
    }

    /// A yes/no.
    pub fn flag(&self, column: &'static str) -> Result<bool, DbError> {
        Ok(self.int(column)? != 0)
    }

    /// A text that is there.
    pub fn text(&self, column: &'static str) -> Result<String, DbError> {
        self.maybe_text(column)?.ok_or(DbError::Corrupt(column))
    }

    /// A text that may be absent.
    pub fn maybe_text(&self, column: &'static str) -> Result<Option<String>, DbError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
            Self::Packed(row) => row.get(column).and_then(Json::as_str).map(str::to_owned),
        })
    }

    /// An identifier that is there.
    pub fn uuid(&self, column: &'static str) -> Result<Uuid, DbError> {
        self.text(column)?.parse().map_err(|_| DbError::Corrupt(column))
    }

    /// An identifier that may be absent.
    pub fn maybe_uuid(&self, column: &'static str) -> Result<Option<Uuid>, DbError> {
        self.maybe_text(column)?.map(|text| text.parse().map_err(|_| DbError::Corrupt(column))).transpose()
    }
}
