//! What only admins do, and what is no edit: making accounts.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use protocol::auth::InviteRequest;
use sync::server::ServerStore;

use super::NO_STORE;
use crate::app::App;
use crate::auth::SignedIn;
use crate::error::AppError;
use crate::people;
use crate::request::{Json, Origin};

/// Invites a person: an account, and the code to choose its password with.
pub async fn invite(
    State(app): State<Arc<App>>,
    me: SignedIn,
    origin: Origin,
    Json(request): Json<InviteRequest>,
) -> Result<impl IntoResponse, AppError> {
    me.require_admin()?;
    let invited = people::invite(&app.store, me.company, Some(me.user), &request, &origin.address).await?;
    app.hints.tell(me.company, app.store.head(me.company).await?);
    Ok((StatusCode::CREATED, NO_STORE, Answer(invited)))
}
