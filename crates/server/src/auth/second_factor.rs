//! The second factor: an authenticator, and ten recovery codes for the day on which it is lost. Each step and each code
//! is good once (RFC 6238, section 5.2).
//!
//! Six digits are few: tries are counted per account, whatever address they come from, and only a right one forgets them.

use std::sync::Arc;

use domain::ids::{CompanyId, UserId};
use protocol::account::{NewSecondFactor, RecoveryCodes};
use protocol::error::ErrorCode;

use super::keys::{hex, mac};
use super::sign_in::tell_failed;
use super::telling::Telling;
use super::{AccountError, SignedIn, own_password, set_up_code, throttle, totp, who};
use crate::app::App;
use crate::clock;
use crate::db::accounts::{Account, Known};
use crate::db::attempts::Attempt;
use crate::db::{Db, Tx, audit, second_factors, sign_ins};
use crate::error::AppError;
use crate::letters;
use crate::sealed;

/// How many recovery codes there are.
const CODES: usize = 10;

/// A code that was given with a password that was right. It is counted already.
pub(super) struct Proof {
    text: String,
    counted_as: String,
}

/// What was given of a second factor, where there is one; refused when nothing was.
pub(super) async fn asked(app: &App, known: &Known, given: Option<&str>) -> Result<Option<Proof>, AppError> {
    if !known.second_factor {
        return Ok(None);
    }
    let Some(given) = given.filter(|text| !text.trim().is_empty()) else {
        return Err(AppError::new(ErrorCode::SecondFactorNeeded, "send a code of the authenticator too"));
    };
    Ok(Some(count(app, known.account.user, given).await?))
}

/// Uses a code up, in the transaction of what it is for. Without one, nothing is to be done.
pub(super) async fn spend(
    app: &Arc<App>,
    tx: &mut Tx,
    account: &Account,
    proof: Option<&Proof>,
    address: &str,
) -> Result<(), AppError> {
    let Some(proof) = proof else { return Ok(()) };
    let (company, user, now) = (account.company, account.user, clock::now());
    if let Some(digits) = digits(&proof.text) {
        if step_is_good(app, tx, account, &digits, true).await? {
            return Ok(());
        }
    } else if second_factors::spend_recovery_code(tx, (company, user), &hash(app, user, &proof.text), now).await? {
        let entry = entry(account, address, sign_ins::RECOVERY_CODE_USED, String::new());
        return Ok(audit::write(tx, entry, now).await?);
    }
    tell_failed(app, account, address, "wrong second factor");
    Err(wrong())
}

/// Forgets the tries of whoever got it right.
pub(super) async fn forgive(app: &App, proof: Option<Proof>) -> Result<(), AppError> {
    if let Some(proof) = proof {
        throttle::clear(&app.db, Attempt { login: &proof.counted_as, address: "" }).await?;
    }
    Ok(())
}

/// Begins a second factor: a new secret, that counts once a code of it has come.
pub async fn begin(
    app: &Arc<App>,
    me: &SignedIn,
    password: String,
    address: &str,
) -> Result<NewSecondFactor, AppError> {
    own_password::require(app, me, password, address).await?;
    let who = who::person(app, me.company, me.user).await?;
    let secret = totp::fresh_secret().map_err(|e| AppError::internal(&e))?;
    let url = totp::url(&secret, &who.company_name, &who.login).unwrap_or_default();
    let purpose = purpose(me.user);
    let place = sealed::Place { company: me.company, purpose: &purpose };
    let sealed = sealed::seal(&app.keys.sealed, place, &secret).map_err(|e| AppError::internal(&e))?;
    let mut tx = app.db.begin().await?;
    if !second_factors::begin(&mut tx, (me.company, me.user), &sealed, clock::now()).await? {
        return Err(AppError::new(ErrorCode::Conflict, "there is a second factor; end it first"));
    }
    tx.commit().await?;
    Ok(NewSecondFactor { secret, url })
}

/// From a right code on, the second factor that was begun counts.
pub async fn confirm(app: &Arc<App>, me: &SignedIn, code: &str, address: &str) -> Result<RecoveryCodes, AppError> {
    let known = own_password::known(app, me).await?;
    let proof = count(app, me.user, code).await?;
    let fresh = || (0..CODES).map(|_| set_up_code::fresh()).collect::<Result<Vec<_>, _>>();
    let codes = fresh().map_err(|e| AppError::internal(&e))?;
    let hashes: Vec<String> = codes.iter().map(|code| hash(app, me.user, code)).collect();
    let (whose, now) = ((me.company, me.user), clock::now());
    let mut tx = app.db.begin().await?;
    let right = match digits(&proof.text) {
        Some(digits) => step_is_good(app, &mut tx, &known.account, &digits, false).await?,
        None => false,
    };
    if !right {
        return Err(wrong());
    }
    // A company that asks for one lets its admin in from this moment on.
    let _changing = app.known_sessions.while_changing(me.company);
    second_factors::confirm(&mut tx, whose, now).await?;
    second_factors::put_recovery_codes(&mut tx, whose, &hashes).await?;
    audit::write(&mut tx, entry(&known.account, address, sign_ins::SECOND_FACTOR_ON, String::new()), now).await?;
    tx.commit().await?;
    forgive(app, Some(proof)).await?;
    Ok(RecoveryCodes { codes })
}

