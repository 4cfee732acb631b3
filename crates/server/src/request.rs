//! What a request is besides its content: its name in the log, and where it comes from.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use protocol::error::ErrorCode;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::app::App;
use crate::config::SecureCookies;
use crate::error::AppError;

tokio::task_local! {
    static ID: String;
}

/// The name of the request that is being answered; empty outside of one.
pub fn id() -> String {
    ID.try_with(Clone::clone).unwrap_or_default()
}

/// Names a request, logs it without its content, and bounds how long it may take until its answer begins.
pub async fn frame(limit: Duration, request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().simple().to_string();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let started = Instant::now();
    let answer = async {
        match tokio::time::timeout(limit, next.run(request)).await {
            Ok(response) => response,
            Err(_) => AppError::unavailable().into_response(),
        }
    };
    let mut response = ID.scope(id.clone(), answer).await;
    let (status, ms) = (response.status().as_u16(), started.elapsed().as_millis());
    tracing::info!(request_id = %id, %method, path, status, ms);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Where a request comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The address, for counting bad sign-ins.
    pub address: String,
    /// Whether cookies may be marked `Secure`.
    pub secure: bool,
}

impl FromRequestParts<Arc<App>> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let listen = &app.listen;
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip().to_string());
        // The last address is the one that our own proxy saw; what comes before, anybody can write.
        let forwarded = last(&parts.headers, "x-forwarded-for").filter(|_| listen.trust_proxy);
        let over_tls = listen.trust_proxy && last(&parts.headers, "x-forwarded-proto").as_deref() == Some("https");
        let secure = match listen.secure_cookies {
            SecureCookies::Always => true,
            SecureCookies::Never => false,
            SecureCookies::Auto => over_tls,
        };
        Ok(Self { address: forwarded.or(peer).unwrap_or_default(), secure })
    }
}

fn last(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
}

/// A JSON body, refused in the words of `protocol::error`.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Json<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, AppError> {
        let bytes = Bytes::from_request(request, app).await?.0;
        serde_json::from_slice(&bytes).map(Self).map_err(|e| AppError::new(ErrorCode::BadRequest, e.to_string()))
    }
}

/// A body of bytes, refused in the words of `protocol::error`.
pub struct Bytes(pub bytes::Bytes);

impl FromRequest<Arc<App>> for Bytes {
    type Rejection = AppError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, AppError> {
        bytes::Bytes::from_request(request, app).await.map(Self).map_err(|rejection| {
            let code = match rejection.status().as_u16() {
                413 => ErrorCode::TooLarge,
                _ => ErrorCode::BadRequest,
            };
            AppError::new(code, rejection.body_text())
        })
    }
}
