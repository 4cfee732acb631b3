//! What a request is besides its content: its name in the log, and where it comes from.

use std::cell::Cell;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::ids::{CompanyId, UserId};
use protocol::error::ErrorCode;
use protocol::paths;
use serde::de::DeserializeOwned;
use tracing::field::display;
use uuid::Uuid;

use crate::app::App;
use crate::config::{Listen, SecureCookies};
use crate::error::AppError;
use crate::limits::Standing;
use crate::metrics;
use crate::telemetry::{Asked, Failure};

tokio::task_local! {
    static NOW: About;
}

/// What became known of a request while it was answered.
#[derive(Default)]
struct About {
    id: String,
    who: Cell<Option<(CompanyId, UserId)>>,
    standing: Cell<Option<Standing>>,
    failure: Cell<Option<Failure>>,
}

/// The name of the request that is being answered; empty outside of one.
pub fn id() -> String {
    NOW.try_with(|about| about.id.clone()).unwrap_or_default()
}

/// Notes for the log who asks: identifiers, never names.
pub fn note_who(company: CompanyId, user: UserId) {
    let _ = NOW.try_with(|about| about.who.set(Some((company, user))));
}

/// Notes for the answer where the asker stands with a limit.
pub fn note_standing(standing: Standing) {
    let _ = NOW.try_with(|about| about.standing.set(Some(standing)));
}

/// Notes that something inside failed.
pub fn note_failure(failure: Failure) {
    let _ = NOW.try_with(|about| about.failure.set(Some(failure)));
}

/// Names a request, logs it without its content, counts it, and bounds how long it may take until its answer begins.
pub async fn frame(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let id = taken_over(&app, request.headers()).unwrap_or_else(|| Uuid::now_v7().simple().to_string());
    let name = HeaderValue::from_str(&id);
    NOW.scope(About { id, ..About::default() }, async move {
        let mut response = answer(&app, request, next).await;
        if let Ok(name) = name {
            response.headers_mut().insert("x-request-id", name);
        }
        if let Ok(Some(standing)) = NOW.try_with(|about| about.standing.get()) {
            tell_standing(response.headers_mut(), standing);
        }
        response
    })
    .await
}

async fn answer(app: &App, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let started = Instant::now();
    let response = match tokio::time::timeout(app.listen.patience(), next.run(request)).await {
        Ok(response) => response,
        Err(_) => AppError::unavailable().into_response(),
    };
    let (status, took) = (response.status(), started.elapsed());
    let route = route.as_ref().map(MatchedPath::as_str);
    app.metrics.answered(route, &method, status, took);
    let _ = NOW.try_with(|about| {
        let (who, failure) = (about.who.get(), about.failure.get());
        if failure.is_some() || !route.is_some_and(is_watching) {
            app.telemetry.answered(&Asked {
                request_id: &about.id,
                method: metrics::method(&method),
                route: route.unwrap_or("app"),
                status: status.as_u16(),
                company: who.map(|who| who.0),
                took,
                failure,
            });
        }
        let (company, user) = (who.map(|who| display(who.0)), who.map(|who| display(who.1)));
        let (status, ms) = (status.as_u16(), u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
        // Who watches asks every second, and is not worth a line each time.
        if path == paths::METRICS || path.starts_with(paths::HEALTH) {
            tracing::debug!(request_id = %about.id, %method, path, status, ms);
        } else {
            tracing::info!(request_id = %about.id, %method, path, status, ms, company, user);
        }
    });
    response
}

/// The name that our own proxy gave the request, when it is one that can stand in a log.
fn taken_over(app: &App, headers: &HeaderMap) -> Option<String> {
    let name = headers.get("x-request-id").filter(|_| app.listen.trust_proxy)?.to_str().ok()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    ((8..=64).contains(&name.len()) && name.chars().all(plain)).then(|| name.to_owned())
}

/// `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10): how many a minute, how many are left, and
/// after how many seconds all of them are there again.
fn tell_standing(headers: &mut HeaderMap, Standing { policy, limit, left }: Standing) {
    let again = (limit - left) * 60 / limit.max(1) + 1;
    let texts = [
        (HeaderName::from_static("ratelimit-policy"), format!("\"{policy}\";q={limit};w=60")),
        (HeaderName::from_static("ratelimit"), format!("\"{policy}\";r={left};t={again}")),
    ];
    for (name, text) in texts {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    }
}

/// Counts a request without a sign-in for its address, before anything else is done for it. Files of the app are not
/// counted, nor is who watches. One with a sign-in is counted where that is read; signing in itself reads none, whatever
/// stands in the head.
pub async fn count_strangers(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let path = parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let is_stranger = path.starts_with(SIGNING_IN) || !parts.headers.contains_key(header::AUTHORIZATION);
    if !path.is_empty() && !is_watching(&path) && is_stranger {
        let Ok(origin) = Origin::from_request_parts(&mut parts, &app).await;
        if let Err(error) = app.limits.count_address(&app, &origin.address).await {
            return error.into_response();
        }
    }
    next.run(Request::from_parts(parts, body)).await
}

/// What all paths of signing in begin with.
const SIGNING_IN: &str = "/auth/";

fn is_watching(path: &str) -> bool {
    path.starts_with(paths::HEALTH) || path == paths::METRICS
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
        Ok(Self { address: forwarded.or(peer).unwrap_or_default(), secure: is_secure(listen, &parts.headers) })
    }
}

