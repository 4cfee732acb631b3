//! What the server's answers change. All server truth enters here, by way of a plan.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::MutationId;
use protocol::SCHEMA;
use protocol::sync::{Outcome, PushResponse, Verdict};
use uuid::Uuid;

use super::{Client, EPOCH_KEY, Fill, Page};
use crate::client::entry::{Entry, State};
use crate::client::plan::{Plan, Step};
use crate::client::ports::{CacheCommit, CacheMeta, Shelf, VaultOp};
use crate::client::verdicts::{Told, Verdicts};
use crate::pack::Pack;
use crate::safeguard::{Safeguard, stands};

/// How long a confirmed edit stays on the phone, to heal a server restored from an old backup.
const TAIL_MS: i64 = 30 * 24 * 3_600_000;
/// How long to wait before an edit is sent again that builds on something not arrived yet.
pub(super) const DEFERRED_MS: i64 = 15_000;

impl Client {
    /// The server answered a push.
    pub fn pushed(&mut self, response: PushResponse, now: i64) -> Result<Plan, serde_json::Error> {
        self.reached();
        self.heard_time(response.server_time, now);
        if self.is_replaced(response.epoch) {
            return Ok(self.epoch_changed());
        }
        self.load.arrived();
        self.pull_wanted = true;
        let mut plan = Plan::default();
        self.learn_epoch(response.epoch, &mut plan);
        let told = self.note_all(&response.outcomes, now, &mut plan)?;
        if let Some((record, put)) = Verdicts::put(response.epoch, &told)? {
            plan.before.push(put);
            plan.steps.push(Step::Verdicts(record, told.into_iter().map(|(edit, _)| edit).collect()));
        }
        Ok(plan)
    }

    fn heard_time(&mut self, server_time: i64, now: i64) {
        self.heard_at = now;
        self.server_time = server_time;
        self.uploads.set_clock(server_time);
    }

    /// Whether another database answers than the one that the phone knows.
    fn is_replaced(&self, epoch: Uuid) -> bool {
        stands(Safeguard::EpochOfAnswer) && self.epoch.is_some_and(|known| known != epoch)
    }

    /// Plans what follows from what became of edits, and answers what is to be written down of those that were done. A
    /// late or doubled answer changes nothing.
    fn note_all(&mut self, outcomes: &[Outcome], now: i64, plan: &mut Plan) -> Result<Told, serde_json::Error> {
        let waiting = self.outbox.iter().filter(|(_, entry)| entry.state == State::Waiting);
        let keys: BTreeMap<MutationId, String> = waiting.map(|(key, entry)| (entry.id(), key.clone())).collect();
        let mut told = Told::new();
        for outcome in outcomes {
            if let Some(key) = keys.get(&outcome.id) {
                told.extend(self.note(key, outcome, now, plan)?);
            }
        }
        Ok(told)
    }

    fn note(
        &mut self,
        key: &str,
        outcome: &Outcome,
        now: i64,
        plan: &mut Plan,
    ) -> Result<Option<(String, State)>, serde_json::Error> {
        let Some(entry) = self.outbox.get_mut(key) else { return Ok(None) };
        let state = match &outcome.verdict {
            Verdict::Applied { seq } => State::Done { seq: *seq, conflicts: Vec::new() },
            Verdict::Merged { seq, conflicts } => State::Done { seq: *seq, conflicts: conflicts.clone() },
            Verdict::Rejected { rejection, .. } => State::Rejected { rejection: rejection.clone(), at: now },
            Verdict::Deferred { missing } => {
                entry.not_before = now + DEFERRED_MS;
                entry.missing = *missing;
                return Ok(None);
            }
        };
        let changed = Entry { state, ..entry.clone() };
        if matches!(changed.state, State::Rejected { .. }) {
            let changed = Entry { at: now, ..changed };
            if stands(Safeguard::RefusedKept) {
                plan.before.push(changed.put(Shelf::Quarantine)?);
            }
            plan.before.push(changed.delete(Shelf::Outbox));
            plan.steps.push(Step::Quarantine(Box::new(changed)));
        } else if stands(Safeguard::DoneStaysUntilRows) {
            let told = (changed.key(), changed.state.clone());
            plan.steps.push(Step::Enter(Box::new(changed)));
            return Ok(Some(told));
        } else {
            plan.before.push(self.keep_count());
            plan.before.push(changed.put(Shelf::SentTail)?);
            plan.before.push(changed.delete(Shelf::Outbox));
            plan.steps.push(Step::Settle(changed.key()));
        }
        Ok(None)
    }

