//! Whether the server is well, for those who watch it. Says nothing about companies.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Serialize;
use sync::server::ServerStore;
use uuid::Uuid;

use super::NO_STORE;
use crate::app::App;

/// The answer.
#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
    epoch: Option<Uuid>,
    database: Part,
    blobs: Part,
}

#[derive(Serialize)]
struct Part {
    ok: bool,
    kind: &'static str,
}

/// Asks every part.
pub async fn health(State(app): State<Arc<App>>) -> impl IntoResponse {
    let epoch = app.store.epoch().await.ok();
    let database = Part { ok: epoch.is_some(), kind: app.db.kind().name() };
    let blobs = Part { ok: app.blobs.vault.is_well().await, kind: app.blobs.vault.kind() };
    let (code, status) = match database.ok && blobs.ok {
        true => (StatusCode::OK, "ok"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "unwell"),
    };
    (code, NO_STORE, Answer(Health { status, version: env!("CARGO_PKG_VERSION"), epoch, database, blobs }))
}
