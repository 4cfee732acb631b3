//! Webhooks: where other programs want to be told what happens.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use protocol::error::{ErrorBody, ErrorCode};
use uuid::Uuid;

use super::super::NO_STORE;
use crate::app::App;
use crate::auth::Owner;
use crate::auth::api_token::Scope;
use crate::clock;
use crate::db::webhooks::{self as table, Webhook};
use crate::db::{Tx, audit};
use crate::error::AppError;
use crate::owner::webhooks::{self, EVENTS};
use crate::owner::wire::{MadeWebhook, NewWebhook, WebhookInfo, WebhookList};
use crate::request::{Id, Json, Origin};
use crate::sealed::{self, Place};

/// Every webhook of the company, and how each fares.
#[utoipa::path(
    get, path = "/admin/webhooks", tag = "webhooks",
    responses(
        (status = 200, description = "The oldest first", body = WebhookList),
        (status = 401, description = "No token, or one that is not good", body = ErrorBody),
        (status = 403, description = "The token lacks the scope `hooks`", body = ErrorBody),
    ),
)]
pub async fn list(State(app): State<Arc<App>>, owner: Owner) -> Result<impl IntoResponse, AppError> {
    owner.require(Scope::Hooks)?;
    let webhooks: Vec<WebhookInfo> = table::all(&app.db, owner.company).await?.into_iter().map(Into::into).collect();
    Ok((NO_STORE, Answer(WebhookList { webhooks })))
}

/// Makes a webhook. Events from now on are posted to its address as Standard Webhooks: the headers `webhook-id`,
/// `webhook-timestamp` and `webhook-signature` (`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64), a body with
/// `type`, `timestamp` and `data`. Anything but a 2xx within ten seconds is tried again for three days. The secret is
/// shown this once.
#[utoipa::path(
    post, path = "/admin/webhooks", tag = "webhooks", request_body = NewWebhook,
    responses(
        (status = 201, description = "The webhook, with its secret", body = MadeWebhook),
        (status = 400, description = "The address or an event makes no sense", body = ErrorBody),
        (status = 401, description = "No token, or one that is not good", body = ErrorBody),
        (status = 403, description = "The token lacks the scope `hooks`", body = ErrorBody),
    ),
)]
pub async fn make(
    State(app): State<Arc<App>>,
    owner: Owner,
    origin: Origin,
    Json(new): Json<NewWebhook>,
) -> Result<impl IntoResponse, AppError> {
    owner.require(Scope::Hooks)?;
    let wrong = |words: String| AppError::new(ErrorCode::BadRequest, words);
    webhooks::check_url(&new.url, app.webhooks.to_private).map_err(|refused| wrong(refused.to_string()))?;
    let is_known = |name: &str| name == "*" || EVENTS.iter().any(|(event, _)| *event == name);
    if let Some(unknown) = new.events.iter().find(|name| !is_known(name)) {
        return Err(wrong(format!("there is no event {unknown}")));
    }
    if new.events.is_empty() {
        return Err(wrong("name the events, or *".into()));
    }
    let now = clock::now();
    let secret = webhooks::fresh_secret().map_err(|e| AppError::internal(&e))?;
    let mut made = Webhook {
        company: owner.company,
        id: Uuid::now_v7(),
        url: new.url,
        events: new.events.join(" "),
        secret: String::new(),
        created_by: owner.user,
        created_at: now,
        told: 0,
        tries: 0,
        failing_since: None,
        failure: None,
        disabled_at: None,
        delivered_at: None,
    };
    let (company, purpose) = webhooks::place(&made);
    let sealed = sealed::seal(&app.keys.sealed, Place { company, purpose: &purpose }, &secret);
    made.secret = sealed.map_err(|e| AppError::internal(&e))?;
    let mut tx = app.db.begin().await?;
    table::insert(&mut tx, &made).await?;
    note(&mut tx, &owner, &origin, ("webhook_made", made.id)).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, NO_STORE, Answer(MadeWebhook { secret, info: made.into() })))
}

/// Takes a webhook away.
#[utoipa::path(
    delete, path = "/admin/webhooks/{id}", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook's identifier")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 401, description = "No token, or one that is not good", body = ErrorBody),
        (status = 403, description = "The token lacks the scope `hooks`", body = ErrorBody),
        (status = 404, description = "There is no such webhook", body = ErrorBody),
    ),
)]
pub async fn remove(
    State(app): State<Arc<App>>,
    owner: Owner,
    origin: Origin,
    Id(id): Id,
) -> Result<impl IntoResponse, AppError> {
    owner.require(Scope::Hooks)?;
    let mut tx = app.db.begin().await?;
    if !table::remove(&mut tx, owner.company, id).await? {
        return Err(AppError::not_found());
    }
    note(&mut tx, &owner, &origin, ("webhook_removed", id)).await?;
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, NO_STORE))
}

/// Goes on with a webhook that was given up, or does not wait any longer: from the first event that did not arrive.
#[utoipa::path(
    post, path = "/admin/webhooks/{id}/resume", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook's identifier")),
    responses(
        (status = 204, description = "It is tried again"),
        (status = 401, description = "No token, or one that is not good", body = ErrorBody),
        (status = 403, description = "The token lacks the scope `hooks`", body = ErrorBody),
        (status = 404, description = "There is no such webhook", body = ErrorBody),
    ),
)]
pub async fn resume(
    State(app): State<Arc<App>>,
    owner: Owner,
    origin: Origin,
    Id(id): Id,
) -> Result<impl IntoResponse, AppError> {
    owner.require(Scope::Hooks)?;
    let mut tx = app.db.begin().await?;
    if !table::resume(&mut tx, owner.company, id).await? {
        return Err(AppError::not_found());
    }
    note(&mut tx, &owner, &origin, ("webhook_resumed", id)).await?;
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, NO_STORE))
}

async fn note(tx: &mut Tx, owner: &Owner, origin: &Origin, (event, id): (&'static str, Uuid)) -> Result<(), AppError> {
    let (company, user, address) = (owner.company, Some(owner.user), origin.address.as_str());
    let entry = audit::Entry { company, user, address, event, detail: id.to_string() };
    Ok(audit::write(tx, entry, clock::now()).await?)
}
