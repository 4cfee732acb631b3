//! The other tabs of this app: what they tell, and what they are told. One tab sends for all of them.

use std::rc::Rc;

use sync::client::{CacheStore, Changes, Client, VaultStore};
use wasm_bindgen_futures::spawn_local;

use super::{Driver, Follow};
use crate::platform::clock::now_ms;
use crate::platform::page;
use crate::platform::tabs::{News, Tabs, take_the_lead};

/// A tab that is in front says so at every tick; after this long without a word there is none.
const IN_FRONT_MS: i64 = 12_000;
/// Every so many ticks the app asks for rows without a hint.
const TICKS_A_PULL: u32 = 6;

impl Driver {
    /// Listens to the other tabs. Called before anything is read, so that no word of theirs falls between the reading and
    /// [`Driver::join_tabs`]. Following them is the second part's business.
    pub fn listen_to_tabs(self: &Rc<Self>) {
        let driver = self.clone();
        *self.tabs.borrow_mut() = Tabs::open(move |news| match driver.follow.get() {
            Some(follow) => follow(driver.clone(), news),
            // Two of a kind mean no more than one: each is a reason to read.
            None if !driver.missed.borrow().contains(&news) => driver.missed.borrow_mut().push(news),
            None => {}
        });
    }

    /// From now on `follow` follows what the other tabs tell, and what they told before. Takes the lead when it is free.
    pub fn join_tabs(self: &Rc<Self>, follow: Follow) {
        self.follow.set(Some(follow));
        for news in self.missed.take() {
            follow(self.clone(), news);
        }
        if !page::is_hidden() {
            self.tell(News::Up);
        }
        let driver = self.clone();
        take_the_lead("pem2-sync", move || {
            let driver = driver.clone();
            spawn_local(async move {
                driver.catch_up().await;
                driver.leads.set(true);
                driver.kick();
            });
        });
    }

    /// Reads what a tab may have written that led before and died without a word: whoever sends has to know which database
    /// the phone's confirmed work is in.
    async fn catch_up(&self) {
        let _lane = self.lane.lock().await;
        let Ok(stores) = self.stores() else { return };
        let mut changes = Changes::default();
        if let Ok(image) = stores.vault.load().await
            && let Some(client) = self.client.borrow_mut().as_mut()
        {
            changes = client.read_vault(image);
        }
        let known = self.desk.with_client(|client| client.meta().clone());
        if let Ok(Some(meta)) = stores.cache.meta().await
            && Some(&meta) != known.as_ref()
            && let Ok(Some(image)) = stores.cache.load().await
            && let Some(client) = self.client.borrow_mut().as_mut()
        {
            changes = client.read_cache(image);
        }
        self.desk.publish(&changes);
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

    /// A reason to try: here when this tab sends, else in the tab that does. A tab behind another hears of the network too,
    /// but tells nobody: what it told would mean that it is in front.
    pub fn wake(self: &Rc<Self>, news: News) {
        if self.leads.get() {
            self.woken(news);
        } else if !page::is_hidden() {
            self.tell(news);
        }
    }

    /// Some time passed, the app came to the front, or the sign-in is good again.
    fn woken(self: &Rc<Self>, news: News) {
        match news {
            News::Tick => {
                let ticks = self.ticks.get().wrapping_add(1);
                self.ticks.set(ticks);
                if ticks.is_multiple_of(TICKS_A_PULL) {
                    self.advise(Client::want_pull);
                }
            }
            News::SignedIn => {
                if let Some(who) = self.desk.who() {
                    self.advise(|client| client.signed_in(who.role));
                }
            }
            _ => self.advise(Client::retry_now),
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
            News::Up | News::Tick | News::SignedIn => {
                self.other_in_front.set(now_ms() + IN_FRONT_MS);
                if self.leads.get() {
                    self.woken(news);
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
