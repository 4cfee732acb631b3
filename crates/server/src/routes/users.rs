//! Other people's accounts, for admins. Somebody of another company is not there.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::ids::UserId;
use protocol::account::{Accounts, LockRequest, OpenSessions};
use uuid::Uuid;

use super::NO_STORE;
use super::account::done;
use crate::app::App;
use crate::auth::end_sessions::{self, Ending};
use crate::auth::telling::Telling;
use crate::auth::{AccountError, SignedIn, lock, reset, second_factor};
use crate::clock;
use crate::db::{accounts, sessions, sign_ins};
use crate::error::AppError;
use crate::letters;
use crate::request::{Json, Origin, asked_for};

/// An admin who is signed in. Nobody else learns more of these paths than that they are not theirs.
pub struct Admin(SignedIn);

impl FromRequestParts<Arc<App>> for Admin {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, AppError> {
        let me = SignedIn::from_request_parts(parts, app).await?;
        me.require_admin()?;
        Ok(Self(me))
    }
}

/// How accounts stand.
pub async fn all(State(app): State<Arc<App>>, Admin(me): Admin) -> Result<impl IntoResponse, AppError> {
    let accounts = accounts::states(&app.db, me.company, None).await?;
    Ok((NO_STORE, Answer(Accounts { accounts })))
}

/// One's own password and second factor are changed with the old password, under the own account: whoever finds an admin's
/// phone open must not get by with less.
fn not_oneself(me: &SignedIn, user: Uuid) -> Result<(), AppError> {
    if user == me.user.0 { Err(AccountError::Own.into()) } else { Ok(()) }
}

/// Makes a reset code to hand over.
pub async fn issue_reset(
    State(app): State<Arc<App>>,
    Admin(me): Admin,
    origin: Origin,
    Path(user): Path<Uuid>,
) -> Result<impl IntoResponse, AppError> {
    not_oneself(&me, user)?;
    let code = reset::issue(&app.db, (me.company, UserId(user)), Some(me.user), &origin.address).await?;
    Ok((NO_STORE, Answer(code)))
}

/// Locks an account.
pub async fn lock(
    State(app): State<Arc<App>>,
    Admin(me): Admin,
    origin: Origin,
    Path(user): Path<Uuid>,
    Json(request): Json<LockRequest>,
) -> Result<Response, AppError> {
    let whose = (me.company, UserId(user));
    let _changing = app.known_sessions.while_changing(me.company);
    lock::lock(&app.store, whose, Some(me.user), &request.reason, &origin.address).await?;
    Ok(done())
}

/// Unlocks an account.
pub async fn unlock(
    State(app): State<Arc<App>>,
    Admin(me): Admin,
    origin: Origin,
    Path(user): Path<Uuid>,
) -> Result<Response, AppError> {
    known(&app, &me, user).await?;
    let _changing = app.known_sessions.while_changing(me.company);
    lock::unlock(&app.store, (me.company, UserId(user)), Some(me.user), &origin.address).await?;
    Ok(done())
}

/// Switches a person's second factor off.
pub async fn end_second_factor(
    State(app): State<Arc<App>>,
    Admin(me): Admin,
    origin: Origin,
    Path(user): Path<Uuid>,
) -> Result<Response, AppError> {
    not_oneself(&me, user)?;
    let whose = (me.company, UserId(user));
    let _changing = app.known_sessions.while_changing(me.company);
    let telling = Telling::of(&app, whose, letters::second_factor_off).await?;
    second_factor::take_away(&app.db, whose, Some(me.user), &origin.address, &telling).await?;
    Ok(done())
}

/// Sessions of a person that go on.
pub async fn open_sessions(
    State(app): State<Arc<App>>,
    Admin(me): Admin,
    Path(user): Path<Uuid>,
) -> Result<impl IntoResponse, AppError> {
    let user = known(&app, &me, user).await?;
    let sessions = sessions::open(&app.db, (me.company, user), me.session, clock::now()).await?;
    Ok((NO_STORE, Answer(OpenSessions { sessions })))
}

/// Ends one of them.
pub async fn end_session(
    State(app): State<Arc<App>>,
    Admin(me): Admin,
    origin: Origin,
    Path((user, session)): Path<(Uuid, Uuid)>,
) -> Result<Response, AppError> {
    let _changing = app.known_sessions.while_changing(me.company);
    end_sessions::one(&app.db, ending(&me, UserId(user), &origin), session).await?;
    Ok(done())
}

/// Ends all of them.
pub async fn end_all(
    State(app): State<Arc<App>>,
    Admin(me): Admin,
    origin: Origin,
    Path(user): Path<Uuid>,
) -> Result<Response, AppError> {
    let user = known(&app, &me, user).await?;
    let _changing = app.known_sessions.while_changing(me.company);
    end_sessions::all(&app.db, ending(&me, user, &origin), None).await?;
    Ok(done())
}

/// What happened to accounts, of one person alone with `user`.
pub async fn sign_ins(State(app): State<Arc<App>>, Admin(me): Admin, uri: Uri) -> Result<impl IntoResponse, AppError> {
    let (user, before) = (asked_for(&uri, "user")?.map(UserId), asked_for(&uri, "before")?);
    Ok((NO_STORE, Answer(sign_ins::page(&app.db, me.company, user, before).await?)))
}

/// Whoever of the own company this is.
async fn known(app: &App, me: &SignedIn, user: Uuid) -> Result<UserId, AppError> {
    let known = accounts::of(&app.db, me.company, UserId(user)).await?;
    known.map(|_| UserId(user)).ok_or_else(AppError::not_found)
}

fn ending<'a>(me: &SignedIn, user: UserId, origin: &'a Origin) -> Ending<'a> {
    Ending { company: me.company, user, by: me.user, address: &origin.address }
}
