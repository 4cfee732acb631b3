//! A work order as it is made and changed.

use domain::ids::{CustomerId, SiteId, UserId};
use domain::status::{Status, WaitingOn};
use domain::work_order::{Kind, Priority, Window};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A work order to be made. The number is given by the server.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub struct NewWorkOrder {
    /// Its identifier, a UUID; made from the idempotency key, or by chance, when there is none.
    #[serde(default)]
    id: Option<Uuid>,
    /// One line of what is to be done.
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// For whom; must be there.
    customer: CustomerId,
    /// Where.
    #[serde(default)]
    site: Option<SiteId>,
    /// What sort; an ordinary call unless told.
    kind: Option<Kind>,
    /// How urgent.
    priority: Option<Priority>,
    /// `draft`, `scheduled` or `dispatched`; anything else becomes a draft.
    status: Option<Status>,
    /// All of it.
    #[schema(max_length = 20000)]
    description: Option<String>,
    /// When.
    window: Option<Window>,
    /// By whom.
    assignees: Option<Vec<UserId>>,
    /// Permit number.
    #[schema(max_length = 200)]
    permit: Option<String>,
    /// Edition of the code.
    #[schema(max_length = 200)]
    code_edition: Option<String>,
    /// Public work under prevailing wage.
    prevailing_wage: Option<bool>,
}

/// What is to be changed of a work order; what is not named stays, and so does what is `null`, but for
/// `site` and `window`, which it empties.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub struct WorkOrderChange {
    /// One line of what is to be done.
    #[schema(min_length = 1, max_length = 200)]
    title: Option<String>,
    /// For whom.
    customer: Option<CustomerId>,
    /// Where.
    site: Option<SiteId>,
    /// What sort.
    kind: Option<Kind>,
    /// How urgent.
    priority: Option<Priority>,
    /// Where it stands from now on: a step of the status machine, as an admin may take it.
    status: Option<Status>,
    /// Why, for steps that need a reason.
    #[schema(max_length = 2000)]
    reason: Option<String>,
    /// Whom it waits for, with the status `waiting`.
    waiting_on: Option<WaitingOn>,
    /// All of it.
    #[schema(max_length = 20000)]
    description: Option<String>,
    /// When.
    window: Option<Window>,
    /// Everybody who is on it from now on.
    assignees: Option<Vec<UserId>>,
    /// Permit number.
    #[schema(max_length = 200)]
    permit: Option<String>,
    /// Edition of the code.
    #[schema(max_length = 200)]
    code_edition: Option<String>,
    /// Public work under prevailing wage.
    prevailing_wage: Option<bool>,
}
