//! The shapes of the owner's API. Those of the company's things are the entities of `domain` themselves; here is what
//! lies around them, and what may be written.

use domain::ids::{CustomerId, SiteId, UserId};
use domain::quantity::Quantity;
use domain::status::{Status, WaitingOn};
use domain::stock::ItemCode;
use domain::work_order::{Kind, Priority, Window};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

pub use protocol::owner::{
    ApiTokenInfo, ApiTokenList, MadeApiToken, MadeWebhook, NewApiToken, NewWebhook, WebhookInfo, WebhookList,
};

use crate::auth::api_token::scopes_in;
use crate::db::api_tokens::ApiToken;
use crate::db::webhooks::Webhook;

/// A row: the thing itself under `fields`, and how it came about. The database writes this text itself.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Stored<T> {
    /// Its identifier.
    pub id: Uuid,
    /// Counts the edits that changed it, from 1.
    pub version: u64,
    /// The company's sequence number of its last edit.
    pub seq: u64,
    /// When it was made, in milliseconds since 1970 UTC.
    pub created_at: i64,
    /// Who made it.
    pub created_by: Uuid,
    /// When it was changed last.
    pub updated_at: i64,
    /// Who changed it last.
    pub updated_by: Uuid,
    /// It was removed.
    #[serde(default)]
    pub removed: bool,
    /// The thing itself. Fields that are not there have their empty value.
    pub fields: T,
}

/// A page of a list, in the order of the last edits.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<Stored<T>>,
    /// Goes into `after` to ask for what follows; also later, for what has changed since.
    pub next: String,
    /// There may be more at this moment.
    pub more: bool,
}

/// What every list takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct Paging {
    /// At most so many rows; 50 unless told.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9a-f]{1,15}[.][0-9a-f]{32}$")]
    after: Option<String>,
    /// Only rows whose last edit has a higher sequence number.
    #[param(minimum = 0)]
    changed_since: Option<i64>,
    /// Only rows changed at this moment or later, in milliseconds since 1970 UTC.
    updated_since: Option<i64>,
    /// `true`: removed rows too, marked `removed`.
    removed: Option<bool>,
}

/// The name that a program gives a request that writes.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code)]
pub struct Again {
    /// The program's own name for this request, a UUID. Sent twice, it is done once.
    #[param(rename = "Idempotency-Key", nullable = false, required = false)]
    key: Option<Uuid>,
}

/// By what work orders may be narrowed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct WorkOrderFilters {
    /// Where they stand.
    #[param(inline)]
    status: Option<Status>,
    /// The person who is on them.
    assigned_to: Option<Uuid>,
    /// The customer.
    customer: Option<Uuid>,
    /// The window ends after this moment, in milliseconds since 1970 UTC.
    from: Option<i64>,
    /// The window starts before this moment.
    to: Option<i64>,
}

/// By what sites may be narrowed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct SiteFilters {
    /// The customer.
    customer: Option<Uuid>,
}

/// By what rows of a work order may be narrowed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct WorkOrderOf {
    /// The work order.
    work_order: Option<Uuid>,
}

/// By what rows of a person may be narrowed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct UserOf {
    /// The person.
    user: Option<Uuid>,
}

/// What has no filters of its own.
#[derive(IntoParams)]
pub struct NoFilters {}

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

/// A customer to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub struct NewCustomer {
    /// Its identifier, a UUID; made from the idempotency key, or by chance, when there is none.
    #[serde(default)]
    id: Option<Uuid>,
    /// Person or firm.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Residential, commercial, …
    #[schema(max_length = 200)]
    kind: Option<String>,
    /// Phone number.
    #[schema(max_length = 200)]
    phone: Option<String>,
    /// E-mail address.
    #[schema(max_length = 200)]
    email: Option<String>,
    /// Anything worth knowing.
    #[schema(max_length = 20000)]
    notes: Option<String>,
    /// No longer served.
    inactive: Option<bool>,
}

/// What is to be changed of a customer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub struct CustomerChange {
    /// Person or firm.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// Residential, commercial, …
    #[schema(max_length = 200)]
    kind: Option<String>,
    /// Phone number.
    #[schema(max_length = 200)]
    phone: Option<String>,
    /// E-mail address.
    #[schema(max_length = 200)]
    email: Option<String>,
    /// Anything worth knowing.
    #[schema(max_length = 20000)]
    notes: Option<String>,
    /// No longer served.
    inactive: Option<bool>,
}

/// An item to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub struct NewItem {
    /// Its identifier, a UUID; made from the idempotency key, or by chance, when there is none.
    #[serde(default)]
    id: Option<Uuid>,
    /// Its name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// What is counted: "ea", "ft".
    #[schema(min_length = 1, max_length = 20)]
    unit: String,
    /// Its category.
    #[schema(max_length = 200)]
    category: Option<String>,
    /// Its brand.
    #[schema(max_length = 200)]
    brand: Option<String>,
    /// Codes that mean this item.
    codes: Option<Vec<ItemCode>>,
    /// Restock a truck below this, in thousandths of the unit.
    truck_min: Option<Quantity>,
    /// Restock a truck up to this, in thousandths of the unit.
    truck_max: Option<Quantity>,
    /// What one costs, in cents.
    cost_cents: Option<i64>,
    /// No longer bought.
    inactive: Option<bool>,
}

/// What is to be changed of an item.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub struct ItemChange {
    /// Its name.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// What is counted.
    #[schema(min_length = 1, max_length = 20)]
    unit: Option<String>,
    /// Its category.
    #[schema(max_length = 200)]
    category: Option<String>,
    /// Its brand.
    #[schema(max_length = 200)]
    brand: Option<String>,
    /// Restock a truck below this, in thousandths of the unit.
    truck_min: Option<Quantity>,
    /// Restock a truck up to this, in thousandths of the unit.
    truck_max: Option<Quantity>,
    /// What one costs, in cents.
    cost_cents: Option<i64>,
    /// No longer bought.
    inactive: Option<bool>,
}

impl From<Webhook> for WebhookInfo {
    fn from(webhook: Webhook) -> Self {
        Self {
            id: webhook.id,
            url: webhook.url,
            events: webhook.events.split(' ').map(str::to_owned).collect(),
            made_by: webhook.created_by,
            made_at: webhook.created_at,
            failing_since: webhook.failing_since,
            failure: webhook.failure,
            disabled_at: webhook.disabled_at,
            delivered_at: webhook.delivered_at,
        }
    }
}

impl From<ApiToken> for ApiTokenInfo {
    fn from(token: ApiToken) -> Self {
        Self {
            id: token.id,
            name: token.name,
            scopes: scopes_in(&token.scopes),
            made_by: token.user,
            made_at: token.created_at,
            last_used_at: token.last_used_at,
            revoked_at: token.revoked_at,
        }
    }
}
