//! The other tabs of this app: what they tell, and what they are told. One tab sends for all of them.

use std::rc::Rc;

use sync::client::{CacheStore, Client, VaultStore};
use wasm_bindgen_futures::spawn_local;

use super::{Driver, Follow};
use crate::platform::clock::now_ms;
use crate::platform::page;
use crate::platform::tabs::{News, Tabs, take_the_lead};

/// A tab that is in front says so at every tick; after this long without a word there is none.
const IN_FRONT_MS: i64 = 12_000;

impl Driver {
    /// Listens to the other tabs. Called before anything is read, so that no word of theirs falls between the reading and
    /// [`Driver::join_tabs`]. Following them is the second part's business.
    pub fn listen_to_tabs(self: &Rc<Self>) {
        let driver = self.clone();
        *self.tabs.borrow_mut() = Tabs::open(move |news| match driver.follow.get() {
            Some(follow) => follow(driver.clone(), news),
            None => driver.missed.borrow_mut().push(news),
        });
    }

    /// From now on `follow` follows what the other tabs tell, and what they told before. Takes the lead when it is free.
    pub fn join_tabs(self: &Rc<Self>, follow: Follow) {
        self.follow.set(Some(follow));
        for news in self.missed.take() {
            follow(self.clone(), news);
        }
        let driver = self.clone();
        take_the_lead("pem2-sync", move || {
            driver.leads.set(true);
            driver.kick();
        });
    }

    /// Follows what another tab told.
    pub fn follow_tab(driver: Rc<Self>, news: News) {
        spawn_local(async move { driver.heard(news).await });
    }

    /// Tells the other tabs.
    pub fn tell(&self, news: News) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.tell(news);
        }
    }

    /// A reason to try: here when this tab sends, else in the tab that does.
    pub fn wake(self: &Rc<Self>, news: News) {
        if !self.leads.get() {
            return self.tell(news);
        }
        match news {
            News::Up => self.advise(Client::retry_now),
            _ => self.advise(Client::want_pull),
        }
        self.kick();
    }

    /// Whether somebody looks at this app, in this tab or in another.
    pub(super) fn in_front(&self) -> bool {
        !page::is_hidden() || now_ms() < self.other_in_front.get()
    }

    async fn heard(self: &Rc<Self>, news: News) {
        let changes = match news {
            News::Vault => match self.stores() {
                Ok(stores) => match stores.vault.load().await {
                    Ok(image) => self.client.borrow_mut().as_mut().map(|c| c.read_vault(image)),
                    Err(_) => None,
                },
                Err(_) => None,
            },
            News::Cache => match self.stores() {
                Ok(stores) => match stores.cache.load().await {
                    Ok(Some(image)) => self.client.borrow_mut().as_mut().map(|c| c.read_cache(image)),
                    _ => None,
                },
                Err(_) => None,
            },
            News::Account => return page::reload(),
            News::Up | News::Tick => {
                self.other_in_front.set(now_ms() + IN_FRONT_MS);
                if self.leads.get() {
                    self.wake(news);
                }
                return;
            }
        };
        if let Some(changes) = changes {
            self.desk.publish(&changes);
        }
        self.kick();
    }
}