/// Whether a request came over TLS, or is known to come over nothing else.
pub fn is_secure(listen: &Listen, headers: &HeaderMap) -> bool {
    match listen.secure_cookies {
        SecureCookies::Always => true,
        SecureCookies::Never => false,
        SecureCookies::Auto => {
            listen.trust_proxy && last(headers, "x-forwarded-proto").is_some_and(|proto| proto == "https")
        }
    }
}

fn last(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
}

/// An identifier in the query of an address, `?before=0190…`.
pub fn asked_for(uri: &Uri, name: &str) -> Result<Option<Uuid>, AppError> {
    let mut pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let Some((_, value)) = pairs.find(|(key, _)| *key == name) else { return Ok(None) };
    let wrong = |_| AppError::new(ErrorCode::BadRequest, format!("{name} is not an identifier"));
    value.parse().map(Some).map_err(wrong)
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

/// The parameters behind the question mark, refused in the words of `protocol::error`.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Query<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, AppError> {
        query(&parts.uri).map(Self)
    }
}

/// Reads the parameters behind the question mark.
pub fn query<T: DeserializeOwned>(uri: &Uri) -> Result<T, AppError> {
    let query = axum::extract::Query::try_from_uri(uri);
    query.map(|query| query.0).map_err(|e| AppError::new(ErrorCode::BadRequest, e.body_text()))
}

/// The identifier at the end of the path. What is none names nothing.
pub struct Id(pub Uuid);

impl FromRequestParts<Arc<App>> for Id {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, AppError> {
        let path = axum::extract::Path::<Uuid>::from_request_parts(parts, app).await;
        path.map(|id| Self(id.0)).map_err(|_| AppError::not_found())
    }
}

/// The name that a program gives a writing request, to send it again without fear.
pub struct IdempotencyKey(pub Option<Uuid>);

impl FromRequestParts<Arc<App>> for IdempotencyKey {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, AppError> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Self(None)) };
        let key = value.to_str().ok().and_then(|text| text.parse().ok());
        let wrong = || AppError::new(ErrorCode::BadRequest, "the header Idempotency-Key is no UUID");
        Ok(Self(Some(key.ok_or_else(wrong)?)))
    }
}

/// A JSON object that has the shape of `T`, by its fields as they came.
pub struct Shaped<T> {
    /// The fields.
    pub fields: serde_json::Map<String, serde_json::Value>,
    shape: std::marker::PhantomData<T>,
}

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Shaped<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, AppError> {
        let bytes = Bytes::from_request(request, app).await?.0;
        let wrong = |e: serde_json::Error| AppError::new(ErrorCode::BadRequest, e.to_string());
        // A name that comes twice is refused by the shape.
        serde_json::from_slice::<T>(&bytes).map_err(wrong)?;
        let fields = serde_json::from_slice(&bytes).map_err(wrong)?;
        Ok(Self { fields, shape: std::marker::PhantomData })
    }
}
