//! Signing in: by password and by set-up code. Both end in the same answer, as do a reset and a refresh.

use std::sync::Arc;

use domain::ids::DeviceId;
use protocol::auth::{LoginRequest, Session as Answer, SetUpRequest, Who};
use protocol::error::ErrorCode;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::refresh::{self, Token};
use super::second_factor;
use super::{access, set_up_code, throttle, who};
use crate::app::App;
use crate::clock::{self, SECOND};
use crate::db::accounts::{self, Account, Known};
use crate::db::attempts::Attempt;
use crate::db::sessions::{self, Phone, Session};
use crate::db::{Tx, audit, sign_ins};
use crate::error::AppError;

pub use super::who::tidy;

/// Somebody has signed in: the answer, and the token for the cookie.
pub struct SignIn {
    /// The answer.
    pub answer: Answer,
    /// For the cookie.
    pub refresh: Token,
}

/// Where somebody signs in.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub device: DeviceId,
    pub name: &'a str,
    pub address: &'a str,
}

/// Signs in by password, and by second factor where there is one.
pub async fn by_password(app: &Arc<App>, request: LoginRequest, address: &str) -> Result<SignIn, AppError> {
    let login = tidy(&request.login);
    let attempt = Attempt { login: &login, address };
    let counted = throttle::count(&app.db, attempt).await?;
    let known = who::find(app, &login).await?;
    if let Some(known) =
        known.as_ref().filter(|k| k.account.password_hash.is_none() && k.account.set_up_code_hash.is_some())
    {
        tracing::info!(user = %known.account.user, "sign-in before set-up");
        return Err(AppError::new(ErrorCode::SetUpNeeded, "choose a password with the set-up code first"));
    }
    let hash = known.as_ref().and_then(|k| k.account.password_hash.clone());
    let right = app.passwords.verify(request.password, hash).await?;
    let known = match known {
        Some(known) if right => known,
        wrong => {
            if let Some(known) = wrong {
                tell_failed(app, &known.account, address, "wrong password");
            }
            return Err(AppError::new(ErrorCode::BadCredentials, "wrong user name or password"));
        }
    };
    refuse_locked(&known)?;
    let proof = match second_factor::asked(app, &known, request.second_factor.as_deref()).await {
        // The password was right, and no code was tried.
        Err(error) if error.code() == ErrorCode::SecondFactorNeeded => {
            throttle::forgive(&app.db, counted).await?;
            return Err(error);
        }
        other => other?,
    };
    let who = who::person(app, known.account.company, known.account.user).await?;
    let mut tx = app.db.begin().await?;
    if !accounts::hold(&mut tx, &known.account).await? {
        return Err(changed_meanwhile());
    }
    second_factor::spend(app, &mut tx, &known.account, proof.as_ref(), address).await?;
    let place = Place { device: request.device, name: &request.device_name, address };
    let signed_in = enter(app, &mut tx, &who, place, sign_ins::SIGNED_IN).await?;
    tx.commit().await?;
    throttle::clear(&app.db, attempt).await?;
    second_factor::forgive(app, proof).await?;
    Ok(signed_in)
}

/// Chooses the first password by set-up code, and signs in.
pub async fn by_set_up_code(app: &Arc<App>, request: SetUpRequest, address: &str) -> Result<SignIn, AppError> {
    let login = tidy(&request.login);
    let attempt = Attempt { login: &login, address };
    throttle::count(&app.db, attempt).await?;
    let known = who::find(app, &login).await?.ok_or_else(bad_code)?;
    let account = &known.account;
    let code = set_up_code::hash(&request.code);
    let right = account.set_up_code_hash.as_deref().is_some_and(|h| bool::from(h.as_bytes().ct_eq(code.as_bytes())));
    if !right || account.set_up_expires_at <= clock::now() {
        tell_failed(app, account, address, "wrong set-up code");
        return Err(bad_code());
    }
    // Whoever has the code may try passwords: only wrong codes count.
    throttle::clear(&app.db, attempt).await?;
    refuse_locked(&known)?;
    let who = who::person(app, account.company, account.user).await?;
    app.passwords.check(&request.password, who::about(&who)).await?;
    let hash = app.passwords.hash(request.password).await?;
    let mut tx = app.db.begin().await?;
    if !accounts::hold(&mut tx, account).await? || !accounts::set_up(&mut tx, account, &hash).await? {
        return Err(bad_code());
    }
    let place = Place { device: request.device, name: &request.device_name, address };
    let signed_in = enter(app, &mut tx, &who, place, sign_ins::SET_UP).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Starts a session and writes down how it came about: the last step of every sign-in, in its transaction.
pub(super) async fn enter(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    place: Place<'_>,
    event: &'static str,
) -> Result<SignIn, AppError> {
    let now = clock::now();
    let id = Uuid::new_v4();
    let token = Token::first(id).map_err(|e| AppError::internal(&e))?;
    let session = Session {
        company: who.company,
        id,
        user: who.user,
        generation: 1,
        token_hash: token.hash(),
        previous_hash: None,
        previous_until: 0,
        confirmed: false,
        expires_at: now + refresh::LIFE,
        revoked: false,
    };
    let Place { device, name, address } = place;
    let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
    sessions::insert(tx, &session, Phone { device, name: &name, address }, now).await?;
    let entry = audit::Entry { company: who.company, user: Some(who.user), address, event, detail: name };
    audit::write(tx, entry, now).await?;
    Ok(SignIn { answer: answer(app, &session, who.clone())?, refresh: token })
}

/// The answer to whoever is in this session.
pub(super) fn answer(app: &App, session: &Session, who: Who) -> Result<Answer, AppError> {
    let claims = access::Claims {
        company: session.company,
        user: session.user,
        session: session.id,
        generation: session.generation,
        expires_at: clock::now() + access::LIFE,
    };
    let access_token = access::write(&app.keys.access, &claims).map_err(|e| AppError::internal(&e))?;
    let expires_in = u32::try_from(access::LIFE / SECOND).unwrap_or(u32::MAX);
    Ok(Answer { access_token, expires_in, who })
}

/// Writes a failure down behind the answer: it takes time, and an unknown name has nothing to write.
pub(super) fn tell_failed(app: &Arc<App>, account: &Account, address: &str, why: &'static str) {
    let (app, company, user, address) = (Arc::clone(app), account.company, account.user, address.to_owned());
    tokio::spawn(async move {
        let detail = sign_ins::about(user, why);
        let entry = audit::Entry { company, user: None, address: &address, event: sign_ins::SIGN_IN_FAILED, detail };
        let written = async {
            let mut tx = app.db.begin().await?;
            audit::write(&mut tx, entry, clock::now()).await?;
            tx.commit().await
        };
        if let Err(error) = written.await {
            tracing::warn!(%error, %user, "a failed sign-in was not written down");
        }
    });
}

pub(super) fn refuse_locked(known: &Known) -> Result<(), AppError> {
    if known.locked { Err(AppError::locked()) } else { Ok(()) }
}

pub(super) fn bad_code() -> AppError {
    AppError::new(ErrorCode::BadSetUpCode, "the code is wrong, used or too old")
}

pub(super) fn changed_meanwhile() -> AppError {
    AppError::new(ErrorCode::BadCredentials, "the account was changed meanwhile")
}
