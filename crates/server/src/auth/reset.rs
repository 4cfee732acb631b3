//! Forgotten passwords: a one-time code by letter or out of an admin's hand, and the new password that it is good for.

use std::sync::Arc;

use domain::ids::{CompanyId, UserId};
use protocol::account::{ResetCode, ResetRequest};

use super::sign_in::{Place, SignIn, bad_code, changed_meanwhile, enter, refuse_locked, tell_failed, tidy};
use super::telling::Telling;
use super::{AccountError, second_factor, set_up_code, throttle, who};
use crate::app::App;
use crate::clock::{self, DAY, HOUR, MINUTE};
use crate::db::accounts;
use crate::db::attempts::Attempt;
use crate::db::{Db, audit, companies, reset_codes, sessions, sign_ins};
use crate::error::AppError;
use crate::letters;

/// For how long a code in a letter is good, in milliseconds.
const BY_LETTER: i64 = HOUR;
/// For how long a code is good that an admin hands over, in milliseconds.
const BY_HAND: i64 = DAY;
/// A person gets no second letter sooner, whoever asks for it from wherever.
const BETWEEN_LETTERS: i64 = 5 * MINUTE;

/// Asks for a letter. The answer is the same, and comes as soon, whether or not there is such an account: the rest
/// happens behind it.
pub async fn forgot(app: &Arc<App>, login: &str, address: &str) -> Result<(), AppError> {
    let login = tidy(login);
    let counted_as = format!("forgot {login}");
    throttle::count(&app.db, Attempt { login: &counted_as, address }).await?;
    let (app, address) = (Arc::clone(app), address.to_owned());
    tokio::spawn(async move {
        // What fails in there is in the log by then, and the person asks again.
        let _ = write_to(&app, &login, &address).await;
    });
    Ok(())
}

async fn write_to(app: &App, login: &str, address: &str) -> Result<(), AppError> {
    let Some(known) = who::find(app, login).await?.filter(|known| !known.locked) else { return Ok(()) };
    let (company, user) = (known.account.company, known.account.user);
    let (person, company_name) = who::rows(app, company, user).await?;
    let Some(person) = person.filter(|person| person.active && !person.email.is_empty()) else { return Ok(()) };
    let code = set_up_code::fresh().map_err(|e| AppError::internal(&e))?;
    let login = letters::login_at(&known.account.login, companies::named(&app.db, company).await?);
    let words = letters::Code {
        to: &person.email,
        company_name: &company_name,
        login: &login,
        code: &code,
        link: app.mail.public_url(),
    };
    let now = clock::now();
    let mut tx = app.db.begin().await?;
    let is_early = |at| now - at < BETWEEN_LETTERS;
    if !accounts::hold(&mut tx, &known.account).await?
        || reset_codes::newest(&mut tx, company, user).await?.is_some_and(is_early)
        || !app.mail.queue(&mut tx, &letters::reset(company, &words), now).await?
    {
        return Ok(());
    }
    reset_codes::insert(&mut tx, (company, user), &set_up_code::hash(&code), now, now + BY_LETTER).await?;
    let detail = sign_ins::about(user, "by letter");
    audit::write(&mut tx, audit::Entry { company, user: None, address, event: sign_ins::RESET_ASKED, detail }, now)
        .await?;
    tx.commit().await?;
    app.mail.look();
    Ok(())
}

/// Makes a code that is handed over. `by` is the admin, nobody on the command line.
pub async fn issue(
    db: &Db,
    (company, user): (CompanyId, UserId),
    by: Option<UserId>,
    address: &str,
) -> Result<ResetCode, AccountError> {
    let known = accounts::of(db, company, user).await?.ok_or(AccountError::NotFound)?;
    let code = set_up_code::fresh()?;
    let now = clock::now();
    let expires_at = now + BY_HAND;
    let mut tx = db.begin().await?;
    if known.locked || !accounts::hold(&mut tx, &known.account).await? {
        return Err(AccountError::Locked);
    }
    reset_codes::insert(&mut tx, (company, user), &set_up_code::hash(&code), now, expires_at).await?;
    let detail = sign_ins::about(user, "");
    audit::write(&mut tx, audit::Entry { company, user: by, address, event: sign_ins::RESET_ISSUED, detail }, now)
        .await?;
    tx.commit().await?;
    Ok(ResetCode { code, expires_at })
}

/// Chooses a new password by code, ends every session of the person, and signs in. A second factor is asked for as at
/// any sign-in: a mailbox that was broken into is not enough.
pub async fn by_code(app: &Arc<App>, request: ResetRequest, address: &str) -> Result<SignIn, AppError> {
    let login = tidy(&request.login);
    let attempt = Attempt { login: &login, address };
    throttle::count(&app.db, attempt).await?;
    let known = who::find(app, &login).await?.ok_or_else(bad_code)?;
    let (company, user) = (known.account.company, known.account.user);
    let code = set_up_code::hash(&request.code);
    if !reset_codes::is_good(&app.db, company, user, &code, clock::now()).await? {
        tell_failed(app, &known.account, address, "wrong reset code");
        return Err(bad_code());
    }
    // Whoever has the code may try passwords: only wrong codes count.
    throttle::clear(&app.db, attempt).await?;
    refuse_locked(&known)?;
    let who = who::person(app, company, user).await?;
    app.passwords.check(&request.password, who::about(&who)).await?;
    let proof = second_factor::asked(app, &known, request.second_factor.as_deref()).await?;
    let hash = app.passwords.hash(request.password).await?;
    let now = clock::now();
    let telling = Telling::of(app, (company, user), letters::password_changed).await?;
    let mut tx = app.db.begin().await?;
    if !accounts::hold(&mut tx, &known.account).await? {
        return Err(changed_meanwhile());
    }
    if !reset_codes::spend(&mut tx, (company, user), &code, now).await? {
        return Err(bad_code());
    }
    accounts::set_password(&mut tx, &known.account, &hash).await?;
    reset_codes::forget(&mut tx, company, user).await?;
    let _changing = app.known_sessions.while_changing(company);
    sessions::revoke_all(&mut tx, (company, user), None, "password_reset", now).await?;
    second_factor::spend(app, &mut tx, &known.account, proof.as_ref(), address).await?;
    let place = Place { device: request.device, name: &request.device_name, address };
    let signed_in = enter(app, &mut tx, &who, place, sign_ins::PASSWORD_RESET).await?;
    telling.queue(&mut tx, now).await?;
    tx.commit().await?;
    telling.send();
    second_factor::forgive(app, proof).await?;
    Ok(signed_in)
}
