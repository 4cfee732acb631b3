//! Webhooks, for admins.

use domain::ids::UserId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::webhooks::Webhook;

/// A webhook to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where events go: https://…
    #[schema(max_length = 2000)]
    pub url: String,
    /// Which events; `*` is every one.
    #[schema(min_items = 1)]
    pub events: Vec<String>,
}

/// A webhook as it is listed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
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
}

/// A webhook that was just made.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MadeWebhook {
    /// With what events are signed, `whsec_…`: shown once, never again.
    pub secret: String,
    /// How it is listed.
    pub info: WebhookInfo,
}

/// Every webhook of the company.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WebhookList {
    /// The oldest first.
    pub webhooks: Vec<WebhookInfo>,
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
        }
    }
}
