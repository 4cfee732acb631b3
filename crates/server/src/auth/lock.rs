//! Locked accounts: whoever is locked cannot sign in, and is out at once. What waits on their phones stays there.

use domain::Entity;
use domain::ids::{CompanyId, UserId};
use domain::people::{Role, User};
use sync::server::{PushTx, ServerStore};

use super::AccountError;
use crate::clock;
use crate::db::{accounts, audit, reset_codes, sessions, sign_ins};
use crate::sync_store::{SqlStore, SqlTx};

/// How long a reason may be, in characters.
const REASON: usize = 200;

/// Locks an account and ends its sessions. `by` is the admin, nobody on the command line. One that is locked stays so.
pub async fn lock(
    store: &SqlStore,
    (company, user): (CompanyId, UserId),
    by: Option<UserId>,
    reason: &str,
    address: &str,
) -> Result<(), AccountError> {
    if by == Some(user) {
        return Err(AccountError::Own);
    }
    let now = clock::now();
    let reason: String = reason.trim().chars().filter(|c| !c.is_control()).take(REASON).collect();
    // The company's transaction: two admins who lock each other take turns, and roles stay as they are meanwhile.
    let mut tx = store.begin(company).await?;
    leave_an_admin(&mut tx, company, user).await?;
    let database = tx.database();
    if accounts::lock(database, company, user, &reason, now).await? {
        sessions::revoke_all(database, (company, user), None, "locked", now).await?;
        reset_codes::forget(database, company, user).await?;
        let detail = sign_ins::about(user, &reason);
        audit::write(database, audit::Entry { company, user: by, address, event: sign_ins::LOCKED, detail }, now)
            .await?;
    }
    Ok(tx.commit().await?)
}

/// Unlocks an account. Its sessions stay ended.
pub async fn unlock(
    store: &SqlStore,
    (company, user): (CompanyId, UserId),
    by: Option<UserId>,
    address: &str,
) -> Result<(), AccountError> {
    let now = clock::now();
    let mut tx = store.begin(company).await?;
    let database = tx.database();
    if accounts::unlock(database, company, user).await? {
        let detail = sign_ins::about(user, "");
        audit::write(database, audit::Entry { company, user: by, address, event: sign_ins::UNLOCKED, detail }, now)
            .await?;
    }
    Ok(tx.commit().await?)
}

/// Refuses to lock somebody who is not there, and the last admin who can sign in.
async fn leave_an_admin(tx: &mut SqlTx, company: CompanyId, user: UserId) -> Result<(), AccountError> {
    let unlocked = accounts::unlocked(tx.database(), company).await?;
    let people = tx.all(Entity::User).await?;
    if !people.iter().any(|row| row.id == user.0) {
        return Err(AccountError::NotFound);
    }
    let mut admins = people.iter().filter(|row| {
        let is_admin = row.read().is_some_and(|person: User| person.active && person.role == Role::Admin);
        is_admin && unlocked.iter().any(|id| id.0 == row.id)
    });
    let is_last = admins.next().is_some_and(|row| row.id == user.0) && admins.next().is_none();
    if is_last { Err(AccountError::LastAdmin) } else { Ok(()) }
}
