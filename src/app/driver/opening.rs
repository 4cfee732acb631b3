//! What a start still has to read once the first list can stand: rows that no first list shows, and the person's own edits.

use std::collections::BTreeSet;
use std::rc::Rc;

use domain::Key;
use futures_util::future::join;
use protocol::auth::Who;
use sync::client::{CacheImage, CacheStore, Client, StoreError, VaultImage, VaultStore};

use super::Driver;
use crate::app::stores::Stores;
use crate::platform::cache_store::Rest;
use crate::platform::page;

/// A start that has not read everything.
pub struct Opening {
    pub(super) vault: VaultImage,
    pub(super) stores: Rc<Stores>,
    pub(super) rest: Option<Rest>,
    /// Rows that are gone, of those that are still to come.
    pub(super) gone: BTreeSet<Key>,
}

/// A start that has.
pub struct Opened {
    vault: VaultImage,
    /// All of the cache once more, when its rest could not be read behind what was.
    again: Option<CacheImage>,
}

impl Opening {
    /// Whether the server's rows are all there is to show.
    pub fn has_no_edits(&self) -> bool {
        self.vault.has_no_edits()
    }

    /// Reads the rest.
    pub async fn finish(self, driver: &Driver) -> Opened {
        let Self { vault, stores, rest, gone } = self;
        let Some(mut rest) = rest else { return Opened { vault, again: None } };
        loop {
            match rest.next().await {
                Some(Ok(pack)) => {
                    driver.advise(|client| client.read_rest(&pack, &gone));
                    page::next_turn().await;
                }
                Some(Err(_)) => {
                    let again = stores.cache.load().await.ok().flatten();
                    if again.is_none() {
                        // What was read stays on the screen, and all is fetched again beside it.
                        driver.advise(|client| client.rest_is_lost());
                    }
                    return Opened { vault, again };
                }
                None => return Opened { vault, again: None },
            }
        }
    }
}

impl Driver {
    /// Opens the stores of somebody who signs in while the app runs. The engine is there once everything was read. The one of
    /// who was there before goes first: requests are in the name of who comes, from now on.
    pub async fn change_to(&self, who: &Who) -> Result<(), StoreError> {
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

    /// The engine learns of this person's own edits, and the screen shows them.
    pub fn take_in(&self, who: &Who, opened: Opened) {
        if let Some(image) = opened.again {
            self.advise(|client| drop(client.read_cache(image)));
        }
        page::timed("replay", || self.advise(|client| drop(client.read_vault(opened.vault))));
        self.desk.set_who(Some(who.clone()));
    }
}
