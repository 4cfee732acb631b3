//! What goes wrong, and what else happens beside the day's work.

use domain::Stamp;
use domain::ids::{MutationId, UserId};
use pollster::block_on;

use super::founding::crews;
use super::phone::Trouble;
use super::world::{COMPANY, PEOPLE, World};
use crate::client::{Entry, Shelf, VaultStore};
use crate::server::store::{PushTx, ServerStore};
use crate::server::{install, push};

impl World {
    /// A request that was answered long ago arrives once more; nobody waits for what is answered now.
    pub(super) fn stray(&mut self) {
        if self.strays.is_empty() {
            return;
        }
        let (user, request) = self.strays.swap_remove(self.rng.usize(0..self.strays.len()));
        self.story.push(format!("{} a late copy of a request of {} edits arrives", self.now, request.mutations.len()));
        drop(block_on(push(&self.server, COMPANY, user, &request, self.now)));
        self.report.lost += 1;
    }

    /// The office puts technicians into other crews.
    pub(super) fn change_crews(&mut self) {
        let technicians = [PEOPLE[1].0, PEOPLE[2].0, PEOPLE[3].0];
        let (first, second): (Vec<UserId>, Vec<UserId>) = technicians.into_iter().partition(|_| self.rng.bool());
        self.story.push(format!("{} crews are {first:?} and {second:?}", self.now));
        let mut tx = block_on(self.server.begin(COMPANY)).unwrap();
        block_on(install(&mut tx, crews(&first, &second).into(), Stamp { at: self.now, ..Stamp::default() })).unwrap();
        block_on(tx.commit()).unwrap();
    }

    /// A person looks at a refused edit.
    pub(super) fn decide(&mut self, nth: usize, trouble: Option<Trouble>) {
        let refused = self.phones[nth].client.as_ref().and_then(|client| client.quarantine().next().map(Entry::id));
        let Some(id) = refused else { return };
        let again = self.rng.bool().then(|| MutationId(self.draw()));
        let decision = MutationId(self.draw());
        self.tell(nth, &format!("decides on {}: {again:?} in its place", id.0.as_u128()));
        let now = self.now + self.phones[nth].clock_off;
        self.phones[nth].decide(id, (again, decision), now, trouble);
    }

    pub(super) fn sign_in(&mut self, nth: usize) {
        let role = self.phones[nth].role;
        if let Some(client) = &mut self.phones[nth].client {
            client.signed_in(role);
            self.tell(nth, "signs in again");
        }
    }

    pub(super) fn restart(&mut self, nth: usize) {
        self.tell(nth, "starts anew");
        self.phones[nth].start();
    }

    pub(super) fn restore(&mut self) {
        let Some((rows, bytes)) = self.backup.clone() else { return };
        let epoch = self.draw();
        self.story.push(format!("{} the server is restored from its backup", self.now));
        self.server.restore(rows, epoch);
        self.desk = bytes;
        self.report.restores += 1;
    }

    /// A week goes by. What has outlived its purpose goes from the phones; nobody restores so old a backup.
    pub(super) fn week(&mut self) {
        self.story.push(format!("{} eight days go by", self.now));
        self.now += 8 * 24 * 3_600_000;
        self.backup = None;
        for nth in 0..self.phones.len() {
            self.tidy(nth);
        }
    }

    /// A phone lets go of what has outlived its purpose.
    pub(super) fn tidy(&mut self, nth: usize) {
        let tail = block_on(self.phones[nth].vault.shelf(Shelf::SentTail)).unwrap();
        let Some(client) = &self.phones[nth].client else { return };
        let plans = [client.expire_bytes(), client.trim_tail(&tail)];
        for plan in plans {
            self.phones[nth].commit(plan, None);
        }
    }
}
