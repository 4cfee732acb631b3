//! What admins ask about the company as a whole, over the network.

use protocol::backups::Backups;
use protocol::owner::{ApiTokenInfo, MadeApiToken, MadeWebhook, NewApiToken, NewWebhook, WebhookInfo};
use uuid::Uuid;

use super::account::asked;
use super::office::AppOffice;
use crate::state::ports::{Asked, Owner};

impl Owner for AppOffice {
    fn backups(&self) -> Asked<Backups> {
        asked(&self.0, |api| async move { api.backups().await })
    }

    fn tokens(&self) -> Asked<Vec<ApiTokenInfo>> {
        asked(&self.0, |api| async move { api.api_tokens().await.map(|list| list.tokens) })
    }

    fn make_token(&self, new: NewApiToken) -> Asked<MadeApiToken> {
        asked(&self.0, |api| async move { api.make_api_token(&new).await })
    }

    fn revoke_token(&self, token: Uuid) -> Asked<()> {
        asked(&self.0, |api| async move { api.revoke_api_token(token).await })
    }

    fn webhooks(&self) -> Asked<Vec<WebhookInfo>> {
        asked(&self.0, |api| async move { api.webhooks().await.map(|list| list.webhooks) })
    }

    fn make_webhook(&self, new: NewWebhook) -> Asked<MadeWebhook> {
        asked(&self.0, |api| async move { api.make_webhook(&new).await })
    }

    fn resume_webhook(&self, webhook: Uuid) -> Asked<()> {
        asked(&self.0, |api| async move { api.resume_webhook(webhook).await })
    }

    fn remove_webhook(&self, webhook: Uuid) -> Asked<()> {
        asked(&self.0, |api| async move { api.remove_webhook(webhook).await })
    }
}
