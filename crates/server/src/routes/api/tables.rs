//! Whole tables: out as CSV, in from CSV.

use std::sync::Arc;

use axum::Json as Answer;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::try_unfold;
use protocol::error::ErrorBody;
use serde::Deserialize;
use sync::server::ServerStore;

use super::super::NO_STORE;
use crate::app::App;
use crate::auth::Owner;
use crate::auth::api_token::Scope;
use crate::clock;
use crate::db::audit;
use crate::error::AppError;
use crate::owner::door;
use crate::owner::tables::export::{self, Export};
use crate::owner::tables::import::{self, By, Report};
use crate::owner::tables::names::Names;
use crate::request::{self, Origin, Query};

/// A whole table as CSV (RFC 4180, UTF-8): `customers`, `sites`, `items`, `locations`, `levels`, `movements`, `users`,
/// `work-orders`, `time-entries` or `photos`, each with `.csv` behind it. A cell that a spreadsheet would take for a formula
/// has an apostrophe in front; imports take it away.
#[utoipa::path(
    get, path = "/api/v1/export/{file}", tag = "whole tables",
    params(("file" = String, Path, description = "customers.csv, work-orders.csv, …")),
    responses(
        (status = 200, description = "The table", content_type = "text/csv", body = String),
        (status = 401, description = "No token, or one that is not good", body = ErrorBody),
        (status = 403, description = "The token lacks the scope `export`", body = ErrorBody),
        (status = 404, description = "There is no such table", body = ErrorBody),
    ),
)]
pub async fn export(
    State(app): State<Arc<App>>,
    owner: Owner,
    origin: Origin,
    file: Result<Path<String>, axum::extract::rejection::PathRejection>,
) -> Result<Response, AppError> {
    owner.require(Scope::Export)?;
    let Path(file) = file.map_err(|_| AppError::not_found())?;
    let table = file.strip_suffix(".csv").and_then(export::table).ok_or_else(AppError::not_found)?;
    let mut tx = app.db.begin().await?;
    let entry = audit::Entry {
        company: owner.company,
        user: Some(owner.user),
        address: &origin.address,
        event: "exported",
        detail: table.name.to_owned(),
    };
    audit::write(&mut tx, entry, clock::now()).await?;
    tx.commit().await?;
    let names = Names::of(&app.store, owner.company).await?;
    let export = Export::new(app.db.clone(), owner.company, table, names);
    let pieces = try_unfold(export, |mut export| async move {
        Ok::<_, export::ExportError>(export.next().await?.map(|piece| (Bytes::from(piece), export)))
    });
    let mut response = (NO_STORE, Body::from_stream(pieces)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{}.csv\"", table.name)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// How an import is meant.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Manner {
    dry_run: bool,
}

/// Takes a CSV file (UTF-8, at most 5 MB and 5,000 rows) as ordinary edits: all of it, or nothing and a list of every
/// problem. With `dry_run=true` it only says what it would do. The same file sent twice does nothing twice. Names of columns
/// are understood whatever their case, spaces and hyphens; the page /api/docs lists them.
#[utoipa::path(
    post, path = "/api/v1/import/{table}", tag = "whole tables",
    params(
        ("table" = String, Path, description = "customers, items, opening-stock, users or work-orders"),
        ("dry_run" = Option<bool>, Query, description = "true: only say what would be done"),
    ),
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, description = "What was done, or would be", body = Report),
        (status = 400, description = "A parameter makes no sense", body = ErrorBody),
        (status = 401, description = "No token, or one that is not good", body = ErrorBody),
        (status = 403, description = "The token lacks the scope `write`", body = ErrorBody),
        (status = 404, description = "There is no such table", body = ErrorBody),
        (status = 413, description = "The file is too large", body = ErrorBody),
        (status = 422, description = "Nothing was done: the problems", body = Report),
    ),
)]
pub async fn import(
    State(app): State<Arc<App>>,
    owner: Owner,
    origin: Origin,
    table: Result<Path<String>, axum::extract::rejection::PathRejection>,
    Query(manner): Query<Manner>,
    request::Bytes(file): request::Bytes,
) -> Result<Response, AppError> {
    owner.require(Scope::Write)?;
    let Path(name) = table.map_err(|_| AppError::not_found())?;
    let known = import::TABLES.iter().find(|(known, _)| *known == name);
    let (_, table) = known.ok_or_else(AppError::not_found)?;
    let device = door::device(&owner);
    let by = By {
        company: owner.company,
        user: owner.user,
        device,
        address: &origin.address,
        is_program: owner.token.is_some(),
    };
    let (report, done) = import::take(&app.store, &by, *table, &file, manner.dry_run).await?;
    if done.is_some() {
        app.hints.tell(owner.company, app.store.head(owner.company).await?);
    }
    let status = match report.problems.is_empty() || report.dry_run {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, NO_STORE, Answer(report)).into_response())
}
