//! Uploads that are under way. The bytes are in the spool; which bytes, depends on whose spool it is.

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
    /// How many bytes are durable in the spool from which it is seen.
    pub received: u64,
}

/// What is read of an upload, seen from the spool `$1`. Where no spool has said anything yet, an older build counted for
/// the only one there was.
const COLUMNS: &str = "u.company_id, u.id, u.user_id, u.sha256, u.size, u.mime, COALESCE(\
    (SELECT s.received FROM spooled s WHERE s.company_id = u.company_id AND s.upload_id = u.id AND s.spool_id = $1), \
    CASE WHEN EXISTS (SELECT 1 FROM spooled s WHERE s.company_id = u.company_id AND s.upload_id = u.id) \
    THEN 0 ELSE u.received END) AS received";

/// Starts an upload, or answers the one that this person has already started for these bytes.
pub async fn start(db: &Db, spool: Uuid, new: Upload, now: i64) -> Result<Upload, DbError> {
    db.execute(
        "INSERT INTO uploads (company_id, id, user_id, sha256, size, mime, received, at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7) \
         ON CONFLICT (company_id, user_id, sha256) DO NOTHING",
        values![new.company.0, new.id, new.user.0, &new.sha256, new.size, &new.mime, now],
    )
    .await?;
    let sql = sqlx::AssertSqlSafe(format!(
        "SELECT {COLUMNS} FROM uploads u WHERE u.company_id = $2 AND u.user_id = $3 AND u.sha256 = $4"
    ));
    let row = db.one(sql, values![spool, new.company.0, new.user.0, &new.sha256]).await?;
    row.as_ref().map_or(Ok(new), read)
}

/// The upload.
pub async fn find(db: &Db, spool: Uuid, company: CompanyId, id: Uuid) -> Result<Option<Upload>, DbError> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM uploads u WHERE u.company_id = $2 AND u.id = $3"));
    db.one(sql, values![spool, company.0, id]).await?.as_ref().map(read).transpose()
}

/// Whether any upload has this identifier: what is in the spool under another is nobody's.
pub async fn is_known(db: &Db, id: Uuid) -> Result<bool, DbError> {
    Ok(db.one("SELECT 1 AS yes FROM uploads WHERE id = $1", values![id]).await?.is_some())
}

/// Notes how many bytes are durable in a spool; `false`: the upload has ended meanwhile, on another server.
pub async fn advance(db: &Db, spool: Uuid, upload: &Upload, received: u64, now: i64) -> Result<bool, DbError> {
    let mut tx = db.begin().await?;
    let known = tx
        .execute(
            "UPDATE uploads SET received = $3, at = $4 WHERE company_id = $1 AND id = $2",
            values![upload.company.0, upload.id, received, now],
        )
        .await?;
    if known == 0 {
        tx.commit().await?;
        return Ok(false);
    }
    tx.execute(
        "INSERT INTO spooled (company_id, upload_id, spool_id, received) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (company_id, upload_id, spool_id) DO UPDATE SET received = excluded.received",
        values![upload.company.0, upload.id, spool, received],
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// Forgets an upload.
pub async fn remove(db: &Db, company: CompanyId, id: Uuid) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    // In the order in which `advance` takes their locks.
    tx.execute("DELETE FROM uploads WHERE company_id = $1 AND id = $2", values![company.0, id]).await?;
    tx.execute("DELETE FROM spooled WHERE company_id = $1 AND upload_id = $2", values![company.0, id]).await?;
    tx.commit().await
}

/// Uploads that nobody has touched since `before`.
pub async fn abandoned(db: &Db, spool: Uuid, before: i64) -> Result<Vec<Upload>, DbError> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM uploads u WHERE u.at < $2"));
    db.all(sql, values![spool, before]).await?.iter().map(read).collect()
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
