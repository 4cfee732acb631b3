//! The API's document: for programs as JSON, for people as a page. Public: it says nothing about any company.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;

use crate::owner::docs;

fn typed(media_type: &'static str) -> [(HeaderName, HeaderValue); 2] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ]
}

/// The document.
#[utoipa::path(
    get, path = "/api/openapi.json", tag = "this document", security(()),
    responses((status = 200, description = "This document, OpenAPI 3.1", content_type = "application/json", body = Object)),
)]
pub async fn document() -> impl IntoResponse {
    (typed("application/json"), docs::json())
}

/// The document to read.
#[utoipa::path(
    get, path = "/api/docs", tag = "this document", security(()),
    responses((status = 200, description = "The same to read", content_type = "text/html", body = String)),
)]
pub async fn page() -> impl IntoResponse {
    (typed("text/html; charset=utf-8"), docs::page())
}

/// How the page looks.
#[utoipa::path(
    get, path = "/api/docs.css", tag = "this document", security(()),
    responses((status = 200, description = "How the page looks", content_type = "text/css", body = String)),
)]
pub async fn style() -> impl IntoResponse {
    (typed("text/css; charset=utf-8"), docs::STYLE)
}
