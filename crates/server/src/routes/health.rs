//! Whether the server is well, for those who watch it. Says nothing about companies.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Serialize;
use sync::server::ServerStore;
use utoipa::ToSchema;
use uuid::Uuid;

use super::NO_STORE;
use crate::app::App;
use crate::readiness::timed;

/// The answer.
#[derive(Serialize, ToSchema)]
struct Health {
    status: &'static str,
    version: &'static str,
    epoch: Option<Uuid>,
    database: Part,
    blobs: Part,
    limits: Part,
}

/// Whether a part is well, and of which sort it is.
#[derive(Serialize, ToSchema)]
struct Part {
    ok: bool,
    kind: &'static str,
}

/// Asks every part.
#[utoipa::path(
    get, path = "/health", tag = "health", security(()),
    responses(
        (status = 200, description = "All is well", body = Health),
        (status = 503, description = "Something is not", body = Health),
    ),
)]
pub async fn health(State(app): State<Arc<App>>) -> impl IntoResponse {
    let ((epoch, _), (photos, _), (limits, _)) =
        tokio::join!(timed(app.store.epoch()), timed(app.blobs.vault.is_well()), timed(app.limits.shared.is_well()));
    let epoch = epoch.and_then(Result::ok);
    let database = Part { ok: epoch.is_some(), kind: app.db.kind().name() };
    let blobs = Part { ok: photos == Some(true), kind: app.blobs.vault.kind() };
    let limits = Part { ok: limits == Some(true), kind: app.limits.shared.kind() };
    let (code, status) = match database.ok && blobs.ok && limits.ok {
        true => (StatusCode::OK, "ok"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "unwell"),
    };
    (code, NO_STORE, Answer(Health { status, version: env!("CARGO_PKG_VERSION"), epoch, database, blobs, limits }))
}