    /// The server answered a pull.
    pub fn pulled(&mut self, page: impl Into<Page>, now: i64) -> Result<Plan, serde_json::Error> {
        let Page { answer: response, pack } = page.into();
        self.reached();
        self.heard_time(response.server_time, now);
        if self.is_replaced(response.epoch) {
            return Ok(self.epoch_changed());
        }
        self.told = self.telling.take().or(self.told);
        let mut plan = Plan::default();
        self.learn_epoch(response.epoch, &mut plan);
        if response.reset.is_some() {
            self.arrived.clear();
            self.fill = Some(Fill::under(response.scope));
            self.pull_wanted = true;
            return Ok(plan);
        }
        self.arrived.extend(response.settled);
        // What was heard of while the answer was on its way may not be in it.
        self.pull_wanted |= response.more;
        self.behind = response.more;
        let from_start = self.fill.is_some() || self.meta.cursor.is_none();
        let meta = CacheMeta {
            schema: SCHEMA,
            epoch: Some(response.epoch),
            cursor: Some(response.cursor.clone()),
            through: response.through,
            scope: Some(response.scope.clone()),
            complete: true,
            synced_at: now,
            // Of a comparison it is noted once the rows were found to be the same: a phone that dies before it has mended
            // them compares again.
            compared_at: if from_start { response.server_time } else { self.meta.compared_at },
        };
        let commit = if from_start {
            let fill = self.fill.get_or_insert_with(Fill::default);
            fill.take(pack.map_or_else(|| Pack::of(&response.rows), Ok)?, response.gone);
            fill.cursor = Some(response.cursor);
            fill.scope = Some(response.scope);
            if response.more {
                return Ok(plan);
            }
            self.fill.take().unwrap_or_default().into_commit(meta)
        } else {
            let rows = pack.map_or(Ok(response.rows), |pack| pack.unpacked())?;
            CacheCommit { rows, gone: response.gone, meta, ..CacheCommit::default() }
        };
        plan.steps.push(Step::Base);
        plan.steps.extend(response.digest.map(|digest| Step::Compare(digest, response.server_time)));
        if !response.more {
            self.settle(commit.meta.through, now, &mut plan)?;
        }
        plan.cache = Some(commit);
        Ok(plan)
    }

    /// After the last page: entries whose effect is in the base leave the outbox, after the base is committed.
    fn settle(&mut self, through: u64, now: i64, plan: &mut Plan) -> Result<(), serde_json::Error> {
        let mut noted = Plan::default();
        let arrived = std::mem::take(&mut self.arrived);
        // Not written down: they leave in this very plan.
        self.note_all(&arrived, now, &mut noted)?;
        let mut done: Vec<Entry> = Vec::new();
        for step in noted.steps {
            match step {
                Step::Enter(entry) => done.push(*entry),
                step => plan.steps.push(step),
            }
        }
        plan.before.extend(noted.before);
        let known = self.outbox.values().filter(
            |e| matches!(e.state, State::Done { seq, .. } if seq <= through || !stands(Safeguard::SettledByItsRows)),
        );
        done.extend(known.cloned());
        let ops = if stands(Safeguard::SettledAfterBase) { &mut plan.after } else { &mut plan.before };
        if !done.is_empty() && stands(Safeguard::CountKept) {
            ops.push(self.keep_count());
        }
        let gone: BTreeSet<String> = done.iter().map(Entry::key).collect();
        let is_left = |edit: &str| self.outbox.contains_key(edit) && !gone.contains(edit);
        for record in self.verdicts.about_none(is_left) {
            ops.push(Verdicts::delete(&record));
            plan.steps.push(Step::Verdicts(record, Vec::new()));
        }
        for entry in done {
            // By the server's clock: the phone's may jump, and the tail would be gone.
            let entry = Entry { at: self.server_time, ..entry };
            if stands(Safeguard::TailKept) {
                ops.push(entry.put(Shelf::SentTail)?);
            }
            ops.push(entry.delete(Shelf::Outbox));
            plan.steps.push(Step::Settle(entry.key()));
        }
        Ok(())
    }

