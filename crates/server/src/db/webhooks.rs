//! Where other programs want to be told, and how far each was.

use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

use super::{Db, DbError, Record, Tx, values};

/// A webhook.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The company.
    pub company: CompanyId,
    /// Its identifier.
    pub id: Uuid,
    /// Where events go.
    pub url: String,
    /// Which: names, a space between them; `*` is every one.
    pub events: String,
    /// The sealed secret.
    pub secret: String,
    /// The admin who made it.
    pub created_by: UserId,
    /// When it was made.
    pub created_at: i64,
    /// The last event that arrived, or was passed over.
    pub told: i64,
    /// How often the next one was tried.
    pub tries: u32,
    /// Since when nothing arrives.
    pub failing_since: Option<i64>,
    /// Why, the last time.
    pub failure: Option<String>,
    /// When it was given up.
    pub disabled_at: Option<i64>,
    /// When it last took an event.
    pub delivered_at: Option<i64>,
}

/// What [`read`] reads; a macro, since a statement that locks is put together when this is compiled.
macro_rules! columns {
    () => {
        "company_id, id, url, events, secret, created_by, created_at, told, tries, failing_since, failure, disabled_at, \
         delivered_at"
    };
}

/// Makes a webhook, which is told of what happens from now on.
pub async fn insert(tx: &mut Tx, new: &Webhook) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO webhooks (company_id, id, url, events, secret, created_by, created_at, told, next_at, tries) \
         SELECT $1, $2, $3, $4, $5, $6, $7, COALESCE(MAX(nth), 0), 0, 0 FROM webhook_events WHERE company_id = $1",
        values![new.company.0, new.id, &new.url, &new.events, &new.secret, new.created_by.0, new.created_at],
    )
    .await
    .map(drop)
}

/// Every webhook of a company.
pub async fn all(db: &Db, company: CompanyId) -> Result<Vec<Webhook>, DbError> {
    let sql = concat!("SELECT ", columns!(), " FROM webhooks WHERE company_id = $1 ORDER BY created_at, id");
    db.all(sql, values![company.0]).await?.iter().map(read).collect()
}

/// Takes a webhook away; `false`: there is none.
pub async fn remove(tx: &mut Tx, company: CompanyId, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.execute("DELETE FROM webhooks WHERE company_id = $1 AND id = $2", values![company.0, id]).await? == 1)
}

/// Goes on with a webhook that was given up or waits, from where it stopped; `false`: there is none. Why the last event did
/// not arrive is kept while there is something to tell: until then nobody knows whether it works again.
pub async fn resume(tx: &mut Tx, company: CompanyId, id: Uuid) -> Result<bool, DbError> {
    let sql = "UPDATE webhooks SET disabled_at = NULL, tries = 0, failing_since = NULL, next_at = 0, \
               failure = CASE WHEN EXISTS (SELECT 1 FROM webhook_events e WHERE e.company_id = webhooks.company_id \
               AND e.nth > webhooks.told) THEN failure END WHERE company_id = $1 AND id = $2";
    Ok(tx.execute(sql, values![company.0, id]).await? == 1)
}

/// Takes a webhook that has something to tell. Until `lease` nobody else takes it.
pub async fn take(db: &Db, now: i64, lease: i64) -> Result<Option<Webhook>, DbError> {
    let mut tx = db.begin().await?;
    let next = concat!(
        "SELECT ",
        columns!(),
        " FROM webhooks WHERE disabled_at IS NULL AND next_at <= $1 AND EXISTS (SELECT 1 FROM webhook_events e \
         WHERE e.company_id = webhooks.company_id AND e.nth > webhooks.told) ORDER BY next_at, id LIMIT 1"
    );
    let Some(row) = tx.lock_next(next, values![now]).await? else { return Ok(None) };
    let webhook = read(&row)?;
    tx.execute(
        "UPDATE webhooks SET next_at = $3 WHERE company_id = $1 AND id = $2",
        values![webhook.company.0, webhook.id, lease],
    )
    .await?;
    tx.commit().await?;
    Ok(Some(webhook))
}

/// Everything up to this event arrived, or was passed over; `delivered_at` is when it arrived.
pub async fn arrived(db: &Db, webhook: &Webhook, nth: i64, delivered_at: Option<i64>) -> Result<(), DbError> {
    let sql = "UPDATE webhooks SET told = $3, tries = 0, failing_since = NULL, failure = NULL, \
               delivered_at = COALESCE($4, delivered_at) WHERE company_id = $1 AND id = $2 AND told < $3";
    db.execute(sql, values![webhook.company.0, webhook.id, nth, delivered_at]).await.map(drop)
}

/// Looked at for now; free for whoever comes next.
pub async fn release(db: &Db, webhook: &Webhook, now: i64) -> Result<(), DbError> {
    let sql = "UPDATE webhooks SET next_at = $3 WHERE company_id = $1 AND id = $2";
    db.execute(sql, values![webhook.company.0, webhook.id, now]).await.map(drop)
}

/// The next event did not arrive; tried again at `next`.
pub async fn failed(db: &Db, webhook: &Webhook, why: &str, (now, next): (i64, i64)) -> Result<(), DbError> {
    let sql = "UPDATE webhooks SET tries = tries + 1, failing_since = COALESCE(failing_since, $3), failure = $4, next_at = $5 \
               WHERE company_id = $1 AND id = $2";
    db.execute(sql, values![webhook.company.0, webhook.id, now, why, next]).await.map(drop)
}

/// Gives a webhook up.
pub async fn disable(tx: &mut Tx, webhook: &Webhook, why: &str, now: i64) -> Result<(), DbError> {
    let sql = "UPDATE webhooks SET disabled_at = $3, failure = $4 WHERE company_id = $1 AND id = $2";
    tx.execute(sql, values![webhook.company.0, webhook.id, now, why]).await.map(drop)
}

fn read(row: &Record) -> Result<Webhook, DbError> {
    Ok(Webhook {
        company: CompanyId(row.uuid("company_id")?),
        id: row.uuid("id")?,
        url: row.text("url")?,
        events: row.text("events")?,
        secret: row.text("secret")?,
        created_by: UserId(row.uuid("created_by")?),
        created_at: row.int("created_at")?,
        told: row.int("told")?,
        tries: u32::try_from(row.count("tries")?).unwrap_or(u32::MAX),
        failing_since: row.maybe_int("failing_since")?,
        failure: row.maybe_text("failure")?,
        disabled_at: row.maybe_int("disabled_at")?,
        delivered_at: row.maybe_int("delivered_at")?,
    })
}
