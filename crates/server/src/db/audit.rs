//! What was done to accounts and sessions. Append-only. Secrets, tokens and codes never stand here.

use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

use super::{DbError, Tx, values};

/// One line.
pub struct Entry<'a> {
    /// The company.
    pub company: CompanyId,
    /// Who did it, when somebody signed in did.
    pub user: Option<UserId>,
    /// From where.
    pub address: &'a str,
    /// What, as a stable name.
    pub event: &'static str,
    /// On what.
    pub detail: String,
}

/// Writes a line.
pub async fn write(tx: &mut Tx, entry: Entry<'_>, now: i64) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO audit (company_id, id, at, user_id, address, event, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            entry.company.0,
            Uuid::now_v7(),
            now,
            entry.user.map(|u| u.0),
            entry.address,
            entry.event,
            entry.detail
        ],
    )
    .await?;
    Ok(())
}
