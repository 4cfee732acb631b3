//! Every path, in one file, with what lies around all of them.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, patch, post};
use protocol::blobs::CHUNK;
use protocol::error::ErrorCode;
use protocol::paths;
use protocol::sync::PUSH_MAX_BYTES;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};

use crate::app::App;
use crate::error::{AppError, Panic};
use crate::{request, routes, security};

/// Twice what a push is at most: room for a client that counts characters.
const PUSH_LIMIT: usize = 2 * PUSH_MAX_BYTES;
/// Everything that is no push and no chunk.
const SMALL_LIMIT: usize = 64 * 1024;
/// Below this an answer is not compressed, in bytes.
const SMALL_ANSWER: u16 = 1024;

/// The server's paths.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route(paths::LOGIN, post(routes::auth::login))
        .route(paths::SET_UP, post(routes::auth::set_up))
        .route(paths::REFRESH, post(routes::auth::refresh))
        .route(paths::LOGOUT, post(routes::auth::logout))
        .route(paths::FORGOT, post(routes::auth::forgot))
        .route(paths::RESET, post(routes::auth::reset))
        .merge(own_account())
        .merge(accounts())
        .route(paths::PUSH, post(routes::sync::push).layer(DefaultBodyLimit::max(PUSH_LIMIT)))
        .route(paths::PULL, post(routes::sync::pull))
        .route(paths::EVENTS, get(routes::events::events))
        .route(paths::BLOBS, post(routes::blobs::announce))
        .route(
            &format!("{}/{{upload}}", paths::BLOBS),
            patch(routes::blobs::append).head(routes::blobs::offset).layer(DefaultBodyLimit::max(CHUNK + SMALL_LIMIT)),
        )
        .route(&format!("{}/{{photo}}/{{rendition}}", paths::PHOTOS), get(routes::photos::photo))
        .route(paths::USERS, post(routes::admin::invite).get(routes::users::all))
        .route(paths::BACKUPS, get(routes::admin::backups))
        .route(paths::PHONES, get(routes::admin::phones))
        .route(paths::HAND_IN, post(routes::sync::hand_in).layer(DefaultBodyLimit::max(PUSH_LIMIT)))
        .route(paths::HEALTH, get(routes::health::health))
        .route(paths::HEALTH_LIVE, get(routes::watch::live))
        .route(paths::HEALTH_READY, get(routes::watch::ready))
        .route(paths::METRICS, get(routes::watch::metrics))
        .merge(routes::api::router())
        .fallback(routes::app_files::file)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(SMALL_LIMIT))
        .layer(from_fn(security::own_pages_only))
        .layer(from_fn_with_state(Arc::clone(&app), request::count_strangers))
        .layer(compression())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(Arc::clone(&app), security::headers))
        .layer(from_fn_with_state(Arc::clone(&app), request::frame))
        .with_state(app)
}

/// For everybody who is signed in.
fn own_account() -> Router<Arc<App>> {
    let (factor, sessions) = (paths::SECOND_FACTOR, paths::SESSIONS);
    Router::new()
        .route(paths::ACCOUNT, get(routes::account::state))
        .route(paths::PASSWORD, post(routes::account::password))
        .route(factor, post(routes::account::begin_second_factor))
        .route(&format!("{factor}/confirm"), post(routes::account::confirm_second_factor))
        .route(&format!("{factor}/end"), post(routes::account::end_second_factor))
        .route(sessions, get(routes::account::open_sessions))
        .route(&format!("{sessions}/end-others"), post(routes::account::end_others))
        .route(&format!("{sessions}/{{session}}"), delete(routes::account::end_session))
        .route(paths::SIGN_INS, get(routes::account::sign_ins))
}

/// For admins.
fn accounts() -> Router<Arc<App>> {
    let user = format!("{}/{{user}}", paths::USERS);
    Router::new()
        .route(&format!("{user}/reset"), post(routes::users::issue_reset))
        .route(&format!("{user}/lock"), post(routes::users::lock))
        .route(&format!("{user}/unlock"), post(routes::users::unlock))
        .route(&format!("{user}/second-factor/end"), post(routes::users::end_second_factor))
        .route(&format!("{user}/sessions"), get(routes::users::open_sessions))
        .route(&format!("{user}/sessions/end-all"), post(routes::users::end_all))
        .route(&format!("{user}/sessions/{{session}}"), delete(routes::users::end_session))
        .route(paths::ALL_SIGN_INS, get(routes::users::sign_ins))
}

/// Answers that fit into a packet or two are not worth the work.
fn compression() -> CompressionLayer<impl Predicate> {
    let worth_it = DefaultPredicate::new().and(SizeAbove::new(SMALL_ANSWER));
    CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(worth_it)
}

async fn wrong_method() -> AppError {
    AppError::new(ErrorCode::BadRequest, "this path is not asked in this way")
}

fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let words =
        cause.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| cause.downcast_ref::<String>().cloned());
    AppError::internal(&Panic(words.unwrap_or_default())).into_response()
}
