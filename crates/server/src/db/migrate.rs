//! The tables, as numbered steps. A step that ran is never changed: a correction is a new step.
//!
//! A step is a text of SQL, and what SQL cannot say follows it in [`afterwards`], in the same transaction.
//!
//! A step that changes a table waits for whoever reads it, and everybody who comes later waits for the step. So it waits
//! for a moment only, lets the others through and comes back: a backup may read for a long time.

use std::time::{Duration, Instant};

use super::{Db, DbError, Kind, Tx, audit, values};

const STEPS: &[(i64, &str, &str)] = &[
    (1, "foundation", include_str!("../../migrations/0001_foundation.sql")),
    (2, "phones", include_str!("../../migrations/0002_phones.sql")),
    (3, "mail", include_str!("../../migrations/0003_mail.sql")),
    (4, "accounts", include_str!("../../migrations/0004_accounts.sql")),
    (5, "audit", include_str!("../../migrations/0005_audit.sql")),
    (6, "backups", include_str!("../../migrations/0006_backups.sql")),
    (7, "owner", include_str!("../../migrations/0007_owner.sql")),
    (8, "limits", include_str!("../../migrations/0008_limits.sql")),
    (9, "webhook deliveries", include_str!("../../migrations/0009_webhook_deliveries.sql")),
    (10, "events noted", include_str!("../../migrations/0010_events_noted.sql")),
];

/// How long all the steps are tried, while somebody holds a table that they change.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// For how long others are let through before the next try.
const PAUSE: Duration = Duration::from_secs(3);

/// The step that this build needs.
pub const fn newest_step() -> i64 {
    match STEPS.last() {
        Some((step, ..)) => *step,
        None => 0,
    }
}

/// The step that the tables are at.
pub async fn step(db: &Db) -> Result<i64, DbError> {
    let row = db.one("SELECT COALESCE(MAX(step), 0) AS step FROM migrations", vec![]).await?;
    row.map_or(Ok(0), |row| row.int("step"))
}

/// Takes the tables to what this build needs; the names of the steps that were taken now.
pub async fn migrate(db: &Db, now: i64) -> Result<Vec<&'static str>, DbError> {
    migrate_to(db, i64::MAX, now).await
}

/// Takes the tables no further than step `upto`, as an older build left them.
pub async fn migrate_to(db: &Db, upto: i64, now: i64) -> Result<Vec<&'static str>, DbError> {
    let begun = Instant::now();
    loop {
        match take_steps(db, upto, now).await {
            Err(error) if error.is_lock_timeout() && begun.elapsed() < PATIENCE => {
                tracing::info!("a migration waits for somebody who reads a table that it changes");
                tokio::time::sleep(PAUSE).await;
            }
            done => return done,
        }
    }
}

async fn take_steps(db: &Db, upto: i64, now: i64) -> Result<Vec<&'static str>, DbError> {
    let mut tx = db.begin().await?;
    if db.kind() == Kind::Postgres {
        // Two servers that start at once take turns, before there is a table to lock: making one twice at a time fails.
        let turn =
            "SELECT CAST(pg_advisory_xact_lock(hashtext('pem2 migrations ' || current_schema())) AS TEXT) AS turn";
        tx.script("SET LOCAL statement_timeout = 0").await?;
        tx.all(turn, vec![]).await?;
        tx.script("SET LOCAL lock_timeout = '2s'").await?;
    }
    tx.script(
        "CREATE TABLE IF NOT EXISTS migrations (step BIGINT PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL)",
    )
    .await?;
    if db.kind() == Kind::Postgres {
        // Older builds lock the table.
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
        if *name == "owner" {
            super::work_order_facts::fill(&mut tx, db.kind()).await?;
        }
        afterwards(&mut tx, *step).await?;
        tx.execute("INSERT INTO migrations (step, name, at) VALUES ($1, $2, $3)", values![*step, *name, now]).await?;
        taken.push(*name);
    }
    tx.commit().await?;
    Ok(taken)
}

/// What belongs to a step beside its text.
async fn afterwards(tx: &mut Tx, step: i64) -> Result<(), DbError> {
    match step {
        5 => audit::chain_older(tx).await,
        _ => Ok(()),
    }
}
