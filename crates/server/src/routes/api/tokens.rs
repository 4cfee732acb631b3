//! API tokens: admins make, see and revoke them, in person. A token makes no tokens.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::text;
use protocol::error::{ErrorBody, ErrorCode};
use uuid::Uuid;

use super::super::NO_STORE;
use crate::app::App;
use crate::auth::{SignedIn, api_token};
use crate::clock;
use crate::db::api_tokens::{self, ApiToken};
use crate::db::{Tx, audit};
use crate::error::AppError;
use crate::owner::wire::{ApiTokenList, MadeApiToken, NewApiToken};
use crate::request::{Id, Json, Origin};

/// Every token of the company, without what it is.
#[utoipa::path(
    get, path = "/admin/api-tokens", tag = "tokens",
    responses(
        (status = 200, description = "The newest first", body = ApiTokenList),
        (status = 401, description = "Nobody is signed in", body = ErrorBody),
        (status = 403, description = "Admins only", body = ErrorBody),
    ),
)]
pub async fn list(State(app): State<Arc<App>>, me: SignedIn) -> Result<impl IntoResponse, AppError> {
    me.require_admin()?;
    let tokens = api_tokens::all(&app.db, me.company).await?.into_iter().map(Into::into).collect();
    Ok((NO_STORE, Answer(ApiTokenList { tokens })))
}

/// Makes a token. It is shown this once.
#[utoipa::path(
    post, path = "/admin/api-tokens", tag = "tokens", request_body = NewApiToken,
    responses(
        (status = 201, description = "The token, shown this once", body = MadeApiToken),
        (status = 400, description = "No name, no scope, or another shape", body = ErrorBody),
        (status = 401, description = "Nobody is signed in", body = ErrorBody),
        (status = 403, description = "Admins only", body = ErrorBody),
    ),
)]
pub async fn make(
    State(app): State<Arc<App>>,
    me: SignedIn,
    origin: Origin,
    Json(new): Json<NewApiToken>,
) -> Result<impl IntoResponse, AppError> {
    me.require_admin()?;
    let name = new.name.trim().to_owned();
    text::required("name", &name, text::LINE).map_err(|r| AppError::new(ErrorCode::BadRequest, r.to_string()))?;
    if new.scopes.is_empty() {
        return Err(AppError::new(ErrorCode::BadRequest, "a token without a scope can do nothing"));
    }
    let scopes: Vec<&str> =
        api_token::SCOPES.into_iter().filter(|scope| new.scopes.contains(scope)).map(|scope| scope.name()).collect();
    let now = clock::now();
    let made = ApiToken {
        id: Uuid::now_v7(),
        name,
        scopes: scopes.join(" "),
        user: me.user,
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    let token = api_token::fresh().map_err(|e| AppError::internal(&e))?;
    let mut tx = app.db.begin().await?;
    api_tokens::insert(&mut tx, me.company, &made, &api_token::hash(&token)).await?;
    let detail = format!("{} {} ({})", made.id, made.name, made.scopes);
    note(&mut tx, &me, &origin, ("api_token_made", detail)).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, NO_STORE, Answer(MadeApiToken { token, info: made.into() })))
}

/// Revokes a token: from now on it is refused.
#[utoipa::path(
    delete, path = "/admin/api-tokens/{id}", tag = "tokens",
    params(("id" = Uuid, Path, description = "The token's identifier")),
    responses(
        (status = 204, description = "It is revoked"),
        (status = 401, description = "Nobody is signed in", body = ErrorBody),
        (status = 403, description = "Admins only", body = ErrorBody),
        (status = 404, description = "There is no such token, or it was revoked before", body = ErrorBody),
    ),
)]
pub async fn revoke(
    State(app): State<Arc<App>>,
    me: SignedIn,
    origin: Origin,
    Id(id): Id,
) -> Result<impl IntoResponse, AppError> {
    me.require_admin()?;
    let now = clock::now();
    let mut tx = app.db.begin().await?;
    if !api_tokens::revoke(&mut tx, me.company, id, now).await? {
        return Err(AppError::not_found());
    }
    note(&mut tx, &me, &origin, ("api_token_revoked", id.to_string())).await?;
    tx.commit().await?;
    app.api_tokens.forget(me.company);
    Ok((StatusCode::NO_CONTENT, NO_STORE))
}

async fn note(
    tx: &mut Tx,
    me: &SignedIn,
    origin: &Origin,
    (event, detail): (&'static str, String),
) -> Result<(), AppError> {
    let (company, user, address) = (me.company, Some(me.user), origin.address.as_str());
    Ok(audit::write(tx, audit::Entry { company, user, address, event, detail }, clock::now()).await?)
}
