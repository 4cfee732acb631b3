//! What was asked of late, counted for all servers together.
//!
//! A request is [`UNIT`] units. A limit of N a minute lets N units run off every millisecond, and holds N requests.

use super::{Db, DbError, values};

/// Units of a request: milliseconds of a minute, so that what runs off in one is a whole number.
pub const UNIT: i64 = 60_000;

/// What became of the wish for some requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// They may be made; so many more are left to everybody.
    Granted {
        /// In requests.
        left: i64,
    },
    /// Not before so many milliseconds.
    Refused {
        /// In milliseconds.
        wait: i64,
    },
}

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
        return Ok(Taken::Granted { left: (room - row.int("used")?) / UNIT });
    }
    let row = db.one("SELECT used, at FROM limits WHERE bucket = $1", values![bucket]).await?;
    let Some(row) = row else { return Ok(Taken::Refused { wait: 1 }) };
    let used = (row.int("used")? - (now - row.int("at")?).max(0) * limit).max(0);
    Ok(Taken::Refused { wait: ((used + wanted - room) / limit.max(1)).max(0) + 1 })
}

/// Forgets buckets that have run empty.
pub async fn sweep(db: &Db, before: i64) -> Result<(), DbError> {
    db.execute("DELETE FROM limits WHERE at < $1", values![before]).await.map(drop)
}
