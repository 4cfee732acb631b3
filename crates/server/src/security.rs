//! Headers that every answer carries, and the header that every writing request must carry.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::InvalidHeaderValue;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use protocol::error::ErrorCode;
use protocol::paths::CLIENT_HEADER;

use crate::app::App;
use crate::auth::api_token;
use crate::error::AppError;
use crate::request::is_secure;

const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(), geolocation=(self), payment=(), usb=()",
    ),
];

/// For two years, as RFC 6797 lets a server that is reached over TLS say. Not for its subdomains: those may be others'.
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// No inline script, no inline style, nothing from elsewhere but pictures from the store, where phones are sent there.
/// Pictures are shown from memory (`blob:`), the camera is ours alone.
pub fn content_policy(store: Option<&str>) -> Result<HeaderValue, InvalidHeaderValue> {
    let store = store.map(|origin| format!(" {origin}")).unwrap_or_default();
    HeaderValue::from_str(&format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' blob: data:{store}; media-src 'self' blob:; connect-src 'self'{store}; worker-src 'self'; \
         manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ))
}

/// Puts the headers on every answer.
pub async fn headers(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let secure = is_secure(&app.listen, request.headers());
    let mut response = next.run(request).await;
    if secure {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
    }
    let policy = app.content_policy.clone();
    response.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Whether no cookie counts for this request, and it needs a header that another site's page cannot send unasked anyway:
/// programs with a token, and the folder that is for them.
fn is_for_programs(request: &Request) -> bool {
    request.uri().path().starts_with("/api/") || api_token::carried(request.headers()).is_some()
}

/// Refuses writing requests without the app's own header: another site's page cannot send it without being asked
/// first, and nobody here answers that question.
pub async fn own_pages_only(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_for_programs(&request) || request.headers().contains_key(CLIENT_HEADER) {
        return next.run(request).await;
    }
    AppError::new(ErrorCode::Forbidden, format!("the header {CLIENT_HEADER} is missing")).into_response()
}
