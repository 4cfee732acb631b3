//! What PostgreSQL knows of how many lines there are. It counts by itself, a minute or so after many were written. Until then
//! every index of a table is as good to it as any other, and a push of a company with thousands of rows takes seconds.
//!
//! SQLite's plans do not depend on it; tests ask for them.

use super::{Db, DbError, Kind, values};

/// Counts. After thousands of lines were written at once.
pub async fn renew(db: &Db) -> Result<(), DbError> {
    match db.kind() {
        Kind::Sqlite => Ok(()),
        Kind::Postgres => db.execute("ANALYZE", values![]).await.map(drop),
    }
}

/// Counts where there are lines that were never counted.
pub async fn renew_if_missing(db: &Db) -> Result<(), DbError> {
    if db.kind() == Kind::Sqlite {
        return Ok(());
    }
    let uncounted = "SELECT 1 AS one FROM pg_class WHERE relnamespace = current_schema()::regnamespace \
        AND relkind = 'r' AND reltuples < 0 AND pg_relation_size(oid) > 0 LIMIT 1";
    match db.one(uncounted, values![]).await? {
        Some(_) => renew(db).await,
        None => Ok(()),
    }
}
