//! The tables, as numbered steps. A step that ran is never changed: a correction is a new step.

use super::{Db, DbError, Kind, values};

const STEPS: &[(i64, &str, &str)] = &[
    (1, "foundation", include_str!("../../migrations/0001_foundation.sql")),
    (2, "phones", include_str!("../../migrations/0002_phones.sql")),
    (3, "mail", include_str!("../../migrations/0003_mail.sql")),
];

/// Takes the tables to what this build needs; the names of the steps that were taken now.
pub async fn migrate(db: &Db, now: i64) -> Result<Vec<&'static str>, DbError> {
    migrate_to(db, i64::MAX, now).await
}

/// Takes the tables no further than step `upto`, as an older build left them.
pub async fn migrate_to(db: &Db, upto: i64, now: i64) -> Result<Vec<&'static str>, DbError> {
    db.execute(
        "CREATE TABLE IF NOT EXISTS migrations (step BIGINT PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL)",
        vec![],
    )
    .await?;
    let mut tx = db.begin().await?;
    if db.kind() == Kind::Postgres {
        // Two servers that start at once take turns.
        tx.execute("LOCK TABLE migrations IN EXCLUSIVE MODE", vec![]).await?;
    }
    let last = tx.one("SELECT COALESCE(MAX(step), 0) AS step FROM migrations", vec![]).await?;
    let last = last.map_or(Ok(0), |r| r.int("step"))?;
    if STEPS.last().is_some_and(|(newest, ..)| last > *newest) {
        return Err(DbError::Open(format!("it was made by a newer version (step {last})")));
    }
    let mut taken = Vec::new();
    for (step, name, script) in STEPS.iter().filter(|(step, ..)| (last + 1..=upto).contains(step)) {
        tx.script(script).await?;
        tx.execute("INSERT INTO migrations (step, name, at) VALUES ($1, $2, $3)", values![*step, *name, now]).await?;
        taken.push(*name);
    }
    tx.commit().await?;
    Ok(taken)
}
