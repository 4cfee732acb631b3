//! The loop that pushes and pulls until there is nothing left to do.

use std::rc::Rc;

use domain::people::Role;
use sync::client::{Action, Client, NetError, Plan, Shelf, VaultStore};

use super::Driver;
use crate::platform::clock::now_ms;
use crate::platform::http::Pulled;
use crate::platform::random;
use crate::platform::tabs::News;

impl Driver {
    /// Something may be there to send or to fetch. Returns at once; one loop runs at a time.
    pub fn kick(self: &Rc<Self>) {
        if !self.leads.get() || !self.is_open() {
            return;
        }
        self.kick_uploads();
        self.listen_for_hints();
        if self.running.replace(true) {
            return;
        }
        let driver = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            while driver.step().await {}
            driver.running.set(false);
            driver.desk.publish(&Default::default());
        });
    }

    /// A person asks, or the phone woke up: no more waiting.
    pub fn retry_now(self: &Rc<Self>) {
        self.wake(News::Up);
    }

    /// The sign-in is good again.
    pub fn signed_in(self: &Rc<Self>, role: Role) {
        self.advise(|client| client.signed_in(role));
        self.kick();
    }

    /// One request and its answer; whether there may be another.
    async fn step(self: &Rc<Self>) -> bool {
        let action = self.client.borrow_mut().as_mut().and_then(|client| client.next(now_ms()));
        let Some(action) = action else { return false };
        self.desk.publish(&Default::default());
        let sent = now_ms();
        let outcome = match action {
            Action::Push(request) => match self.api.push(&request).await {
                Ok(answer) => {
                    self.measure(sent, answer.server_time);
                    self.follow(|client| client.pushed(answer, now_ms())).await
                }
                Err(error) => self.failed(error).await,
            },
            Action::Pull(request) => match self.api.pull(&request).await {
                Ok(Pulled { page, is_fresh }) => {
                    if is_fresh {
                        self.measure(sent, page.server_time);
                    }
                    self.tidy_once();
                    self.follow(|client| client.pulled(page, now_ms())).await
                }
                Err(error) => self.failed(error).await,
            },
            Action::ReadTail => match self.stores() {
                Ok(stores) => match stores.vault.shelf(Shelf::SentTail).await {
                    Ok(tail) => self.follow(|client| client.heal(tail)).await,
                    Err(_) => {
                        self.advise(Client::abandoned);
                        false
                    }
                },
                Err(_) => false,
            },
        };
        self.kick_uploads();
        outcome
    }

    /// What has outlived its purpose goes once a run, when the server has said what time it is.
    fn tidy_once(self: &Rc<Self>) {
        if !self.tidied.replace(true) {
            let driver = self.clone();
            wasm_bindgen_futures::spawn_local(async move { driver.tidy().await });
        }
    }

    fn measure(&self, sent: i64, server: i64) {
        self.advise(|client| client.measured_clock(sent, now_ms(), server));
    }

    async fn failed(&self, error: NetError) -> bool {
        self.follow(|client| client.failed(error, now_ms(), random::chance())).await;
        false
    }

    /// Commits what an answer changes. Whether it could: a full phone stops the loop, not the work.
    async fn follow(&self, make: impl FnOnce(&mut Client) -> Result<Plan, serde_json::Error>) -> bool {
        self.carry_out(|client| Ok(make(client)?)).await.is_ok()
    }
}
