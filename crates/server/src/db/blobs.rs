//! Bytes that are stored, and which photos need which bytes.

use domain::ids::CompanyId;

use super::{Db, DbError, values};

/// Stored bytes.
#[derive(Clone, Debug)]
pub struct Blob {
    /// The hash that the server computed.
    pub sha256: String,
    /// How many.
    pub size: u64,
    /// What they are, as the bytes say.
    pub mime: String,
}

/// Notes that bytes are stored. They are, by now.
pub async fn insert(db: &Db, company: CompanyId, blob: &Blob, now: i64) -> Result<(), DbError> {
    db.execute(
        "INSERT INTO blobs (company_id, sha256, size, mime, stored_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (company_id, sha256) DO NOTHING",
        values![company.0, &blob.sha256, blob.size, &blob.mime, now],
    )
    .await
    .map(drop)
}

/// The bytes with this hash, in this company only: that another company has them too is nobody's business.
pub async fn find(db: &Db, company: CompanyId, sha256: &str) -> Result<Option<Blob>, DbError> {
    let row = db
        .one("SELECT sha256, size, mime FROM blobs WHERE company_id = $1 AND sha256 = $2", values![company.0, sha256])
        .await?;
    let Some(r) = row else { return Ok(None) };
    Ok(Some(Blob { sha256: r.text("sha256")?, size: r.count("size")?, mime: r.text("mime")? }))
}
