//! Tokens of programs, for admins.

use domain::ids::UserId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::api_token::Scope;
use crate::db::api_tokens::ApiToken;

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiToken {
    /// What it is for.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What it may do.
    #[schema(min_items = 1)]
    pub scopes: Vec<Scope>,
}

/// A token as it is listed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ApiTokenInfo {
    /// Its identifier.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// What it may do.
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
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MadeApiToken {
    /// The token itself: shown once, never again.
    pub token: String,
    /// How it is listed.
    pub info: ApiTokenInfo,
}

/// Every token of the company.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ApiTokenList {
    /// The newest first, revoked ones too.
    pub tokens: Vec<ApiTokenInfo>,
}

impl From<ApiToken> for ApiTokenInfo {
    fn from(token: ApiToken) -> Self {
        Self {
            id: token.id,
            name: token.name,
            scopes: Scope::all_in(&token.scopes),
            made_by: token.user,
            made_at: token.created_at,
            last_used_at: token.last_used_at,
            revoked_at: token.revoked_at,
        }
    }
}
