//! What happened, for webhooks: written in the transaction of the rows it is about, so that nothing is told that did not
//! happen, and nothing that happened is missed.

use domain::ids::CompanyId;
use uuid::Uuid;

use super::{Db, DbError, Tx, values};

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its place in the company's sequence of events.
    pub nth: i64,
    /// Its identifier: the same however often it is sent.
    pub id: Uuid,
    /// What, as a stable name.
    pub event: String,
    /// When, in milliseconds, by the clock of whoever did it.
    pub at: i64,
    /// On what, as JSON.
    pub data: String,
}

/// Whether anybody of the company wants to be told of anything, also later.
pub async fn are_wanted(tx: &mut Tx, company: CompanyId) -> Result<bool, DbError> {
    Ok(tx.one("SELECT 1 AS one FROM webhooks WHERE company_id = $1 LIMIT 1", values![company.0]).await?.is_some())
}

/// Writes down what happened; `now` is the server's time.
pub async fn insert(tx: &mut Tx, company: CompanyId, event: &Event, now: i64) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO webhook_events (company_id, nth, id, event, at, data, noted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![company.0, event.nth, event.id, &event.event, event.at, &event.data, now],
    )
    .await
    .map(drop)
}

/// What happened after this event, the oldest first.
pub async fn after(db: &Db, company: CompanyId, nth: i64, limit: u32) -> Result<Vec<Event>, DbError> {
    let sql =
        "SELECT nth, id, event, at, data FROM webhook_events WHERE company_id = $1 AND nth > $2 ORDER BY nth LIMIT $3";
    let found = db.all(sql, values![company.0, nth, limit]).await?;
    let read = |row: &super::Record| {
        Ok(Event {
            nth: row.int("nth")?,
            id: row.uuid("id")?,
            event: row.text("event")?,
            at: row.int("at")?,
            data: row.text("data")?,
        })
    };
    found.iter().map(read).collect()
}

/// Forgets what was written down before this moment of the server's time.
pub async fn sweep(db: &Db, before: i64) -> Result<(), DbError> {
    let sql = "DELETE FROM webhook_events WHERE noted_at < $1 OR (noted_at IS NULL AND at < $1)";
    db.execute(sql, values![before]).await.map(drop)
}
