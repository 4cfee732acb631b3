//! What goes out next, and what a request without an answer means.

use std::collections::BTreeSet;

use domain::ids::MutationId;
use domain::people::Role;
use protocol::SCHEMA;
use protocol::sync::{Mutation, PACK_FORM, PullRequest, PushRequest, Waiting};

use super::answers::DEFERRED_MS;
use super::{Action, Client, Closed, Fill, NetError};
use crate::client::entry::{Entry, State};
use crate::client::plan::Plan;
use crate::safeguard::{Safeguard, stands};

/// How long until the rows are compared with the server's again, in milliseconds.
const COMPARE_MS: i64 = 24 * 3_600_000;
const MINUTE_MS: i64 = 60_000;

impl Client {
    /// What to do next, if anything, at `now`.
    pub fn next(&mut self, now: i64) -> Option<Action> {
        let closed = self.closed.is_some() && !self.knocks;
        if self.in_flight || closed || self.update_needed || !self.backoff.is_due(now) {
            return None;
        }
        if self.fill.is_none() && self.view.is_damaged() && stands(Safeguard::DamageNoticed) {
            // What the cache gave back is not what went in: everything is fetched again beside it.
            self.fill = Some(Fill::default());
            self.rebuilt += 1;
            self.pull_wanted = true;
        }
        if self.tail_wanted {
            self.in_flight = true;
            return Some(Action::ReadTail);
        }
        // A page that was begun is finished first where it makes the screen whole. Where all rows are there already, what a
        // person entered goes before those that replace them.
        let pull = self.pull_wanted && self.unwritten.is_due(now);
        if pull && self.fill.is_some() && !self.meta.complete {
            return Some(self.pull_action());
        }
        let mutations = self.sendable(now);
        if !mutations.is_empty() {
            self.in_flight = true;
            self.load.leaves(now, mutations.len());
            let request = PushRequest { schema: SCHEMA, device: self.device, epoch: self.epoch, mutations };
            return Some(Action::Push(request));
        }
        pull.then(|| self.pull_action())
    }

    /// When [`Client::next`] may have something to do, should nothing happen before.
    pub fn due_at(&self) -> i64 {
        let deferred = self.outbox.values().filter(|e| e.state == State::Waiting).map(|e| e.not_before).min();
        deferred.unwrap_or(i64::MAX).max(self.backoff.due_at())
    }

    fn pull_action(&mut self) -> Action {
        self.in_flight = true;
        self.pull_wanted = false;
        let (cursor, scope) = match &self.fill {
            Some(fill) => (fill.cursor.clone(), fill.scope.clone()),
            None => (self.meta.cursor.clone(), self.meta.scope.clone()),
        };
        let waiting = self.waiting();
        self.telling = Some(waiting);
        // Not of a fill: it is what the server has just said. Nor while more pages follow: it comes with the last one.
        let is_old = self.server_time != 0 && self.server_time - self.meta.compared_at > COMPARE_MS;
        let is_whole = self.fill.is_none() && !self.behind;
        // Rows that are fetched because some could not be read are read as they come: should the server send such a row, it
        // stops at the door, and is asked for again at longer and longer intervals.
        let from_start = self.fill.is_some() || self.meta.cursor.is_none();
        Action::Pull(PullRequest {
            schema: SCHEMA,
            device: self.device,
            cursor,
            scope,
            digest: is_old && is_whole && stands(Safeguard::DigestCompared),
            waiting: (self.told != self.telling).then_some(waiting),
            packs: if from_start && self.rebuilt == 0 { PACK_FORM } else { 0 },
            ..PullRequest::default()
        })
    }

    /// What waits on this phone.
    fn waiting(&self) -> Waiting {
        let summary = self.summary();
        Waiting {
            unsent: summary.unsent() as u32,
            needs_you: summary.needs_you as u32,
            // To the minute: the measure of the clock moves by some milliseconds with every answer.
            oldest_at: summary.oldest.map(|at| at.saturating_add(self.clock_offset_ms) / MINUTE_MS * MINUTE_MS),
            rebuilt: self.rebuilt,
        }
    }

    /// The oldest edits that may go now: those that wait for a refused or deferred one stay behind, the rest flow. No more
    /// of them than the line has been able to carry.
    fn sendable(&self, now: i64) -> Vec<Mutation> {
        let unsent = self.unsent();
        let refused = self.quarantine.values().filter(|_| stands(Safeguard::RefusedHolds));
        let mut held: Vec<MutationId> = refused.map(Entry::id).collect();
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for entry in self.outbox.values().filter(|e| e.state == State::Waiting) {
            let blocked = entry.mutation.depends_on.iter().any(|d| held.contains(d));
            // A longer wait is none of ours: the clock was set back.
            let rests = entry.not_before > now && entry.not_before - now <= DEFERRED_MS;
            if blocked || rests {
                held.push(entry.id());
                continue;
            }
            bytes += entry.mutation.edit.get().len() + 200;
            if batch.len() >= self.load.edits() || (bytes > self.load.bytes() && !batch.is_empty()) {
                break;
            }
            let mut mutation = entry.mutation.clone();
            // The server need not wait for what it has confirmed, nor for what was discarded: after a restore nobody would
            // send it.
            mutation.depends_on.retain(|on| unsent.contains(on));
            batch.push(mutation);
        }
        batch
    }

    /// Edits that wait on this phone, or were refused and not decided on.
    fn unsent(&self) -> BTreeSet<MutationId> {
        let waiting = self.outbox.values().filter(|entry| entry.state == State::Waiting);
        waiting.chain(self.quarantine.values()).map(Entry::id).collect()
    }

    /// Something may be new on the server: a wake-up, a hint, a timer.
    pub fn want_pull(&mut self) {
        self.pull_wanted = true;
    }

    /// A person asks, or the network is back: waits are over.
    pub fn retry_now(&mut self) {
        // Somebody else may have opened the door; a sign-in that is over nobody else renews.
        self.knocks = matches!(self.closed, Some(Closed::Locked | Closed::SecondFactor));
        self.backoff.reset();
        self.unwritten.reset();
        self.uploads.retry();
        self.outbox.values_mut().for_each(|e| e.not_before = 0);
        self.pull_wanted = true;
    }

    /// Somebody signed in, as this person.
    pub fn signed_in(&mut self, role: Role) {
        self.role = role;
        self.closed = None;
        self.retry_now();
    }

    /// A request brought no answer of ours. `chance` is a random number in 0..1.
    pub fn failed(&mut self, error: NetError, now: i64, chance: f64) -> Result<Plan, serde_json::Error> {
        self.in_flight = false;
        self.pull_wanted = true;
        self.offline = error == NetError::Offline;
        self.knocks = false;
        self.load.came_to_nothing(now, error == NetError::Server);
        match error {
            NetError::SignIn => self.closed = Some(Closed::SignIn),
            NetError::Locked => self.closed = Some(Closed::Locked),
            NetError::SecondFactor => self.closed = Some(Closed::SecondFactor),
            NetError::Update => self.update_needed = true,
            NetError::Epoch => return Ok(self.epoch_changed()),
            NetError::Offline | NetError::Server | NetError::Busy(_) => {
                self.backoff.failed(now, chance, error.wait_ms())
            }
        }
        Ok(Plan::default())
    }

    pub(super) fn reached(&mut self) {
        self.in_flight = false;
        self.offline = false;
        (self.closed, self.knocks) = (None, false);
        self.backoff.reset();
    }
}
