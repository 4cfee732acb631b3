//! What a start still has to do once the first list can stand: the rows that no first list shows, and the person's own
//! edits.

use std::rc::Rc;

use futures_util::future::join;
use protocol::auth::Who;
use sync::client::{CacheStore, Client, StoreError, VaultImage, VaultStore};

use super::Driver;
use crate::app::stores::Stores;
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
    /// Opens the stores of somebody who signs in while the app runs. All is read before the engine is there: pages that stand
    /// may ask it and change it at once.
    pub async fn change_to(&self, who: &Who) -> Result<(), StoreError> {
        // Requests are in the name of who comes, from now on: the engine of the one before asks for nothing more.
        self.client.borrow_mut().take();
        self.stores.borrow_mut().take();
        let stores = Rc::new(Stores::open(who).await?);
        let (vault, cache) = join(stores.vault.load(), stores.cache.load()).await;
        // A cache that cannot be read is filled again; the vault is what counts.
        let client = Client::open(who.user, who.role, Self::device(), vault?, cache.unwrap_or_default());
        self.put_in_place(stores, client);
        self.desk.set_who(Some(who.clone()));
        Ok(())
    }

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
