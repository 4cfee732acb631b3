//! The own account: for everybody who is signed in, and about nobody else. How it stands and setting up a second factor are
//! also for whoever must do that first.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use protocol::account::{BeginSecondFactor, ConfirmSecondFactor, EndSecondFactor, OpenSessions, PasswordRequest};
use uuid::Uuid;

use super::NO_STORE;
use crate::app::App;
use crate::auth::end_sessions::{self, Ending};
use crate::auth::{AtTheDoor, SignedIn, own_password, second_factor};
use crate::clock;
use crate::db::{accounts, sessions, sign_ins};
use crate::error::AppError;
use crate::request::{Json, Origin, asked_for};

/// How it stands.
pub async fn state(State(app): State<Arc<App>>, AtTheDoor(me): AtTheDoor) -> Result<impl IntoResponse, AppError> {
    let mut states = accounts::states(&app.db, me.company, Some(me.user)).await?;
    Ok((NO_STORE, Answer(states.pop().ok_or_else(AppError::not_found)?)))
}

/// Changes the password.
pub async fn password(
    State(app): State<Arc<App>>,
    me: SignedIn,
    origin: Origin,
    Json(request): Json<PasswordRequest>,
) -> Result<Response, AppError> {
    own_password::change(&app, &me, request, &origin.address).await?;
    Ok(done())
}

/// Begins a second factor.
pub async fn begin_second_factor(
    State(app): State<Arc<App>>,
    AtTheDoor(me): AtTheDoor,
    origin: Origin,
    Json(request): Json<BeginSecondFactor>,
) -> Result<impl IntoResponse, AppError> {
    Ok((NO_STORE, Answer(second_factor::begin(&app, &me, request.password, &origin.address).await?)))
}

/// Confirms it.
pub async fn confirm_second_factor(
    State(app): State<Arc<App>>,
    AtTheDoor(me): AtTheDoor,
    origin: Origin,
    Json(request): Json<ConfirmSecondFactor>,
) -> Result<impl IntoResponse, AppError> {
    Ok((NO_STORE, Answer(second_factor::confirm(&app, &me, &request.code, &origin.address).await?)))
}

/// Switches it off.
pub async fn end_second_factor(
    State(app): State<Arc<App>>,
    me: SignedIn,
    origin: Origin,
    Json(request): Json<EndSecondFactor>,
) -> Result<Response, AppError> {
    second_factor::end(&app, &me, request.password, &request.code, &origin.address).await?;
    Ok(done())
}

/// Sessions that go on.
pub async fn open_sessions(State(app): State<Arc<App>>, me: SignedIn) -> Result<impl IntoResponse, AppError> {
    let sessions = sessions::open(&app.db, (me.company, me.user), me.session, clock::now()).await?;
    Ok((NO_STORE, Answer(OpenSessions { sessions })))
}

/// Ends one of them.
pub async fn end_session(
    State(app): State<Arc<App>>,
    me: SignedIn,
    origin: Origin,
    Path(session): Path<Uuid>,
) -> Result<Response, AppError> {
    let _changing = app.known_sessions.while_changing(me.company);
    end_sessions::one(&app.db, ending(&me, &origin), session).await?;
    Ok(done())
}

/// Ends all of them but the one that asks.
pub async fn end_others(State(app): State<Arc<App>>, me: SignedIn, origin: Origin) -> Result<Response, AppError> {
    let _changing = app.known_sessions.while_changing(me.company);
    end_sessions::all(&app.db, ending(&me, &origin), Some(me.session)).await?;
    Ok(done())
}

/// What happened to it.
pub async fn sign_ins(State(app): State<Arc<App>>, me: SignedIn, uri: Uri) -> Result<impl IntoResponse, AppError> {
    let before = asked_for(&uri, "before")?;
    Ok((NO_STORE, Answer(sign_ins::page(&app.db, me.company, Some(me.user), before).await?)))
}

fn ending<'a>(me: &SignedIn, origin: &'a Origin) -> Ending<'a> {
    Ending { company: me.company, user: me.user, by: me.user, address: &origin.address }
}

pub(super) fn done() -> Response {
    (StatusCode::NO_CONTENT, NO_STORE).into_response()
}
