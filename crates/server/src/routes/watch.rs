//! For those who watch the server: whether it lives, whether it is ready, and what it counted. Nothing about companies.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::NO_STORE;
use crate::app::App;
use crate::error::AppError;
use crate::metrics::Now;
use crate::{alerts, disk, readiness};

/// The media type of OpenMetrics.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// This process answers.
pub async fn live() -> impl IntoResponse {
    (NO_STORE, "alive\n")
}

/// Whether phones may be sent here.
pub async fn ready(State(app): State<Arc<App>>) -> impl IntoResponse {
    let readiness = readiness::ask(&app).await;
    let code = if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (code, NO_STORE, Answer(readiness))
}

/// Counters, for whoever has the token. Without one there is no such page.
pub async fn metrics(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, AppError> {
    let token = app.listen.watch.metrics_token.as_deref().ok_or_else(AppError::not_found)?;
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    // Hashes, so that the time to compare tells nothing, not even a length.
    if !bool::from(Sha256::digest(given).ct_eq(&Sha256::digest(token))) {
        return Err(AppError::sign_in_needed());
    }
    let now = Now {
        listeners: app.hints.listeners(),
        connections: app.db.connections(),
        letters: readiness::queue(&app).await.map(|(waiting, _)| waiting),
        memory: disk::resident_memory(),
        backup_age: alerts::backup_age(&app).await,
    };
    let text = app.metrics.text(now).map_err(|error| AppError::internal(&error))?;
    Ok((NO_STORE, [(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response())
}