    /// The first answer of a database is written down, before anything that it confirms.
    fn learn_epoch(&self, epoch: Uuid, plan: &mut Plan) {
        if self.epoch.is_none() {
            plan.before.push(VaultOp::Put { shelf: Shelf::Device, key: EPOCH_KEY.into(), value: epoch.to_string() });
            plan.steps.push(Step::Epoch(Some(epoch)));
        }
    }

    /// The server's database was replaced: start from the beginning, and hand in again what it may have forgotten.
    pub(super) fn epoch_changed(&mut self) -> Plan {
        self.fill = Some(Fill::default());
        self.arrived.clear();
        self.tail_wanted = true;
        self.pull_wanted = true;
        Plan::default()
    }

    /// Hands all confirmed edits in again, those of the tail and those that still wait for their rows; the server knows by
    /// their identifiers what it has.
    pub fn heal(&mut self, tail: Vec<(String, String)>) -> Result<Plan, serde_json::Error> {
        self.in_flight = false;
        self.tail_wanted = false;
        // In one commit with the tail: a phone that dies here begins again, or is done.
        let forget = VaultOp::Delete { shelf: Shelf::Device, key: EPOCH_KEY.into() };
        let bytes = if stands(Safeguard::BytesGoAgain) { self.uploads.send_again()? } else { Plan::default() };
        let mut plan = Plan { before: vec![forget], steps: vec![Step::Epoch(None)], ..Plan::default() };
        plan.before.extend(bytes.before);
        plan.steps.extend(bytes.steps);
        for record in self.verdicts.about_none(|_| !stands(Safeguard::VerdictsForgotten)) {
            plan.before.push(Verdicts::delete(&record));
            plan.steps.push(Step::Verdicts(record, Vec::new()));
        }
        let confirmed = |e: &&Entry| e.state != State::Waiting && stands(Safeguard::ConfirmedGoAgain);
        for entry in self.outbox.values().filter(confirmed) {
            let again = Entry { state: State::Waiting, ..entry.clone() };
            plan.before.push(again.put(Shelf::Outbox)?);
            plan.steps.push(Step::Enter(Box::new(again)));
        }
        for (key, text) in tail {
            let Ok(entry) = Entry::read(&text) else { continue };
            plan.before.push(VaultOp::Delete { shelf: Shelf::SentTail, key });
            let again = Entry { state: State::Waiting, ..entry };
            plan.before.push(again.put(Shelf::Outbox)?);
            plan.steps.push(Step::Enter(Box::new(again)));
        }
        Ok(plan)
    }

    /// Lets go of bytes whose receipt is older than the grace. Of none while a database that was replaced has not been told
    /// what it may lack.
    pub fn expire_bytes(&self) -> Plan {
        if self.tail_wanted { Plan::default() } else { self.uploads.expire() }
    }

    /// Lets go of confirmed edits older than the tail, read from [`Shelf::SentTail`], by what the server last said the time
    /// is. Of none before it has said so, nor while a database that was replaced has not been told what it may lack.
    pub fn trim_tail(&self, tail: &[(String, String)]) -> Plan {
        if self.tail_wanted {
            return Plan::default();
        }
        let old = |text: &str| Entry::read(text).is_ok_and(|e| e.at + TAIL_MS < self.server_time);
        let delete = |key: &String| VaultOp::Delete { shelf: Shelf::SentTail, key: key.clone() };
        let before = tail.iter().filter(|(_, text)| old(text)).map(|(key, _)| delete(key)).collect();
        Plan { before, ..Plan::default() }
    }
}
