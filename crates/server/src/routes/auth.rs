//! Signing in, staying signed in, signing out.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use protocol::account::{ForgotRequest, ResetRequest};
use protocol::auth::{LoginRequest, Session, SetUpRequest};
use protocol::error::ErrorBody;

use super::NO_STORE;
use crate::app::App;
use crate::auth::sign_in::{self, SignIn};
use crate::auth::{cookie, reset, stay};
use crate::error::AppError;
use crate::metrics;
use crate::request::{Json, Origin};

/// Signs in by password. The refresh token comes in a cookie.
#[utoipa::path(
    post, path = "/auth/login", tag = "signing in", security(()), request_body = LoginRequest,
    params(("X-Pem2-Client" = String, Header, description = "Any value; pages of others cannot send it")),
    responses(
        (status = 200, description = "Signed in", body = Session),
        (status = 400, description = "The body has another shape", body = ErrorBody),
        (status = 401, description = "Wrong user name or password", body = ErrorBody),
        (status = 403, description = "The header is missing, the account is switched off or not set up", body = ErrorBody),
        (status = 429, description = "Too many tries", body = ErrorBody),
    ),
)]
pub async fn login(
    State(app): State<Arc<App>>,
    origin: Origin,
    Json(request): Json<LoginRequest>,
) -> Result<Response, AppError> {
    let signed_in = sign_in::by_password(&app, request, &origin.address).await;
    metrics::count(&app.metrics.sign_ins, if signed_in.is_ok() { "good" } else { "bad" });
    Ok(answer(signed_in?, &origin))
}

/// By one-time code.
pub async fn set_up(
    State(app): State<Arc<App>>,
    origin: Origin,
    Json(request): Json<SetUpRequest>,
) -> Result<Response, AppError> {
    let signed_in = sign_in::by_set_up_code(&app, request, &origin.address).await;
    metrics::count(&app.metrics.sign_ins, if signed_in.is_ok() { "good" } else { "bad" });
    Ok(answer(signed_in?, &origin))
}

/// Asks for a letter with a reset code. Nobody learns whether there is such an account.
pub async fn forgot(
    State(app): State<Arc<App>>,
    origin: Origin,
    Json(request): Json<ForgotRequest>,
) -> Result<Response, AppError> {
    reset::forgot(&app, &request.login, &origin.address).await?;
    Ok((StatusCode::NO_CONTENT, NO_STORE).into_response())
}

/// By reset code.
pub async fn reset(
    State(app): State<Arc<App>>,
    origin: Origin,
    Json(request): Json<ResetRequest>,
) -> Result<Response, AppError> {
    Ok(answer(reset::by_code(&app, request, &origin.address).await?, &origin))
}

/// By refresh cookie.
pub async fn refresh(State(app): State<Arc<App>>, origin: Origin, headers: HeaderMap) -> Result<Response, AppError> {
    let token = cookie::read(&headers).ok_or_else(AppError::sign_in_needed)?;
    Ok(answer(stay::by_refresh_token(&app, &token, &origin.address).await?, &origin))
}

/// Ends the session of this phone. Without one, there is nothing to end.
pub async fn logout(State(app): State<Arc<App>>, origin: Origin, headers: HeaderMap) -> Result<Response, AppError> {
    if let Some(token) = cookie::read(&headers) {
        stay::sign_out(&app, &token, &origin.address).await?;
    }
    let mut response = (StatusCode::NO_CONTENT, NO_STORE).into_response();
    if let Some(value) = cookie::clear(origin.secure) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    Ok(response)
}

fn answer(signed_in: SignIn, origin: &Origin) -> Response {
    let mut response = (NO_STORE, Answer(signed_in.answer)).into_response();
    if let Some(value) = cookie::set(&signed_in.refresh, origin.secure) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
