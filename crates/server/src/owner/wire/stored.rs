//! Tokens and webhooks as they are told of, made of what is stored.

use protocol::owner::{ApiTokenInfo, WebhookInfo};

use crate::auth::api_token::scopes_in;
use crate::db::api_tokens::ApiToken;
use crate::db::webhooks::Webhook;

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
