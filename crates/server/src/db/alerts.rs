//! What somebody was told of by letter, so that of several servers one tells it, once a day.

use super::{Db, DbError, Tx, values};

/// Whether this is the time to tell of `name`, which is wrong at `now`; noted with the transaction. `false`: somebody was
/// told within the last `day` milliseconds.
pub async fn claim(tx: &mut Tx, name: &str, now: i64, day: i64) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "INSERT INTO alerts (name, since, told_at, over_at) VALUES ($1, $2, $2, NULL) ON CONFLICT (name) DO UPDATE SET \
             since = CASE WHEN alerts.over_at IS NULL THEN alerts.since ELSE excluded.since END, \
             told_at = excluded.told_at, over_at = NULL WHERE alerts.told_at <= $3",
            values![name, now, now - day],
        )
        .await?;
    Ok(changed == 1)
}

/// Whether somebody is to be told that `name` is over; noted with the transaction.
pub async fn end(tx: &mut Tx, name: &str, now: i64) -> Result<bool, DbError> {
    let sql = "UPDATE alerts SET over_at = $2 WHERE name = $1 AND over_at IS NULL";
    Ok(tx.execute(sql, values![name, now]).await? == 1)
}

/// When the last backup was made that is good; when the first was begun where none was good yet; nothing where this server
/// makes none, or its tables know of none yet.
pub async fn last_backup(db: &Db) -> Result<Option<i64>, DbError> {
    if db.one("SELECT step FROM migrations WHERE name = 'backups'", vec![]).await?.is_none() {
        return Ok(None);
    }
    let sql =
        "SELECT COALESCE(MAX(CASE WHEN failure IS NULL THEN finished_at END), MIN(started_at)) AS at FROM backups";
    db.one(sql, vec![]).await?.map_or(Ok(None), |row| row.maybe_int("at"))
}

/// The names of those that are not over.
pub async fn open(db: &Db) -> Result<Vec<String>, DbError> {
    let rows = db.all("SELECT name FROM alerts WHERE over_at IS NULL ORDER BY name", vec![]).await?;
    rows.iter().map(|row| row.text("name")).collect()
}