/// Switches the own second factor off, by password and code.
pub async fn end(app: &Arc<App>, me: &SignedIn, password: String, code: &str, address: &str) -> Result<(), AppError> {
    let known = own_password::require(app, me, password, address).await?;
    let Some(proof) = asked(app, &known, Some(code)).await? else { return Ok(()) };
    let (whose, now) = ((me.company, me.user), clock::now());
    let telling = Telling::of(app, whose, letters::second_factor_off).await?;
    let mut tx = app.db.begin().await?;
    spend(app, &mut tx, &known.account, Some(&proof), address).await?;
    let _changing = app.known_sessions.while_changing(me.company);
    second_factors::end(&mut tx, whose).await?;
    let detail = sign_ins::about(me.user, "");
    audit::write(&mut tx, entry(&known.account, address, sign_ins::SECOND_FACTOR_OFF, detail), now).await?;
    telling.queue(&mut tx, now).await?;
    tx.commit().await?;
    telling.send();
    forgive(app, Some(proof)).await
}

/// Switches somebody's second factor off, for whoever lost the authenticator and the codes. `by` is the admin, nobody on
/// the command line. Without one, nothing is to be done.
pub async fn take_away(
    db: &Db,
    (company, user): (CompanyId, UserId),
    by: Option<UserId>,
    address: &str,
    telling: &Telling<'_>,
) -> Result<(), AccountError> {
    crate::db::accounts::of(db, company, user).await?.ok_or(AccountError::NotFound)?;
    let mut tx = db.begin().await?;
    if second_factors::end(&mut tx, (company, user)).await? {
        let detail = sign_ins::about(user, "by an admin");
        let entry = audit::Entry { company, user: by, address, event: sign_ins::SECOND_FACTOR_OFF, detail };
        let now = clock::now();
        audit::write(&mut tx, entry, now).await?;
        telling.queue(&mut tx, now).await?;
        tx.commit().await?;
        telling.send();
        return Ok(());
    }
    Ok(tx.commit().await?)
}

/// Whether these digits are right and their step is new, of a second factor that counts or of one that was begun; the
/// step is used up.
async fn step_is_good(app: &App, tx: &mut Tx, account: &Account, digits: &str, counts: bool) -> Result<bool, AppError> {
    let whose = (account.company, account.user);
    let Some(factor) = second_factors::hold(tx, whose).await?.filter(|factor| factor.confirmed == counts) else {
        return Ok(false);
    };
    let purpose = purpose(account.user);
    let place = sealed::Place { company: account.company, purpose: &purpose };
    let secret = sealed::open(&app.keys.sealed, place, &factor.secret).map_err(|e| AppError::internal(&e))?;
    match totp::step(&secret, digits, clock::now()) {
        Some(step) => Ok(second_factors::spend_step(tx, whose, step).await?),
        None => Ok(false),
    }
}

async fn count(app: &App, user: UserId, given: &str) -> Result<Proof, AppError> {
    let counted_as = format!("second factor {}", user.0);
    throttle::count(&app.db, Attempt { login: &counted_as, address: "" }).await?;
    Ok(Proof { text: given.to_owned(), counted_as })
}

/// Six digits, however they were typed; anything else is a recovery code.
fn digits(given: &str) -> Option<String> {
    let digits: String = given.chars().filter(|c| !c.is_whitespace()).collect();
    (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

fn hash(app: &App, user: UserId, code: &str) -> String {
    hex(&mac(&app.keys.recovery, format!("{} {}", user.0, set_up_code::plain(code)).as_bytes()))
}

fn purpose(user: UserId) -> String {
    format!("second factor {}", user.0)
}

fn entry<'a>(account: &Account, address: &'a str, event: &'static str, detail: String) -> audit::Entry<'a> {
    audit::Entry { company: account.company, user: Some(account.user), address, event, detail }
}

fn wrong() -> AppError {
    AppError::new(ErrorCode::BadSecondFactor, "the code is wrong or was used")
}
