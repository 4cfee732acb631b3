//! Phones: who signed in on which, when each was last heard of, and what it said waits on it.

use domain::ids::{CompanyId, DeviceId, UserId};
use protocol::phones::Phone;
use protocol::sync::Waiting;

use super::{Db, DbError, Record, values};

/// A phone called.
pub async fn heard(
    db: &Db,
    (company, device, user): (CompanyId, DeviceId, UserId),
    waiting: Option<Waiting>,
    now: i64,
) -> Result<(), DbError> {
    let who = values![company.0, device.0, user.0, now];
    let Some(Waiting { unsent, needs_you, oldest_at, rebuilt }) = waiting else {
        let sql = "UPDATE devices SET last_seen_at = $4 WHERE company_id = $1 AND device_id = $2 AND user_id = $3";
        return db.execute(sql, who).await.map(drop);
    };
    let sql = "UPDATE devices SET last_seen_at = $4, unsent = $5, needs_you = $6, oldest_at = $7, rebuilt = $8 \
               WHERE company_id = $1 AND device_id = $2 AND user_id = $3";
    let said = values![i64::from(unsent), i64::from(needs_you), oldest_at, i64::from(rebuilt)];
    db.execute(sql, who.into_iter().chain(said).collect()).await.map(drop)
}

/// A phone that holds unsent work and is not heard of.
pub struct Silent {
    /// The company.
    pub company: CompanyId,
    /// Whose.
    pub user: UserId,
    /// What it calls itself.
    pub name: String,
    /// How many edits wait on it.
    pub unsent: u64,
    /// When it was last heard of.
    pub heard_at: i64,
}

/// Phones of all companies that said they hold unsent work and were not heard of since `before`.
pub async fn silent(db: &Db, before: i64) -> Result<Vec<Silent>, DbError> {
    let sql = "SELECT company_id, user_id, name, unsent, last_seen_at FROM devices \
               WHERE unsent > 0 AND last_seen_at < $1 ORDER BY company_id, last_seen_at, device_id";
    let read = |row: &Record| {
        Ok(Silent {
            company: CompanyId(row.uuid("company_id")?),
            user: UserId(row.uuid("user_id")?),
            name: row.text("name")?,
            unsent: row.count("unsent")?,
            heard_at: row.int("last_seen_at")?,
        })
    };
    db.all(sql, values![before]).await?.iter().map(read).collect()
}

/// Every phone of a company, the one heard of last first.
pub async fn all(db: &Db, company: CompanyId) -> Result<Vec<Phone>, DbError> {
    let sql = "SELECT device_id, user_id, name, last_seen_at, unsent, needs_you, oldest_at, rebuilt FROM devices \
               WHERE company_id = $1 ORDER BY last_seen_at DESC, device_id";
    db.all(sql, values![company.0]).await?.iter().map(read).collect()
}

fn read(record: &Record) -> Result<Phone, DbError> {
    let count = |name| Ok::<_, DbError>(record.maybe_int(name)?.and_then(|n| u32::try_from(n).ok()));
    let waiting = match (count("unsent")?, count("needs_you")?) {
        (Some(unsent), Some(needs_you)) => {
            let oldest_at = record.maybe_int("oldest_at")?;
            Some(Waiting { unsent, needs_you, oldest_at, rebuilt: count("rebuilt")?.unwrap_or(0) })
        }
        _ => None,
    };
    Ok(Phone {
        device: DeviceId(record.uuid("device_id")?),
        user: UserId(record.uuid("user_id")?),
        name: record.text("name")?,
        heard_at: record.int("last_seen_at")?,
        waiting,
    })
}
