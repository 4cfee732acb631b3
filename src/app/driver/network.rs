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
        let (sent, sign_in) = (now_ms(), self.sign_ins.get());
        let outcome = match action {
            Action::Push(request) => match self.api.push(&request).await {
                Ok(answer) => {
                    self.measure(sent, answer.server_time);
                    self.follow(sign_in, |client| client.pushed(answer, now_ms())).await
                }
                Err(error) => self.failed(sign_in, error).await,
            },
            Action::Pull(request) => match self.api.pull(&request).await {
                Ok(Pulled { page, is_fresh }) => {
                    if is_fresh {
                        self.measure(sent, page.answer.server_time);
                    }
                    self.tidy_once();
                    let plan = |client: &mut Client| {
                        let plan = client.pulled(page, now_ms());
                        // What was asked for since may not be in a page that was made before.
                        if !is_fresh {
                            client.want_pull();
                        }
                        plan
                    };
                    self.follow(sign_in, plan).await
                }
                Err(error) => self.failed(sign_in, error).await,
            },
            Action::ReadTail => match self.stores() {
                Ok(stores) => match stores.vault.shelf(Shelf::SentTail).await {
                    Ok(tail) => self.follow(sign_in, |client| client.heal(tail)).await,
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

    async fn failed(&self, sign_in: u32, error: NetError) -> bool {
        self.follow(sign_in, |client| client.failed(error, now_ms(), random::chance())).await;
        false
    }

    /// Commits what an answer changes. Whether it could: a full phone stops the loop, not the work. An answer to whoever was
    /// signed in before changes nothing, and the loop goes on for the one who is.
    async fn follow(&self, sign_in: u32, make: impl FnOnce(&mut Client) -> Result<Plan, serde_json::Error>) -> bool {
        let make = |client: &mut Client| match sign_in == self.sign_ins.get() {
            true => Ok(make(client)?),
            false => Ok(Plan::default()),
        };
        self.carry_out(make).await.is_ok()
    }
}
