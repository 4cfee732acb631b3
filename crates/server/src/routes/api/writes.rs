//! Edits: making rows and changing them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Entity;
use domain::customer::Customer;
use domain::stock::Item;
use domain::work_order::WorkOrder;
use protocol::error::ErrorBody;

use super::lists::json;
use crate::app::App;
use crate::auth::Owner;
use crate::auth::api_token::Scope;
use crate::error::AppError;
use crate::owner::door::{self, Asked};
use crate::owner::wire::{
    Again, CustomerChange, ItemChange, NewCustomer, NewItem, NewWorkOrder, Stored, WorkOrderChange,
};
use crate::request::{Id, IdempotencyKey, Shaped};

/// Rows of one kind that are made and changed.
macro_rules! writes {
    ($make:ident $path:tt $new:ident, $change:ident $path_of_one:tt $changed:ident, $kind:ident, $what:tt) => {
        #[doc = concat!("Makes one of the ", $what, ".")]
        #[utoipa::path(
                    post, path = $path, tag = $what, request_body = $new,
                    params(Again),
                    responses(
                        (status = 201, description = "The row as it stands", body = Stored<$kind>),
                        (status = 400, description = "The body has another shape", body = ErrorBody),
                        (status = 401, description = "No token, or one that is not good", body = ErrorBody),
                        (status = 403, description = "The token lacks the scope `write`", body = ErrorBody),
                        (status = 409, description = "The key came with another request before", body = ErrorBody),
                        (status = 413, description = "The body is too large", body = ErrorBody),
                        (status = 422, description = "The rules refuse it; `rejection` says why", body = ErrorBody),
                    ),
                )]
        pub async fn $make(
            State(app): State<Arc<App>>,
            owner: Owner,
            IdempotencyKey(key): IdempotencyKey,
            new: Shaped<$new>,
        ) -> Result<Response, AppError> {
            owner.require(Scope::Write)?;
            let asked = Asked { entity: Entity::$kind, key, fields: new.fields };
            Ok((StatusCode::CREATED, json(door::make(&app, &owner, asked).await?)).into_response())
        }

        #[doc = concat!("Changes one of the ", $what, ": what is not named stays.")]
        #[utoipa::path(
                    patch, path = $path_of_one, tag = $what, request_body = $changed,
                    params(
                        ("id" = Uuid, Path, description = "Its identifier"),
                        Again,
                    ),
                    responses(
                        (status = 200, description = "The row as it stands", body = Stored<$kind>),
                        (status = 400, description = "The body has another shape", body = ErrorBody),
                        (status = 401, description = "No token, or one that is not good", body = ErrorBody),
                        (status = 403, description = "The token lacks the scope `write`", body = ErrorBody),
                        (status = 404, description = "The company has no such row", body = ErrorBody),
                        (status = 409, description = "The key came with another request before", body = ErrorBody),
                        (status = 413, description = "The body is too large", body = ErrorBody),
                        (status = 422, description = "The rules refuse it; `rejection` says why", body = ErrorBody),
                    ),
                )]
        pub async fn $change(
            State(app): State<Arc<App>>,
            owner: Owner,
            Id(id): Id,
            IdempotencyKey(key): IdempotencyKey,
            change: Shaped<$changed>,
        ) -> Result<Response, AppError> {
            owner.require(Scope::Write)?;
            let asked = Asked { entity: Entity::$kind, key, fields: change.fields };
            Ok(json(door::change(&app, &owner, id, asked).await?))
        }
    };
}

writes!(
    make_work_order "/api/v1/work-orders" NewWorkOrder,
    change_work_order "/api/v1/work-orders/{id}" WorkOrderChange,
    WorkOrder, "work orders"
);
writes!(
    make_customer "/api/v1/customers" NewCustomer,
    change_customer "/api/v1/customers/{id}" CustomerChange,
    Customer, "customers"
);
writes!(make_item "/api/v1/items" NewItem, change_item "/api/v1/items/{id}" ItemChange, Item, "items");
