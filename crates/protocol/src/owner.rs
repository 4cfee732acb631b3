//! What admins make for other programs of the company: API tokens, and webhooks that tell what happens. Tokens and secrets
//! are shown once.

use domain::ids::UserId;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

/// What a token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Read lists and single rows.
    Read,
    /// Make and change rows, and import files. Reading is a scope of its own.
    Write,
    /// Export whole tables as CSV.
    Export,
    /// Manage webhooks.
    Hooks,
}

/// Every scope.
pub const SCOPES: [Scope; 4] = [Scope::Read, Scope::Write, Scope::Export, Scope::Hooks];

impl Scope {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Export => "export",
            Self::Hooks => "hooks",
        }
    }
}

/// Scopes of a list, without those that only a later server knows.
fn known_scopes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Scope>, D::Error> {
    let names = Vec::<String>::deserialize(from)?;
    Ok(names.iter().filter_map(|name| SCOPES.into_iter().find(|scope| scope.name() == name)).collect())
}

/// Every event that a webhook may be told of.
pub const EVENTS: [&str; 5] =
    ["work_order.created", "work_order.status_changed", "stock.low", "time_entry.recorded", "photo.added"];

/// A token to be made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApiToken {
    /// What it is for.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub name: String,
    /// What it may do.
    #[cfg_attr(feature = "openapi", schema(min_items = 1))]
    pub scopes: Vec<Scope>,
}

/// A token as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiTokenInfo {
    /// Its identifier.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// What it may do.
    #[serde(deserialize_with = "known_scopes")]
    pub scopes: Vec<Scope>,
    /// The admin who made it, and as whom it acts.
    pub made_by: UserId,
    /// When it was made, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// When it was used last, to the minute.
    pub last_used_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// A token that was just made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeApiToken {
    /// The token itself: shown once, never again.
    pub token: String,
    /// How it is listed.
    pub info: ApiTokenInfo,
}

/// Every token of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiTokenList {
    /// The newest first, revoked ones too.
    pub tokens: Vec<ApiTokenInfo>,
}

/// A webhook to be made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where events go: https://…
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub url: String,
    /// Which events; `*` is every one.
    #[cfg_attr(feature = "openapi", schema(min_items = 1))]
    pub events: Vec<String>,
}

/// A webhook as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookInfo {
    /// Its identifier.
    pub id: Uuid,
    /// Where events go.
    pub url: String,
    /// Which events.
    pub events: Vec<String>,
    /// The admin who made it.
    pub made_by: UserId,
    /// When it was made, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Since when nothing arrives.
    pub failing_since: Option<i64>,
    /// Why, the last time.
    pub failure: Option<String>,
    /// When it was given up; an admin may resume it.
    pub disabled_at: Option<i64>,
    /// When it last took an event.
    #[serde(default)]
    pub delivered_at: Option<i64>,
}

/// A webhook that was just made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeWebhook {
    /// With what events are signed, `whsec_…`: shown once, never again.
    pub secret: String,
    /// How it is listed.
    pub info: WebhookInfo,
}

/// Every webhook of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookList {
    /// The oldest first.
    pub webhooks: Vec<WebhookInfo>,
}
