//! What is no edit and not for everybody: making accounts, looking after phones.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use protocol::auth::InviteRequest;
use protocol::phones::Phones;
use sync::server::ServerStore;

use super::NO_STORE;
use crate::app::App;
use crate::auth::SignedIn;
use crate::db::devices;
use crate::error::AppError;
use crate::people;
use crate::request::{Json, Origin};
use crate::{backup, clock};

/// Phones, when each was heard of and what waits on it: the office sees every one, others their own.
pub async fn phones(State(app): State<Arc<App>>, me: SignedIn) -> Result<impl IntoResponse, AppError> {
    let mut phones = devices::all(&app.db, me.company).await?;
    phones.retain(|phone| me.role.is_office() || phone.user == me.user);
    Ok((NO_STORE, Answer(Phones { phones })))
}

/// How backups of the installation stand. Where they are is no business of a company.
pub async fn backups(State(app): State<Arc<App>>, me: SignedIn) -> Result<impl IntoResponse, AppError> {
    me.require_admin()?;
    Ok((NO_STORE, Answer(backup::standing(&app.backups, &app.db, clock::now()).await?)))
}

/// Invites a person: an account, and the code to choose its password with.
pub async fn invite(
    State(app): State<Arc<App>>,
    me: SignedIn,
    origin: Origin,
    Json(request): Json<InviteRequest>,
) -> Result<impl IntoResponse, AppError> {
    me.require_admin()?;
    let invited = people::invite_by_letter(&app, me.company, me.user, &request, &origin.address).await?;
    app.hints.tell(me.company, app.store.head(me.company).await?);
    Ok((StatusCode::CREATED, NO_STORE, Answer(invited)))
}
