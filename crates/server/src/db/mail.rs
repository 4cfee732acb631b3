//! Letters that wait for the mail server. Written in the transaction of what they tell of; sent later, by whichever
//! server comes first.

use domain::ids::CompanyId;
use uuid::Uuid;

use super::{Db, DbError, Tx, values};

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The company it is about; none when it is about the installation.
    pub company: Option<CompanyId>,
    /// An address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text. May hold a code: it is emptied once it was sent, and never logged.
    pub body: String,
}

/// A letter whose turn it is.
pub struct Due {
    /// Its identifier.
    pub id: Uuid,
    /// It.
    pub letter: Letter,
    /// How often it was tried before.
    pub tries: u32,
}

/// Puts a letter into the queue.
pub async fn queue(tx: &mut Tx, letter: &Letter, now: i64) -> Result<(), DbError> {
    let Letter { company, to, subject, body } = letter;
    tx.execute(
        "INSERT INTO outgoing_mail (id, company_id, recipient, subject, body, created_at, tries, next_at) \
         VALUES ($1, $2, $3, $4, $5, $6, 0, $6)",
        values![Uuid::now_v7(), company.map(|c| c.0), to, subject, body, now],
    )
    .await
    .map(drop)
}

/// Takes a letter whose turn it is. Until `lease` nobody else takes it: if this server dies, another sends it then.
pub async fn take(db: &Db, now: i64, lease: i64) -> Result<Option<Due>, DbError> {
    let mut tx = db.begin().await?;
    let next = "SELECT id, company_id, recipient, subject, body, tries FROM outgoing_mail \
         WHERE next_at <= $1 ORDER BY next_at, id LIMIT 1";
    let Some(row) = tx.lock_next(next, values![now]).await? else { return Ok(None) };
    let due = Due {
        id: row.uuid("id")?,
        letter: Letter {
            company: row.maybe_uuid("company_id")?.map(CompanyId),
            to: row.text("recipient")?,
            subject: row.text("subject")?,
            body: row.text("body")?,
        },
        tries: u32::try_from(row.count("tries")?).unwrap_or(u32::MAX),
    };
    tx.execute("UPDATE outgoing_mail SET next_at = $2, tries = tries + 1 WHERE id = $1", values![due.id, lease])
        .await?;
    tx.commit().await?;
    Ok(Some(due))
}

/// It went out.
pub async fn sent(db: &Db, id: Uuid, now: i64) -> Result<(), DbError> {
    db.execute(
        "UPDATE outgoing_mail SET sent_at = $2, next_at = NULL, body = '', failure = NULL WHERE id = $1",
        values![id, now],
    )
    .await
    .map(drop)
}

/// It did not go out; tried again at `next`, never again without one.
pub async fn failed(db: &Db, id: Uuid, why: &str, next: Option<i64>) -> Result<(), DbError> {
    db.execute("UPDATE outgoing_mail SET next_at = $2, failure = $3 WHERE id = $1", values![id, next, why])
        .await
        .map(drop)
}

/// How many letters wait, and since when the oldest does.
pub async fn waiting(db: &Db) -> Result<(u64, Option<i64>), DbError> {
    let sql = "SELECT COUNT(*) AS waiting, MIN(created_at) AS oldest FROM outgoing_mail WHERE next_at IS NOT NULL";
    let row = db.one(sql, vec![]).await?.ok_or(DbError::Corrupt("waiting"))?;
    Ok((row.count("waiting")?, row.maybe_int("oldest")?))
}

/// Forgets letters that are done with since `before`.
pub async fn sweep(db: &Db, before: i64) -> Result<(), DbError> {
    db.execute("DELETE FROM outgoing_mail WHERE next_at IS NULL AND created_at < $1", values![before]).await.map(drop)
}
