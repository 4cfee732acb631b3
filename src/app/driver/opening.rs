//! What a start still has to do once the first list can stand: the rows that no first list shows, and the person's own
//! edits.

use protocol::auth::Who;
use sync::client::{CacheStore, VaultImage};

use super::Driver;
use crate::platform::cache_store::Rest;
use crate::platform::page;

/// Stores that are open, of which not everything was read.
pub struct Opened {
    pub(super) who: Who,
    pub(super) vault: VaultImage,
    pub(super) rest: Option<Rest>,
}

impl Opened {
    /// Whether the server's rows are all there is to show.
    pub fn has_no_edits(&self) -> bool {
        self.vault.has_no_edits()
    }
}

impl Driver {
    /// The engine learns of all other rows, then of this person's own edits, and the screen shows them.
    pub async fn take_in(&self, opened: Opened) {
        let Opened { who, vault, rest } = opened;
        self.read_rest(rest).await;
        page::timed("replay", || self.advise(|client| drop(client.read_vault(vault))));
        self.desk.set_who(Some(who));
    }

    async fn read_rest(&self, rest: Option<Rest>) {
        let stores = self.stores.borrow().clone();
        let (Some(rest), Some(stores)) = (rest, stores) else { return };
        let read = rest.read(&stores.cache, |packs| self.advise(|client| client.read_rest(packs)));
        if let Ok(Some(gone)) = read.await {
            return self.advise(|client| client.rest_is_read(&gone));
        }
        // Another tab has written since, or it is damaged.
        match stores.cache.load().await {
            Ok(Some(image)) => self.advise(|client| drop(client.read_cache(image))),
            // What was read stays on the screen, and everything is fetched again beside it.
            _ => self.advise(|client| client.rest_is_lost()),
        }
    }
}
