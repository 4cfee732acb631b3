//! Authenticators and recovery codes. The secret is sealed, codes are hashes; what is good once is used up by one
//! statement, so that two requests at once cannot both have it.

use domain::ids::{CompanyId, UserId};

use super::{DbError, Tx, values};

/// Whose.
pub type Whose = (CompanyId, UserId);

/// An authenticator.
pub struct SecondFactor {
    /// The sealed secret.
    pub secret: String,
    /// It counts.
    pub confirmed: bool,
}

/// Keeps the secret of a new one, in the place of one that was never confirmed; `false`: there is one that counts.
pub async fn begin(tx: &mut Tx, (company, user): Whose, secret: &str, now: i64) -> Result<bool, DbError> {
    let sql = "INSERT INTO second_factors (company_id, user_id, secret, last_step, created_at) VALUES ($1, $2, $3, 0, $4) \
         ON CONFLICT (company_id, user_id) DO UPDATE SET secret = excluded.secret, last_step = 0, \
         created_at = excluded.created_at WHERE second_factors.confirmed_at IS NULL";
    Ok(tx.execute(sql, values![company.0, user.0, secret, now]).await? == 1)
}

/// The one of a person, held until the transaction ends.
pub async fn hold(tx: &mut Tx, (company, user): Whose) -> Result<Option<SecondFactor>, DbError> {
    let sql = "SELECT secret, confirmed_at FROM second_factors WHERE company_id = $1 AND user_id = $2";
    let row = tx.lock_one(sql, values![company.0, user.0]).await?;
    row.map(|r| Ok(SecondFactor { secret: r.text("secret")?, confirmed: r.maybe_int("confirmed_at")?.is_some() }))
        .transpose()
}

/// From now on it counts.
pub async fn confirm(tx: &mut Tx, (company, user): Whose, now: i64) -> Result<(), DbError> {
    let sql = "UPDATE second_factors SET confirmed_at = $3 WHERE company_id = $1 AND user_id = $2";
    tx.execute(sql, values![company.0, user.0, now]).await.map(drop)
}

/// Uses a step up; `false`: it or a later one was used (RFC 6238, section 5.2).
pub async fn spend_step(tx: &mut Tx, (company, user): Whose, step: u64) -> Result<bool, DbError> {
    let sql = "UPDATE second_factors SET last_step = $3 WHERE company_id = $1 AND user_id = $2 AND last_step < $3";
    Ok(tx.execute(sql, values![company.0, user.0, step]).await? == 1)
}

/// Keeps recovery codes in the place of those that were there.
pub async fn put_recovery_codes(tx: &mut Tx, (company, user): Whose, hashes: &[String]) -> Result<(), DbError> {
    forget_recovery_codes(tx, (company, user)).await?;
    for hash in hashes {
        let sql = "INSERT INTO recovery_codes (company_id, user_id, code_hash) VALUES ($1, $2, $3)";
        tx.execute(sql, values![company.0, user.0, hash]).await?;
    }
    Ok(())
}

/// Uses a recovery code up; `false`: there is none, or it was used.
pub async fn spend_recovery_code(tx: &mut Tx, (company, user): Whose, hash: &str, now: i64) -> Result<bool, DbError> {
    let sql = "UPDATE recovery_codes SET used_at = $4 \
         WHERE company_id = $1 AND user_id = $2 AND code_hash = $3 AND used_at IS NULL";
    Ok(tx.execute(sql, values![company.0, user.0, hash, now]).await? == 1)
}

/// Takes it away with its recovery codes; `false`: there was none that counts.
pub async fn end(tx: &mut Tx, (company, user): Whose) -> Result<bool, DbError> {
    forget_recovery_codes(tx, (company, user)).await?;
    let sql = "DELETE FROM second_factors WHERE company_id = $1 AND user_id = $2 AND confirmed_at IS NOT NULL";
    Ok(tx.execute(sql, values![company.0, user.0]).await? == 1)
}

async fn forget_recovery_codes(tx: &mut Tx, (company, user): Whose) -> Result<(), DbError> {
    let sql = "DELETE FROM recovery_codes WHERE company_id = $1 AND user_id = $2";
    tx.execute(sql, values![company.0, user.0]).await.map(drop)
}
