//! What PostgreSQL knows of how many lines there are. It counts by itself, a minute or so after many were written. Until then
//! every index of a table is as good to it as any other, and a push of a company with thousands of rows takes seconds.
//!
//! SQLite's plans do not depend on it; tests ask for them.

use sqlx::AssertSqlSafe;

use super::{Db, DbError, Kind, values};

/// Our own tables; others in the same database are none of our business.
const OURS: &str = "SELECT string_agg(quote_ident(relname), ', ') AS names FROM pg_class \
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0";

/// Counts, after thousands of lines were written at once. Where that fails the server is slow for a while, no more.
pub async fn renew(db: &Db) {
    told(count(db, OURS.to_owned()).await);
}

/// Counts where there are lines that were never counted.
pub async fn renew_if_missing(db: &Db) {
    told(count(db, format!("{OURS} AND reltuples < 0")).await);
}

fn told(counted: Result<(), DbError>) {
    if let Err(error) = counted {
        tracing::warn!(%error, "the tables could not be counted");
    }
}

async fn count(db: &Db, which: String) -> Result<(), DbError> {
    if db.kind() == Kind::Sqlite {
        return Ok(());
    }
    let names = match db.one(AssertSqlSafe(which), values![]).await? {
        Some(found) => found.maybe_text("names")?,
        None => None,
    };
    match names {
        Some(names) => db.execute(AssertSqlSafe(format!("ANALYZE {names}")), values![]).await.map(drop),
        None => Ok(()),
    }
}
