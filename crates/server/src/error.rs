//! The one error that every route answers: a status and the body of `protocol::error`.
//!
//! What went wrong inside is written to the log under the request's name; outside it is only "internal".

use std::error::Error;
use std::panic::Location;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Rejection;
use protocol::error::{ErrorBody, ErrorCode};
use sync::server::PushError;

use crate::blobs::BlobError;
use crate::db::DbError;
use crate::request;
use crate::telemetry::Failure;

/// Seconds after which a phone may ask again when the server cannot work just now.
const SOON: u64 = 5;

/// Why a request was not answered as asked.
#[derive(Debug)]
pub struct AppError {
    code: ErrorCode,
    message: String,
    retry_after: Option<u64>,
    upload_offset: Option<u64>,
    rejection: Option<Rejection>,
    /// Noted where it is answered: a push is written by another task than the request's.
    failure: Option<Failure>,
}

impl AppError {
    /// An error with words for a developer.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), retry_after: None, upload_offset: None, rejection: None, failure: None }
    }

    /// Too many tries; good again after so many seconds.
    pub fn too_many(retry_after: u64) -> Self {
        Self { retry_after: Some(retry_after.max(1)), ..Self::new(ErrorCode::TooMany, "too many tries") }
    }

    /// Bytes that do not follow what is there; `offset` says how many are there.
    pub fn offset_mismatch(offset: u64) -> Self {
        let message = format!("{offset} bytes are here");
        Self { upload_offset: Some(offset), ..Self::new(ErrorCode::OffsetMismatch, message) }
    }

    /// The rules refuse an edit.
    pub fn refused(rejection: Rejection) -> Self {
        let message = format!("the rules refuse it: {rejection}");
        Self { rejection: Some(rejection), ..Self::new(ErrorCode::Refused, message) }
    }

    /// Nobody is signed in, or no longer.
    pub fn sign_in_needed() -> Self {
        Self::new(ErrorCode::SignInNeeded, "sign in")
    }

    /// The account is locked.
    pub fn locked() -> Self {
        Self::new(ErrorCode::AccountInactive, "this account is locked")
    }

    /// The company asks this admin for a second factor first.
    pub fn second_factor_due() -> Self {
        Self::new(ErrorCode::SecondFactorDue, "this company asks its admins for a second factor: set one up first")
    }

    /// There is no such thing, as far as this person may know.
    pub fn not_found() -> Self {
        Self::new(ErrorCode::NotFound, "no such thing")
    }

    /// Something inside failed; `cause` goes to the log only.
    #[track_caller]
    pub fn internal(cause: &(dyn Error + 'static)) -> Self {
        tracing::error!(request_id = %request::id(), cause, "internal error");
        let failure = Some(Failure { part: part(cause), place: Location::caller() });
        let words = "the server failed; its log has the reason under this request_id";
        Self { failure, ..Self::new(ErrorCode::Internal, words) }
    }

    /// The server cannot work just now.
    pub fn unavailable() -> Self {
        Self { retry_after: Some(SOON), ..Self::new(ErrorCode::Unavailable, "the server cannot work just now") }
    }

    /// The reason.
    pub fn code(&self) -> ErrorCode {
        self.code
    }
}

/// A part of the program that gave up.
#[derive(Debug, thiserror::Error)]
#[error("panic: {0}")]
pub struct Panic(pub String);

/// The part that failed. Words of an error may hold what somebody entered; its type does not.
fn part(cause: &(dyn Error + 'static)) -> &'static str {
    match () {
        () if cause.is::<DbError>() => "database",
        () if cause.is::<BlobError>() => "photo store",
        () if cause.is::<std::io::Error>() => "disk",
        () if cause.is::<Panic>() => "program",
        () => "server",
    }
}

/// The status of each reason.
const fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::BadRequest | ErrorCode::Other => StatusCode::BAD_REQUEST,
        ErrorCode::SignInNeeded | ErrorCode::BadCredentials => StatusCode::UNAUTHORIZED,
        // Not 401 for what a person may simply type again: to the app that means that its access token is over.
        ErrorCode::AccountInactive
        | ErrorCode::BadSetUpCode
        | ErrorCode::SetUpNeeded
        | ErrorCode::SecondFactorNeeded
        | ErrorCode::BadSecondFactor
        | ErrorCode::WrongPassword
        | ErrorCode::SecondFactorDue
        | ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::EpochChanged | ErrorCode::OffsetMismatch | ErrorCode::Conflict => StatusCode::CONFLICT,
        ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::WeakPassword | ErrorCode::HashMismatch | ErrorCode::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::UpdateNeeded => StatusCode::UPGRADE_REQUIRED,
        ErrorCode::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        if let Some(failure) = self.failure {
            request::note_failure(failure);
        }
        let (code, advice) = (self.code, self.code.advice());
        let body =
            ErrorBody { code, advice, message: self.message, request_id: request::id(), rejection: self.rejection };
        let mut response = (status(self.code), Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(offset) = self.upload_offset {
            headers.insert(protocol::paths::UPLOAD_OFFSET, HeaderValue::from(offset));
        }
        response
    }
}

impl From<DbError> for AppError {
    #[track_caller]
    fn from(error: DbError) -> Self {
        if error.is_passing() {
            tracing::warn!(request_id = %request::id(), %error, "database busy");
            return Self::unavailable();
        }
        Self::internal(&error)
    }
}

impl From<PushError<DbError>> for AppError {
    #[track_caller]
    fn from(error: PushError<DbError>) -> Self {
        match error {
            PushError::EpochChanged(epoch) => {
                Self::new(ErrorCode::EpochChanged, format!("the database is now {epoch}"))
            }
            PushError::NotActive => Self::new(ErrorCode::AccountInactive, "this account is switched off"),
            PushError::Store(error) => error.into(),
        }
    }
}

impl From<BlobError> for AppError {
    #[track_caller]
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Refused(code, message) => Self::new(code, message),
            BlobError::Offset(offset) => Self::offset_mismatch(offset),
            BlobError::Db(error) => error.into(),
            other => Self::internal(&other),
        }
    }
}
