//! Handing in bytes: announce, send chunks, ask where it stands.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use protocol::blobs::{AnnounceRequest, UploadState};
use protocol::error::ErrorCode;
use protocol::paths::{CHUNK_SHA256, UPLOAD_OFFSET};
use uuid::Uuid;

use super::NO_STORE;
use crate::app::App;
use crate::auth::SignedIn;
use crate::error::AppError;
use crate::request::{Bytes, Json};

/// Bytes are announced.
pub async fn announce(
    State(app): State<Arc<App>>,
    me: SignedIn,
    Json(request): Json<AnnounceRequest>,
) -> Result<Response, AppError> {
    Ok(answer(app.blobs.announce(me.company, me.user, request).await?))
}

/// A chunk.
pub async fn append(
    State(app): State<Arc<App>>,
    me: SignedIn,
    Path(upload): Path<Uuid>,
    headers: HeaderMap,
    Bytes(chunk): Bytes,
) -> Result<Response, AppError> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let missing = |name| AppError::new(ErrorCode::BadRequest, format!("the header {name} is missing"));
    let offset = text(UPLOAD_OFFSET).and_then(|v| v.parse().ok()).ok_or_else(|| missing(UPLOAD_OFFSET))?;
    let sha256 = text(CHUNK_SHA256).ok_or_else(|| missing(CHUNK_SHA256))?;
    let size = chunk.len() as u64;
    let state = app.blobs.append(me.company, me.user, upload, offset, (chunk, sha256)).await?;
    app.metrics.upload_bytes.inc_by(size);
    if matches!(state, UploadState::Stored { .. }) {
        app.metrics.uploads.inc();
    }
    Ok(answer(state))
}

/// How many bytes are here.
pub async fn offset(State(app): State<Arc<App>>, me: SignedIn, Path(upload): Path<Uuid>) -> Result<Response, AppError> {
    let offset = app.blobs.offset(me.company, me.user, upload).await?;
    Ok((StatusCode::NO_CONTENT, NO_STORE, offset_header(offset)).into_response())
}

fn answer(state: UploadState) -> Response {
    match state {
        UploadState::Receiving { offset, .. } => (NO_STORE, offset_header(offset), Answer(state)).into_response(),
        UploadState::Stored { .. } => (NO_STORE, Answer(state)).into_response(),
    }
}

fn offset_header(offset: u64) -> [(HeaderName, HeaderValue); 1] {
    [(HeaderName::from_bytes(UPLOAD_OFFSET.as_bytes()).unwrap_or(axum::http::header::RANGE), HeaderValue::from(offset))]
}
