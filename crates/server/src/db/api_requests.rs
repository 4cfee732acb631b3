//! Writing requests of other programs that carry a key of their own: what was asked under which key.

use domain::ids::CompanyId;
use uuid::Uuid;

use super::{Db, DbError, Tx, values};

/// The hash of what was asked under this key before.
pub async fn find(tx: &mut Tx, company: CompanyId, key: Uuid) -> Result<Option<String>, DbError> {
    let sql = "SELECT content_hash FROM api_requests WHERE company_id = $1 AND id = $2";
    tx.one(sql, values![company.0, key]).await?.map(|row| row.text("content_hash")).transpose()
}

/// Remembers what was asked.
pub async fn insert(tx: &mut Tx, company: CompanyId, key: Uuid, hash: &str, now: i64) -> Result<(), DbError> {
    let sql = "INSERT INTO api_requests (company_id, id, content_hash, at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, values![company.0, key, hash, now]).await.map(drop)
}

/// Forgets requests that nobody repeats any more.
pub async fn sweep(db: &Db, before: i64) -> Result<(), DbError> {
    db.execute("DELETE FROM api_requests WHERE at < $1", values![before]).await.map(drop)
}
