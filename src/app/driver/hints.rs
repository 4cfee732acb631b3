//! Listens for the server's hints that there is news. A hint is only a reason to pull; without any, the app asks by
//! itself now and then.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::future::abortable;
use sync::client::Client;

use super::Driver;
use crate::platform::clock::now_ms;

/// Some networks let no answer stay open. After a line that ended at once, the next is tried this much later.
const REST_MS: i64 = 60_000;

impl Driver {
    /// Listens, when nobody does: one line for all tabs, while one of them is in front and the server is there.
    pub(super) fn listen_for_hints(self: &Rc<Self>) {
        let is_there = |client: &Client| client.may_send() && !client.summary().offline;
        let now = now_ms();
        if !self.in_front() || now < self.hints_after.get() || !self.desk.with_client(is_there).unwrap_or(false) {
            return;
        }
        if self.listening.replace(true) {
            return;
        }
        let (driver, hung_up) = (self.clone(), Rc::new(Cell::new(false)));
        let (heard, enough) = (self.clone(), hung_up.clone());
        let (line, abort) = abortable(async move {
            let hinted = |seq| {
                enough.set(!heard.hinted(seq));
                !enough.get()
            };
            heard.api.hints(hinted).await;
        });
        *self.hang_up.borrow_mut() = Some(abort);
        wasm_bindgen_futures::spawn_local(async move {
            let ended_by_itself = line.await.is_ok() && !hung_up.get();
            driver.listening.set(false);
            if ended_by_itself && now_ms() - now < REST_MS {
                driver.hints_after.set(now + REST_MS);
            }
        });
    }

    /// The server stands at `seq`. Whether to go on listening.
    fn hinted(self: &Rc<Self>, seq: Option<u64>) -> bool {
        let known = self.desk.with_client(|client| client.meta().through);
        if known.is_some_and(|known| seq.is_none_or(|seq| seq > known)) {
            self.advise(Client::want_pull);
            self.kick();
        }
        known.is_some() && self.in_front()
    }
}
