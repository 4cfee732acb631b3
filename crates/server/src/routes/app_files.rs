//! The app itself: its files, and its first page for every address that the app knows how to show.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use protocol::error::ErrorCode;

use crate::app::App;
use crate::app_files::{Encoding, Found};
use crate::error::AppError;

/// Folders in which only the server answers: unknown paths there are errors, never the app's first page. `/sync` itself
/// is a page of the app.
const SERVERS_OWN: [&str; 6] = ["/auth/", "/sync/", "/blobs/", "/photos/", "/admin/", "/api/"];

/// A file of the app, or its first page.
pub async fn file(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let path = uri.path();
    let own = SERVERS_OWN.iter().any(|folder| path.starts_with(folder));
    if own || !matches!(method, Method::GET | Method::HEAD) {
        return Err(AppError::not_found());
    }
    let encodings = accepted(&headers);
    if let Some(found) = app.files.find(path.trim_start_matches('/'), &encodings).await {
        return Ok(answer(found, &headers));
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') {
        return Err(AppError::not_found());
    }
    match app.files.find("index.html", &encodings).await {
        Some(found) => Ok(answer(found, &headers)),
        None => Err(AppError::new(ErrorCode::NotFound, "this server carries no app; see --dist")),
    }
}

fn accepted(headers: &HeaderMap) -> Vec<Encoding> {
    let text = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let offers = |name| text.split(',').any(|part| part.split(';').next().is_some_and(|n| n.trim() == name));
    [Encoding::Brotli, Encoding::Gzip].into_iter().filter(|e| offers(e.name())).collect()
}

fn answer(found: Found, request: &HeaderMap) -> Response {
    let tag = HeaderValue::from_str(&found.tag).ok();
    let known = request.get(header::IF_NONE_MATCH).is_some_and(|v| Some(v) == tag.as_ref());
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { Body::from(found.bytes.clone()).into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(found.cache()));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(tag) = tag {
        headers.insert(header::ETAG, tag);
    }
    if !known {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(found.mime));
        if let Some(encoding) = found.encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        }
    }
    response
}
