//! Bytes that are stored, and which photos need which bytes.

use std::collections::HashSet;

use domain::ids::CompanyId;
use sqlx::AssertSqlSafe;

use super::pieces::{pieces, places};
use super::{Db, DbError, Record, Value, values};

/// Rows that are read at a time.
const PAGE: u64 = 500;

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
    row.as_ref().map(read).transpose()
}

/// The next stored bytes of all companies, after these; some, or none when there are no more.
pub async fn page(db: &Db, after: Option<&(CompanyId, String)>) -> Result<Vec<(CompanyId, Blob)>, DbError> {
    let (company, sha256) = after.map_or_else(Default::default, |(c, sha256)| (c.to_string(), sha256.clone()));
    let sql = "SELECT company_id, sha256, size, mime FROM blobs WHERE (company_id, sha256) > ($1, $2) \
         ORDER BY company_id, sha256 LIMIT $3";
    let rows = db.all(sql, values![company, sha256, PAGE]).await?;
    rows.iter().map(|r| Ok((CompanyId(r.uuid("company_id")?), read(r)?))).collect()
}

/// How many stored bytes there are, of all companies.
pub async fn count(db: &Db) -> Result<u64, DbError> {
    let row = db.one("SELECT COUNT(*) AS n FROM blobs", vec![]).await?;
    row.map_or(Ok(0), |r| r.count("n"))
}

/// Which of these hashes a company has bytes of.
pub async fn known(db: &Db, company: CompanyId, hashes: &[String]) -> Result<HashSet<String>, DbError> {
    let mut known = HashSet::new();
    for hashes in pieces(hashes) {
        let sql =
            format!("SELECT sha256 FROM blobs WHERE company_id = $1 AND sha256 IN {}", places(2, 1, hashes.len()));
        let mut values = values![company.0];
        values.extend(hashes.iter().map(Value::from));
        for row in db.all(AssertSqlSafe(sql), values).await? {
            known.insert(row.text("sha256")?);
        }
    }
    Ok(known)
}

fn read(r: &Record) -> Result<Blob, DbError> {
    Ok(Blob { sha256: r.text("sha256")?, size: r.count("size")?, mime: r.text("mime")? })
}
