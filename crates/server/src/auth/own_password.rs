//! The password of whoever is signed in: asked for before what a phone that lies open must not do, and changed.

use std::sync::Arc;

use protocol::account::PasswordRequest;
use protocol::error::ErrorCode;

use super::sign_in::{changed_meanwhile, tell_failed};
use super::telling::Telling;
use super::{SignedIn, throttle, who};
use crate::app::App;
use crate::clock;
use crate::db::accounts::{self, Known};
use crate::db::attempts::Attempt;
use crate::db::{audit, reset_codes, sessions, sign_ins};
use crate::error::AppError;
use crate::letters;

/// The account of whoever is signed in.
pub(super) async fn known(app: &App, me: &SignedIn) -> Result<Known, AppError> {
    accounts::of(&app.db, me.company, me.user).await?.ok_or_else(AppError::sign_in_needed)
}

/// The account of whoever is signed in, once the own password was given rightly. Tries are counted per account: this is
/// asked on one phone only.
pub(super) async fn require(app: &Arc<App>, me: &SignedIn, password: String, address: &str) -> Result<Known, AppError> {
    let known = known(app, me).await?;
    let counted_as = format!("own password {}", me.user.0);
    let attempt = Attempt { login: &counted_as, address: "" };
    throttle::count(&app.db, attempt).await?;
    if !app.passwords.verify(password, known.account.password_hash.clone()).await? {
        tell_failed(app, &known.account, address, "wrong password while signed in");
        return Err(AppError::new(ErrorCode::WrongPassword, "this is not the password of this account"));
    }
    throttle::clear(&app.db, attempt).await?;
    Ok(known)
}

/// Changes the own password. Every other session of the person ends, and codes that were handed out are good no more.
pub async fn change(app: &Arc<App>, me: &SignedIn, request: PasswordRequest, address: &str) -> Result<(), AppError> {
    let known = require(app, me, request.old, address).await?;
    let who = who::person(app, me.company, me.user).await?;
    app.passwords.check(&request.new, who::about(&who)).await?;
    let hash = app.passwords.hash(request.new).await?;
    let (whose, now) = ((me.company, me.user), clock::now());
    let telling = Telling::of(app, whose, letters::password_changed).await?;
    let mut tx = app.db.begin().await?;
    if !accounts::hold(&mut tx, &known.account).await? {
        return Err(changed_meanwhile());
    }
    accounts::set_password(&mut tx, &known.account, &hash).await?;
    reset_codes::forget(&mut tx, me.company, me.user).await?;
    let _changing = app.known_sessions.while_changing(me.company);
    sessions::revoke_all(&mut tx, whose, Some(me.session), "password_changed", now).await?;
    let event = sign_ins::PASSWORD_CHANGED;
    let entry = audit::Entry { company: me.company, user: Some(me.user), address, event, detail: String::new() };
    audit::write(&mut tx, entry, now).await?;
    telling.queue(&mut tx, now).await?;
    tx.commit().await?;
    telling.send();
    Ok(())
}
