//! The owner's API, `/api/v1`: lists, single rows, edits. For programs with a token, and admins who are signed in.

pub mod docs;
pub mod lists;
pub mod tables;
pub mod tokens;
pub mod webhooks;
pub mod writes;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{delete, get, post};

use crate::app::App;
use crate::owner::tables::import::MOST_BYTES;

/// Every path of the owner's API. Each stands in its document too; a test compares them.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/api/docs", get(docs::page))
        .route("/api/docs.css", get(docs::style))
        .route("/api/openapi.json", get(docs::document))
        .route("/api/v1/work-orders", get(lists::work_orders).post(writes::make_work_order))
        .route("/api/v1/work-orders/{id}", get(lists::work_order).patch(writes::change_work_order))
        .route("/api/v1/customers", get(lists::customers).post(writes::make_customer))
        .route("/api/v1/customers/{id}", get(lists::customer).patch(writes::change_customer))
        .route("/api/v1/items", get(lists::items).post(writes::make_item))
        .route("/api/v1/items/{id}", get(lists::item).patch(writes::change_item))
        .route("/api/v1/sites", get(lists::sites))
        .route("/api/v1/sites/{id}", get(lists::site))
        .route("/api/v1/levels", get(lists::levels))
        .route("/api/v1/levels/{id}", get(lists::level))
        .route("/api/v1/movements", get(lists::movements))
        .route("/api/v1/movements/{id}", get(lists::movement))
        .route("/api/v1/locations", get(lists::locations))
        .route("/api/v1/locations/{id}", get(lists::location))
        .route("/api/v1/time-entries", get(lists::time_entries))
        .route("/api/v1/time-entries/{id}", get(lists::time_entry))
        .route("/api/v1/users", get(lists::users))
        .route("/api/v1/users/{id}", get(lists::user))
        .route("/api/v1/photos", get(lists::photos))
        .route("/api/v1/photos/{id}", get(lists::photo))
        .route("/api/v1/export/{file}", get(tables::export))
        .route("/api/v1/import/{table}", post(tables::import).layer(DefaultBodyLimit::max(MOST_BYTES)))
        .route("/admin/api-tokens", get(tokens::list).post(tokens::make))
        .route("/admin/api-tokens/{id}", delete(tokens::revoke))
        .route("/admin/webhooks", get(webhooks::list).post(webhooks::make))
        .route("/admin/webhooks/{id}", delete(webhooks::remove))
        .route("/admin/webhooks/{id}/resume", post(webhooks::resume))
}
