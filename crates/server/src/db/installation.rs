//! What names this database, and the secret from which its keys are derived.

use uuid::Uuid;

use super::{Db, DbError, values};

/// The one row of `installation`.
#[derive(Clone)]
pub struct Installation {
    /// Changes when the database is made or restored.
    pub epoch: Uuid,
    /// 64 hexadecimal digits.
    pub secret: String,
}

/// Reads it; makes it with `fresh` when the database is new.
pub async fn read_or_make(db: &Db, fresh: Installation, now: i64) -> Result<Installation, DbError> {
    db.execute(
        "INSERT INTO installation (one, epoch, secret, created_at) VALUES (1, $1, $2, $3) ON CONFLICT (one) DO NOTHING",
        values![fresh.epoch, fresh.secret, now],
    )
    .await?;
    read(db).await
}

/// Reads it.
pub async fn read(db: &Db) -> Result<Installation, DbError> {
    let row = db.one("SELECT epoch, secret FROM installation WHERE one = 1", vec![]).await?;
    let row = row.ok_or(DbError::Corrupt("epoch"))?;
    Ok(Installation { epoch: row.uuid("epoch")?, secret: row.text("secret")? })
}

/// Gives the database another name: it was restored.
pub async fn rename(db: &Db, epoch: Uuid) -> Result<(), DbError> {
    db.execute("UPDATE installation SET epoch = $1 WHERE one = 1", values![epoch]).await.map(drop)
}
