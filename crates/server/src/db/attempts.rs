//! Bad sign-ins, counted per name and address in the database: a restart forgives nothing.

use uuid::Uuid;

use super::{Db, DbError, values};

/// What was tried, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// The name that was typed.
    pub login: &'a str,
    /// The address of the one who typed it.
    pub address: &'a str,
}

/// Writes a try down, and answers when each try since `since` was, the newest last. It is written before the password
/// is looked at, so that many tries at once count too.
pub async fn record(db: &Db, id: Uuid, attempt: Attempt<'_>, now: i64, since: i64) -> Result<Vec<i64>, DbError> {
    let Attempt { login, address } = attempt;
    db.execute(
        "INSERT INTO login_attempts (id, login, address, at) VALUES ($1, $2, $3, $4)",
        values![id, login, address, now],
    )
    .await?;
    let rows = db
        .all(
            "SELECT at FROM login_attempts WHERE login = $1 AND address = $2 AND at > $3 ORDER BY at, id",
            values![login, address, since],
        )
        .await?;
    rows.iter().map(|r| r.int("at")).collect()
}

/// Takes a try back that was refused unseen: waiting must not grow by knocking.
pub async fn forget(db: &Db, id: Uuid) -> Result<(), DbError> {
    db.execute("DELETE FROM login_attempts WHERE id = $1", values![id]).await.map(drop)
}

/// Forgets the tries of whoever got it right.
pub async fn clear(db: &Db, attempt: Attempt<'_>) -> Result<(), DbError> {
    let Attempt { login, address } = attempt;
    db.execute("DELETE FROM login_attempts WHERE login = $1 AND address = $2", values![login, address]).await.map(drop)
}

/// Forgets tries that count no more.
pub async fn sweep(db: &Db, before: i64) -> Result<(), DbError> {
    db.execute("DELETE FROM login_attempts WHERE at < $1", values![before]).await.map(drop)
}
