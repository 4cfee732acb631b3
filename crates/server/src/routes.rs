//! Routes: extract, authorise, call, answer. Never here: SQL, business rules.

pub mod account;
pub mod admin;
mod ahead;
pub mod api;
pub mod app_files;
pub mod auth;
pub mod blobs;
pub mod events;
pub mod health;
pub mod photos;
pub mod sync;
pub mod users;
pub mod watch;

use axum::http::{HeaderName, HeaderValue, header};

/// For answers that nobody may keep.
const NO_STORE: [(HeaderName, HeaderValue); 1] = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
