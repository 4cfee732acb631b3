//! Ending sessions from elsewhere: a phone that was lost, a computer somebody forgot to sign out of.

use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

use super::AccountError;
use crate::clock;
use crate::db::{Db, Tx, audit, sessions, sign_ins};

/// Whose sessions, who ends them, and from where.
#[derive(Clone, Copy)]
pub struct Ending<'a> {
    /// The company.
    pub company: CompanyId,
    /// Whose.
    pub user: UserId,
    /// Who ends them.
    pub by: UserId,
    /// From where.
    pub address: &'a str,
}

/// Ends one session.
pub async fn one(db: &Db, ending: Ending<'_>, session: Uuid) -> Result<(), AccountError> {
    let now = clock::now();
    let mut tx = db.begin().await?;
    if !sessions::revoke_of(&mut tx, (ending.company, ending.user), session, "ended", now).await? {
        return Err(AccountError::NotFound);
    }
    note(&mut tx, ending, "one", now).await?;
    Ok(tx.commit().await?)
}

/// Ends every session but `keep`.
pub async fn all(db: &Db, ending: Ending<'_>, keep: Option<Uuid>) -> Result<(), AccountError> {
    let now = clock::now();
    let mut tx = db.begin().await?;
    let ended = sessions::revoke_all(&mut tx, (ending.company, ending.user), keep, "ended", now).await?;
    if ended > 0 {
        note(&mut tx, ending, &ended.to_string(), now).await?;
    }
    Ok(tx.commit().await?)
}

async fn note(tx: &mut Tx, ending: Ending<'_>, which: &str, now: i64) -> Result<(), AccountError> {
    let Ending { company, user, by, address } = ending;
    let detail = sign_ins::about(user, which);
    let entry = audit::Entry { company, user: Some(by), address, event: sign_ins::SESSION_ENDED, detail };
    Ok(audit::write(tx, entry, now).await?)
}
