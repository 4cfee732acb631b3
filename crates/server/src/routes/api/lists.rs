//! Lists and single rows.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::Entity;
use domain::customer::{Customer, Site};
use domain::people::User;
use domain::photo::Photo;
use domain::stock::{Item, Level, Location, Movement};
use domain::time_entry::TimeEntry;
use domain::work_order::WorkOrder;
use protocol::error::ErrorBody;
use uuid::Uuid;

use crate::app::App;
use crate::auth::Owner;
use crate::auth::api_token::Scope;
use crate::clock;
use crate::db;
use crate::error::AppError;
use crate::owner::lists::{self, Query as Asked};
use crate::owner::wire::{NoFilters, Page, Paging, SiteFilters, Stored, UserOf, WorkOrderFilters, WorkOrderOf};
use crate::request::{Id, query};

/// JSON as it is, for nobody to keep.
pub(super) fn json(text: impl Into<Bytes>) -> Response {
    let mut response = text.into().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn page(app: &App, owner: &Owner, entity: Entity, uri: &Uri) -> Result<Response, AppError> {
    owner.require(Scope::Read)?;
    let question = uri.path_and_query().map_or("", |question| question.as_str());
    // Before it is read: what is written meanwhile makes it old.
    let state = (app.hints.written(owner.company), clock::now());
    if let Some(text) = app.pages.find(owner.company, question, state) {
        return Ok(json(text));
    }
    let ask = query::<Asked>(uri)?.ask(entity)?;
    let page = db::lists::page(&app.db, owner.company, &ask).await?;
    let text = Bytes::from(lists::text(&page, ask.limit));
    app.pages.keep(owner.company, question.to_owned(), text.clone(), state);
    Ok(json(text))
}

async fn one(app: &App, owner: &Owner, entity: Entity, id: Uuid) -> Result<Response, AppError> {
    owner.require(Scope::Read)?;
    db::lists::one(&app.db, owner.company, entity, id).await?.map(json).ok_or_else(AppError::not_found)
}

/// A list of one kind and its rows one by one.
macro_rules! list {
    ($list:ident $path:tt, $one:ident $path_of_one:tt, $kind:ident, $filters:ident, $what:tt) => {
        #[doc = concat!("A page of the ", $what, ".")]
        #[utoipa::path(
                    get, path = $path, tag = $what, params(Paging, $filters),
                    responses(
                        (status = 200, description = "A page, in the order of the last edits", body = Page<$kind>),
                        (status = 400, description = "A parameter makes no sense", body = ErrorBody),
                        (status = 401, description = "No token, or one that is not good", body = ErrorBody),
                        (status = 403, description = "The token lacks the scope `read`", body = ErrorBody),
                    ),
                )]
        pub async fn $list(
            State(app): State<Arc<App>>,
            owner: Owner,
            uri: Uri,
        ) -> Result<Response, AppError> {
            page(&app, &owner, Entity::$kind, &uri).await
        }

        #[doc = concat!("One of the ", $what, ".")]
        #[utoipa::path(
                    get, path = $path_of_one, tag = $what,
                    params(("id" = Uuid, Path, description = "Its identifier")),
                    responses(
                        (status = 200, description = "The row", body = Stored<$kind>),
                        (status = 401, description = "No token, or one that is not good", body = ErrorBody),
                        (status = 403, description = "The token lacks the scope `read`", body = ErrorBody),
                        (status = 404, description = "The company has no such row", body = ErrorBody),
                    ),
                )]
        pub async fn $one(State(app): State<Arc<App>>, owner: Owner, Id(id): Id) -> Result<Response, AppError> {
            one(&app, &owner, Entity::$kind, id).await
        }
    };
}

list!(work_orders "/api/v1/work-orders", work_order "/api/v1/work-orders/{id}", WorkOrder, WorkOrderFilters, "work orders");
list!(customers "/api/v1/customers", customer "/api/v1/customers/{id}", Customer, NoFilters, "customers");
list!(sites "/api/v1/sites", site "/api/v1/sites/{id}", Site, SiteFilters, "sites");
list!(items "/api/v1/items", item "/api/v1/items/{id}", Item, NoFilters, "items");
list!(levels "/api/v1/levels", level "/api/v1/levels/{id}", Level, NoFilters, "stock levels");
list!(movements "/api/v1/movements", movement "/api/v1/movements/{id}", Movement, NoFilters, "stock movements");
list!(locations "/api/v1/locations", location "/api/v1/locations/{id}", Location, NoFilters, "locations");
list!(time_entries "/api/v1/time-entries", time_entry "/api/v1/time-entries/{id}", TimeEntry, UserOf, "time entries");
list!(users "/api/v1/users", user "/api/v1/users/{id}", User, NoFilters, "people");
list!(photos "/api/v1/photos", photo "/api/v1/photos/{id}", Photo, WorkOrderOf, "photos");
