//! A customer as it is made and changed.

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

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
