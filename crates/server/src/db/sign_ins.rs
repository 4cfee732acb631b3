//! The part of the audit that tells of accounts: the names of what happens to them, and reading it. It is written by
//! [`super::audit::write`] alone.
//!
//! What somebody does with the own account names the account by who did it. What is done to an account by somebody
//! else, or by nobody who is signed in, names it at the head of the detail: see [`about`].

use domain::ids::{CompanyId, UserId};
use protocol::account::{SIGN_INS_PAGE, SignInEvent, SignIns};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{Db, DbError, Record, values};

/// Signed in by password.
pub const SIGNED_IN: &str = "signed_in";
/// Signed out.
pub const SIGNED_OUT: &str = "signed_out";
/// Chose the first password.
pub const SET_UP: &str = "set_up";
/// Chose a new password with a reset code.
pub const PASSWORD_RESET: &str = "password_reset";
/// Changed the password.
pub const PASSWORD_CHANGED: &str = "password_changed";
/// Switched a second factor on.
pub const SECOND_FACTOR_ON: &str = "second_factor_on";
/// Used a recovery code.
pub const RECOVERY_CODE_USED: &str = "recovery_code_used";
/// A refresh token came twice.
pub const REFRESH_TOKEN_REUSED: &str = "refresh_token_reused";

/// Somebody gave a wrong password or code.
pub const SIGN_IN_FAILED: &str = "sign_in_failed";
/// The account was made.
pub const INVITED: &str = "invited";
/// A letter with a reset code was asked for.
pub const RESET_ASKED: &str = "reset_asked";
/// An admin made a reset code.
pub const RESET_ISSUED: &str = "reset_issued";
/// A second factor was switched off.
pub const SECOND_FACTOR_OFF: &str = "second_factor_off";
/// The account was locked.
pub const LOCKED: &str = "locked";
/// The account was unlocked.
pub const UNLOCKED: &str = "unlocked";
/// A session, or several, were ended.
pub const SESSION_ENDED: &str = "session_ended";

const OWN: [&str; 8] = [
    SIGNED_IN,
    SIGNED_OUT,
    SET_UP,
    PASSWORD_RESET,
    PASSWORD_CHANGED,
    SECOND_FACTOR_ON,
    RECOVERY_CODE_USED,
    REFRESH_TOKEN_REUSED,
];
const ABOUT: [&str; 8] =
    [SIGN_IN_FAILED, INVITED, RESET_ASKED, RESET_ISSUED, SECOND_FACTOR_OFF, LOCKED, UNLOCKED, SESSION_ENDED];

/// How long an identifier is as text.
const ID: usize = 36;

/// The detail of what is done to `user`'s account.
pub fn about(user: UserId, words: &str) -> String {
    format!("{} {words}", user.0)
}

/// What happened to one account or all of a company, the newest first, before the entry `before`.
pub async fn page(db: &Db, company: CompanyId, user: Option<UserId>, before: Option<Uuid>) -> Result<SignIns, DbError> {
    let (own, about) = (list(&OWN), list(&ABOUT));
    // Identifiers are of version 7: their order is that of time.
    let sql = format!(
        "SELECT id, at, user_id, address, event, detail FROM audit WHERE company_id = $1 AND id < $2 AND \
         {} AND ((event IN ({own}) AND user_id IS NOT NULL AND ($3 = '' OR user_id = $3)) \
          OR (event IN ({about}) AND ($3 = '' OR substr(detail, 1, {ID}) = $3))) ORDER BY id DESC LIMIT $4",
        super::audit::BESIDE_EDITS
    );
    let whose = user.map(|u| u.0.to_string()).unwrap_or_default();
    let values = values![company.0, before.unwrap_or(Uuid::max()), whose, SIGN_INS_PAGE + 1];
    let found = db.all(AssertSqlSafe(sql), values).await?;
    let on_page = found.len().min(SIGN_INS_PAGE as usize);
    let events = found[..on_page].iter().map(read).collect::<Result<_, _>>()?;
    Ok(SignIns { events, more: found.len() > on_page })
}

fn read(row: &Record) -> Result<SignInEvent, DbError> {
    let (event, detail) = (row.text("event")?, row.text("detail")?);
    let by = row.maybe_uuid("user_id")?.map(UserId);
    let (user, detail) = if ABOUT.contains(&event.as_str()) {
        let (id, words) = detail.split_at_checked(ID).ok_or(DbError::Corrupt("detail"))?;
        (UserId(id.parse().map_err(|_| DbError::Corrupt("detail"))?), words.trim_start().to_owned())
    } else {
        (by.ok_or(DbError::Corrupt("user_id"))?, detail)
    };
    Ok(SignInEvent { id: row.uuid("id")?, at: row.int("at")?, user, by, address: row.text("address")?, event, detail })
}

fn list(events: &[&str]) -> String {
    events.iter().map(|event| format!("'{event}'")).collect::<Vec<_>>().join(", ")
}
