//! Calls of admins about the company as a whole: backups, keys of other programs, webhooks.

use gloo_net::http::Method;
use protocol::backups::Backups;
use protocol::owner::{ApiTokenList, MadeApiToken, MadeWebhook, NewApiToken, NewWebhook, WebhookList};
use protocol::paths;
use uuid::Uuid;

use super::HttpApi;
use super::call::{CallError, DEADLINE_MS};

impl HttpApi {
    /// How backups stand.
    pub async fn backups(&self) -> Result<Backups, CallError> {
        self.look(paths::BACKUPS).await
    }

    /// Keys of other programs.
    pub async fn api_tokens(&self) -> Result<ApiTokenList, CallError> {
        self.look(paths::API_TOKENS).await
    }

    /// Makes one.
    pub async fn make_api_token(&self, new: &NewApiToken) -> Result<MadeApiToken, CallError> {
        self.ask(paths::API_TOKENS, new).await
    }

    /// Revokes one.
    pub async fn revoke_api_token(&self, token: Uuid) -> Result<(), CallError> {
        self.take_away(&format!("{}/{token}", paths::API_TOKENS)).await
    }

    /// Webhooks.
    pub async fn webhooks(&self) -> Result<WebhookList, CallError> {
        self.look(paths::WEBHOOKS).await
    }

    /// Makes one.
    pub async fn make_webhook(&self, new: &NewWebhook) -> Result<MadeWebhook, CallError> {
        self.ask(paths::WEBHOOKS, new).await
    }

    /// Goes on with one.
    pub async fn resume_webhook(&self, webhook: Uuid) -> Result<(), CallError> {
        self.tell(&format!("{}/{webhook}/resume", paths::WEBHOOKS), &()).await
    }

    /// Takes one away.
    pub async fn remove_webhook(&self, webhook: Uuid) -> Result<(), CallError> {
        self.take_away(&format!("{}/{webhook}", paths::WEBHOOKS)).await
    }

    pub(super) async fn take_away(&self, path: &str) -> Result<(), CallError> {
        self.authorised(|r| r, Method::DELETE, path, None, DEADLINE_MS).await?.nothing()
    }
}
