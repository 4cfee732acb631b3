//! Uploads that are under way. The bytes are in the spool.

use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

use super::{Db, DbError, Record, values};

/// An upload.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The company.
    pub company: CompanyId,
    /// Its identifier.
    pub id: Uuid,
    /// Whose.
    pub user: UserId,
    /// The announced hash.
    pub sha256: String,
    /// The announced size.
    pub size: u64,
    /// The announced media type.
    pub mime: String,
    /// How many bytes are durable.
    pub received: u64,
}

const COLUMNS: &str = "company_id, id, user_id, sha256, size, mime, received";

/// Starts an upload, or answers the one that this person has already started for these bytes.
pub async fn start(db: &Db, new: Upload, now: i64) -> Result<Upload, DbError> {
    db.execute(
        "INSERT INTO uploads (company_id, id, user_id, sha256, size, mime, received, at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7) \
         ON CONFLICT (company_id, user_id, sha256) DO NOTHING",
        values![new.company.0, new.id, new.user.0, &new.sha256, new.size, &new.mime, now],
    )
    .await?;
    let sql = sqlx::AssertSqlSafe(format!(
        "SELECT {COLUMNS} FROM uploads WHERE company_id = $1 AND user_id = $2 AND sha256 = $3"
    ));
    let row = db.one(sql, values![new.company.0, new.user.0, &new.sha256]).await?;
    row.as_ref().map_or(Ok(new), read)
}

/// The upload.
pub async fn find(db: &Db, company: CompanyId, id: Uuid) -> Result<Option<Upload>, DbError> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM uploads WHERE company_id = $1 AND id = $2"));
    db.one(sql, values![company.0, id]).await?.as_ref().map(read).transpose()
}

/// Notes how many bytes are durable.
pub async fn advance(db: &Db, upload: &Upload, received: u64, now: i64) -> Result<(), DbError> {
    db.execute(
        "UPDATE uploads SET received = $3, at = $4 WHERE company_id = $1 AND id = $2",
        values![upload.company.0, upload.id, received, now],
    )
    .await
    .map(drop)
}

/// Forgets an upload.
pub async fn remove(db: &Db, company: CompanyId, id: Uuid) -> Result<(), DbError> {
    db.execute("DELETE FROM uploads WHERE company_id = $1 AND id = $2", values![company.0, id]).await.map(drop)
}

/// Uploads that nobody has touched since `before`.
pub async fn abandoned(db: &Db, before: i64) -> Result<Vec<Upload>, DbError> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM uploads WHERE at < $1"));
    db.all(sql, values![before]).await?.iter().map(read).collect()
}

fn read(row: &Record) -> Result<Upload, DbError> {
    Ok(Upload {
        company: CompanyId(row.uuid("company_id")?),
        id: row.uuid("id")?,
        user: UserId(row.uuid("user_id")?),
        sha256: row.text("sha256")?,
        size: row.count("size")?,
        mime: row.text("mime")?,
        received: row.count("received")?,
    })
}
