//! Codes to choose a new password with. Several may wait for one person: a letter that somebody else asked for must not
//! spoil the code that an admin handed over.

use domain::ids::{CompanyId, UserId};

use super::{Db, DbError, Tx, values};

/// Keeps a code, and forgets those of this person that are too old.
pub async fn insert(
    tx: &mut Tx,
    (company, user): (CompanyId, UserId),
    code_hash: &str,
    now: i64,
    expires_at: i64,
) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM reset_codes WHERE company_id = $1 AND user_id = $2 AND expires_at <= $3",
        values![company.0, user.0, now],
    )
    .await?;
    tx.execute(
        "INSERT INTO reset_codes (company_id, user_id, code_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        values![company.0, user.0, code_hash, now, expires_at],
    )
    .await
    .map(drop)
}

/// When the newest code of a person that still stands was made.
pub async fn newest(tx: &mut Tx, company: CompanyId, user: UserId) -> Result<Option<i64>, DbError> {
    let sql = "SELECT MAX(created_at) AS at FROM reset_codes WHERE company_id = $1 AND user_id = $2";
    tx.one(sql, values![company.0, user.0]).await?.map_or(Ok(None), |row| row.maybe_int("at"))
}

/// Whether the person has such a code that is good.
pub async fn is_good(db: &Db, company: CompanyId, user: UserId, code_hash: &str, now: i64) -> Result<bool, DbError> {
    let sql = "SELECT expires_at FROM reset_codes \
         WHERE company_id = $1 AND user_id = $2 AND code_hash = $3 AND expires_at > $4";
    Ok(db.one(sql, values![company.0, user.0, code_hash, now]).await?.is_some())
}

/// Uses a code up; `false`: it was used meanwhile, or is too old.
pub async fn spend(
    tx: &mut Tx,
    (company, user): (CompanyId, UserId),
    code_hash: &str,
    now: i64,
) -> Result<bool, DbError> {
    let sql = "DELETE FROM reset_codes WHERE company_id = $1 AND user_id = $2 AND code_hash = $3 AND expires_at > $4";
    Ok(tx.execute(sql, values![company.0, user.0, code_hash, now]).await? == 1)
}

/// Forgets every code of a person.
pub async fn forget(tx: &mut Tx, company: CompanyId, user: UserId) -> Result<(), DbError> {
    let sql = "DELETE FROM reset_codes WHERE company_id = $1 AND user_id = $2";
    tx.execute(sql, values![company.0, user.0]).await.map(drop)
}
