//! The backups that were made of this database, and how each stood up to being restored.

use uuid::Uuid;

use super::{Db, DbError, values};

/// A backup that takes longer is taken for one whose server died.
const LEASE: i64 = 6 * crate::clock::HOUR;
/// One that failed is tried again after this long.
const AGAIN: i64 = 30 * crate::clock::MINUTE;

/// How backups stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// When the last good one was finished.
    pub made_at: Option<i64>,
    /// How large it is.
    pub bytes: Option<i64>,
    /// Whether the last one failed.
    pub failed: bool,
    /// When one was last restored for a test, and was whole.
    pub checked_at: Option<i64>,
    /// Whether the last such test found something.
    pub check_failed: bool,
}

/// Notes that a backup is begun, outside of the daily ones.
pub async fn begin(db: &Db, id: Uuid, now: i64) -> Result<(), DbError> {
    db.execute("INSERT INTO backups (id, started_at) VALUES ($1, $2)", values![id, now]).await.map(drop)
}

/// Takes the daily backup of the day `slot`: its row; `None` when it is made, or somebody is at it.
pub async fn claim(db: &Db, slot: &str, now: i64) -> Result<Option<Uuid>, DbError> {
    let id = Uuid::now_v7();
    let new = "INSERT INTO backups (id, slot, started_at) VALUES ($1, $2, $3) ON CONFLICT (slot) DO NOTHING";
    if db.execute(new, values![id, slot, now]).await? == 1 {
        return Ok(Some(id));
    }
    let over = "UPDATE backups SET id = $1, started_at = $3, finished_at = NULL, failure = NULL WHERE slot = $2 \
         AND ((finished_at IS NULL AND started_at < $4) OR (failure IS NOT NULL AND finished_at < $5))";
    let taken = db.execute(over, values![id, slot, now, now - LEASE, now - AGAIN]).await? == 1;
    Ok(taken.then_some(id))
}

/// It is made: where it is, and how large.
pub async fn finished(db: &Db, id: Uuid, place: &str, bytes: u64, now: i64) -> Result<(), DbError> {
    db.execute(
        "UPDATE backups SET finished_at = $2, place = $3, bytes = $4 WHERE id = $1",
        values![id, now, place, bytes],
    )
    .await
    .map(drop)
}

/// It could not be made.
pub async fn failed(db: &Db, id: Uuid, why: &str, now: i64) -> Result<(), DbError> {
    db.execute("UPDATE backups SET finished_at = $2, failure = $3 WHERE id = $1", values![id, now, why]).await.map(drop)
}

/// The archive at `place` was restored for a test; `failure` says what was found. One that this database knows nothing of
/// gets a row.
pub async fn checked(db: &Db, place: &str, failure: Option<&str>, now: i64) -> Result<(), DbError> {
    let failure = failure.map(str::to_owned);
    let known = "UPDATE backups SET checked_at = $2, check_failure = $3 WHERE place = $1";
    if db.execute(known, values![place, now, failure.clone()]).await? == 0 {
        db.execute(
            "INSERT INTO backups (id, started_at, place, checked_at, check_failure) VALUES ($1, $2, $3, $2, $4)",
            values![Uuid::now_v7(), now, place, failure],
        )
        .await?;
    }
    Ok(())
}

/// How backups stand.
pub async fn standing(db: &Db) -> Result<Standing, DbError> {
    let good = "SELECT finished_at, bytes FROM backups WHERE finished_at IS NOT NULL AND failure IS NULL \
         ORDER BY finished_at DESC LIMIT 1";
    let last = "SELECT failure FROM backups WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1";
    let whole = "SELECT MAX(checked_at) AS at FROM backups WHERE check_failure IS NULL";
    let check = "SELECT check_failure FROM backups WHERE checked_at IS NOT NULL ORDER BY checked_at DESC LIMIT 1";
    let mut standing = Standing::default();
    if let Some(row) = db.one(good, vec![]).await? {
        (standing.made_at, standing.bytes) = (row.maybe_int("finished_at")?, row.maybe_int("bytes")?);
    }
    if let Some(row) = db.one(last, vec![]).await? {
        standing.failed = row.maybe_text("failure")?.is_some();
    }
    if let Some(row) = db.one(whole, vec![]).await? {
        standing.checked_at = row.maybe_int("at")?;
    }
    if let Some(row) = db.one(check, vec![]).await? {
        standing.check_failed = row.maybe_text("check_failure")?.is_some();
    }
    Ok(standing)
}
