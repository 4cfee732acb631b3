//! What was asked of late, counted for all servers on the database together, in the units of `limits::count`.

use super::{Db, DbError, values};
use crate::limits::count::{Taken, UNIT};

/// What is still in the bucket at `$3`, of what ran in. A server whose clock is behind waits for nothing to run off.
macro_rules! rest {
    () => {
        "(CASE WHEN $3 > limits.at AND limits.used > ($3 - limits.at) * $4 THEN limits.used - ($3 - limits.at) * $4 \
         WHEN $3 > limits.at THEN 0 ELSE limits.used END)"
    };
}

/// Takes `requests` of the `limit` a minute of `bucket`, all or none. One statement: servers cannot take the same twice.
pub async fn take(db: &Db, bucket: &str, requests: i64, limit: i64, now: i64) -> Result<Taken, DbError> {
    let (wanted, room) = (requests * UNIT, limit * UNIT);
    let sql = concat!(
        "INSERT INTO limits (bucket, used, at) VALUES ($1, $2, $3) ON CONFLICT (bucket) DO UPDATE SET used = ",
        rest!(),
        " + $2, at = CASE WHEN limits.at > $3 THEN limits.at ELSE $3 END WHERE ",
        rest!(),
        " + $2 <= $5 RETURNING used"
    );
    if let Some(row) = db.write_one(sql, values![bucket, wanted, now, limit, room]).await? {
        return Ok(Taken::granted(row.int("used")?, limit));
    }
    let row = db.one("SELECT used, at FROM limits WHERE bucket = $1", values![bucket]).await?;
    let Some(row) = row else { return Ok(Taken::Refused { wait: 1 }) };
    let used = (row.int("used")? - (now - row.int("at")?).max(0) * limit).max(0);
    Ok(Taken::refused(used, requests, limit))
}

/// Forgets buckets that have run empty.
pub async fn sweep(db: &Db, before: i64) -> Result<(), DbError> {
    db.execute("DELETE FROM limits WHERE at < $1", values![before]).await.map(drop)
}
