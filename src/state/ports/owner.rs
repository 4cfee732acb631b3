//! What admins ask of the server about the company as a whole: backups, and other programs that read, write or are told.

use protocol::backups::Backups;
use protocol::owner::{ApiTokenInfo, MadeApiToken, MadeWebhook, NewApiToken, NewWebhook, WebhookInfo};
use uuid::Uuid;

use super::Asked;

/// For admins.
pub trait Owner {
    /// How backups stand.
    fn backups(&self) -> Asked<Backups>;
    /// Keys of other programs, the newest first, revoked ones too.
    fn tokens(&self) -> Asked<Vec<ApiTokenInfo>>;
    /// Makes one. It is shown once.
    fn make_token(&self, new: NewApiToken) -> Asked<MadeApiToken>;
    /// From now on it is refused.
    fn revoke_token(&self, token: Uuid) -> Asked<()>;
    /// Where other programs are told what happens, the oldest first.
    fn webhooks(&self) -> Asked<Vec<WebhookInfo>>;
    /// Makes one. Its secret is shown once.
    fn make_webhook(&self, new: NewWebhook) -> Asked<MadeWebhook>;
    /// Goes on with one that was given up, or waits, from where it stopped.
    fn resume_webhook(&self, webhook: Uuid) -> Asked<()>;
    /// Takes one away.
    fn remove_webhook(&self, webhook: Uuid) -> Asked<()>;
}
