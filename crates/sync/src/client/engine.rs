//! The engine: what to send next, what an answer changes, what a new edit needs.

use std::collections::BTreeMap;

use domain::ids::{DeviceId, MutationId, UserId};
use domain::people::Role;
use domain::permission::Actor;
use domain::{Context, Edit, Entity, Failure, Key, Rejection, Row};
use protocol::SCHEMA;
use protocol::sync::{Mutation, Outcome, PUSH_MAX, PUSH_MAX_BYTES, PullRequest, PullResponse, PushRequest, PushResponse, Verdict};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::backoff::Backoff;
use super::entry::{Entry, State};
use super::plan::{Changes, Plan, Step};
use super::ports::{CacheCommit, CacheImage, CacheMeta, Shelf, VaultImage, VaultOp};
use super::uploads::{Manifest, Uploads};
use super::view::{Draft, View};

/// How long a confirmed edit stays on the phone, to heal a server restored from an old backup.
const TAIL_MS: i64 = 30 * 24 * 3_600_000;
/// How long to wait before an edit is sent again that builds on something not arrived yet.
const DEFERRED_MS: i64 = 15_000;

/// Why a request did not bring an answer of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetError {
    /// The server was not reached in time, or something else answered in its place: a captive portal.
    Offline,
    /// The sign-in is over.
    SignIn,
    /// The server's database was replaced.
    Epoch,
    /// This build is too old.
    Update,
    /// The server asks for patience, in milliseconds.
    Busy(i64),
    /// The server failed.
    Server,
}

impl NetError {
    /// How long to wait at least, in milliseconds.
    pub const fn wait_ms(self) -> i64 {
        match self {
            Self::Busy(ms) => ms,
            _ => 0,
        }
    }
}

/// What to do next on the network.
#[derive(Clone, Debug)]
pub enum Action {
    /// Send edits; then [`Client::pushed`].
    Push(PushRequest),
    /// Ask for rows; then [`Client::pulled`].
    Pull(PullRequest),
    /// Read [`Shelf::SentTail`]; then [`Client::heal`].
    ReadTail,
}

/// Rows of a fill from the beginning, until all are there.
#[derive(Debug, Default)]
struct Fill {
    cursor: Option<String>,
    rows: BTreeMap<Key, Row>,
}

/// What the phone knows of one person's work.
#[derive(Debug)]
pub struct Client {
    user: UserId,
    role: Role,
    device: DeviceId,
    device_seq: u64,
    /// The database that everything in the sent tail was handed in to. Kept in the vault: a lost cache must not hide
    /// that the server was restored.
    epoch: Option<Uuid>,
    meta: CacheMeta,
    view: View,
    outbox: BTreeMap<String, Entry>,
    quarantine: BTreeMap<String, Entry>,
    uploads: Uploads,
    fill: Option<Fill>,
    arrived: Vec<Outcome>,
    tail_wanted: bool,
    pull_wanted: bool,
    in_flight: bool,
    offline: bool,
    sign_in_needed: bool,
    update_needed: bool,
    backoff: Backoff,
    clock_offset_ms: i64,
}

/// A new edit with the identifier that the caller drew for it.
#[derive(Clone, Debug)]
pub struct NewEdit {
    /// A fresh UUIDv7.
    pub id: MutationId,
    /// What the person does.
    pub edit: Edit,
}

impl Client {
    /// Starts from what the stores hold. `device` is used when the vault has never been opened before; the plan
    /// stores it.
    pub fn open(user: UserId, role: Role, device: DeviceId, vault: VaultImage, cache: Option<CacheImage>) -> Self {
        let cache = cache.unwrap_or_default();
        let mut client = Self {
            user,
            role,
            device,
            device_seq: 0,
            epoch: None,
            meta: cache.meta,
            view: View::default(),
            outbox: BTreeMap::new(),
            quarantine: BTreeMap::new(),
            uploads: Uploads::default(),
            fill: None,
            arrived: Vec::new(),
            tail_wanted: false,
            pull_wanted: true,
            in_flight: false,
            offline: false,
            sign_in_needed: false,
            update_needed: false,
            backoff: Backoff::default(),
            clock_offset_ms: 0,
        };
        client.view.replace_base(cache.rows);
        client.read_vault(vault);
        client
    }

    /// Reads the vault again: another tab wrote to it.
    pub fn read_vault(&mut self, vault: VaultImage) -> Changes {
        let (mut outbox, mut quarantine) = (BTreeMap::new(), BTreeMap::new());
        self.uploads = Uploads::default();
        for (shelf, key, value) in vault.records {
            match shelf {
                Shelf::Outbox | Shelf::Quarantine => {
                    // A record that cannot be read stays in the vault; it is not shown, and not touched.
                    let Ok(entry) = Entry::read(&value) else { continue };
                    self.device_seq = self.device_seq.max(entry.mutation.device_seq);
                    if shelf == Shelf::Outbox { &mut outbox } else { &mut quarantine }.insert(entry.key(), entry);
                }
                Shelf::BlobManifest => {
                    if let Ok(manifest) = serde_json::from_str(&value) {
                        self.uploads.insert(manifest);
                    }
                }
                Shelf::Device if key == EPOCH_KEY => self.epoch = value.parse().ok(),
                Shelf::Device if key == SEQ_KEY => {
                    self.device_seq = self.device_seq.max(value.parse().unwrap_or(0));
                }
                _ => {}
            }
        }
        self.outbox = outbox;
        self.quarantine = quarantine;
        let entities = self.replay();
        Changes { entities, queue: true }
    }

    /// Reads the cache again: another tab filled it.
    pub fn read_cache(&mut self, cache: CacheImage) -> Changes {
        self.meta = cache.meta;
        self.view.replace_base(cache.rows);
        self.replay();
        Changes { entities: Entity::ALL.iter().copied().collect(), queue: true }
    }

    /// What the screen shows.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Whose work this is.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// This phone.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// Bytes on this phone.
    pub fn uploads(&self) -> &Uploads {
        &self.uploads
    }

    /// Bytes on this phone, to drive their upload.
    pub fn uploads_mut(&mut self) -> &mut Uploads {
        &mut self.uploads
    }

    /// Edits that wait for the server or for its rows, oldest first.
    pub fn outbox(&self) -> impl Iterator<Item = &Entry> + Clone {
        self.outbox.values()
    }

    /// Refused edits, oldest first.
    pub fn quarantine(&self) -> impl Iterator<Item = &Entry> {
        self.quarantine.values()
    }

    /// What the cache knows of itself.
    pub fn meta(&self) -> &CacheMeta {
        &self.meta
    }

    pub(super) fn is_offline(&self) -> bool {
        self.offline
    }

    pub(super) fn is_busy(&self) -> bool {
        self.in_flight
    }

    pub(super) fn sign_in_needed(&self) -> bool {
        self.sign_in_needed
    }

    pub(super) fn update_needed(&self) -> bool {
        self.update_needed
    }

    pub(super) fn filling(&self) -> Option<usize> {
        self.fill.as_ref().map(|f| f.rows.len())
    }

    /// The server's clock minus the phone's, as last measured, in milliseconds.
    pub fn clock_offset_ms(&self) -> i64 {
        self.clock_offset_ms
    }

    /// A request left at `sent` and its answer came at `received`, by the phone's clock; the server's stood at `server`.
    pub fn measured_clock(&mut self, sent: i64, received: i64, server: i64) {
        self.clock_offset_ms = server - (sent + (received - sent) / 2);
    }

    /// Who this person is, as far as the phone knows. Before the first fill: what the sign-in said.
    pub fn actor(&self) -> Actor {
        let me = self.view.row(Key::new(Entity::User, self.user.0));
        let rows: Vec<Row> = self.view.all(Entity::Company).chain(me.as_ref()).map(|r| Row::clone(r)).collect();
        let crews: Vec<Row> = self.view.all(Entity::Crew).map(|r| Row::clone(r)).collect();
        crate::server::actor::actor(&rows, &crews, self.user).unwrap_or_else(|| Actor {
            user: self.user,
            role: self.role,
            crews: Vec::new(),
            crew_members: vec![self.user],
            sees_all: true,
        })
    }

    /// Enters edits: all or none, in one commit, with `blobs` and `extra` writes of the same moment. `now` is the
    /// phone's clock in milliseconds.
    pub fn submit(&self, edits: Vec<NewEdit>, blobs: Vec<Manifest>, extra: Vec<VaultOp>, now: i64) -> Result<Plan, Failure> {
        let actor = self.actor();
        let mut draft = Draft::on(&self.view);
        let mut plan = Plan { before: extra, ..Plan::default() };
        let mut seq = self.device_seq;
        let mut new: Vec<Entry> = Vec::new();
        for NewEdit { id, edit } in edits {
            seq += 1;
            let at = now.saturating_add(self.clock_offset_ms);
            let context = Context { actor: actor.clone(), at, mutation: id, number: None };
            let effects = draft.check(&edit, &context)?;
            let mut writes: Vec<Key> = effects.puts.iter().map(|p| p.key).collect();
            let depends_on = self.dependencies(&edit, &new);
            let mutation = Mutation {
                id,
                device_seq: seq,
                schema: SCHEMA,
                depends_on,
                occurred_at: now,
                clock_offset_ms: self.clock_offset_ms,
                edit: RawValue::from_string(serde_json::to_string(&edit)?)?,
            };
            let mut entry = Entry::new(mutation, edit, now);
            entry.writes.append(&mut writes);
            plan.before.push(entry.put(Shelf::Outbox)?);
            new.push(entry);
        }
        plan.before.push(VaultOp::Put { shelf: Shelf::Device, key: SEQ_KEY.into(), value: seq.to_string() });
        for manifest in blobs {
            plan.before.push(manifest.put()?);
            plan.steps.push(Step::Blob(Box::new(manifest)));
        }
        plan.steps.extend(new.into_iter().map(|e| Step::Enter(Box::new(e))));
        Ok(plan)
    }

    /// Entries that must be done before `edit`: for every row it is about or mentions, the last unconfirmed entry that
    /// is about that row. Stock levels are sums, in any order, and bind nothing.
    fn dependencies(&self, edit: &Edit, new: &[Entry]) -> Vec<MutationId> {
        let mut keys = edit.mentions();
        keys.push(edit.subject());
        if let Edit::MoveStock { movement, .. } = edit {
            keys.extend(movement.undoes.map(|m| Key::new(Entity::Movement, m)));
        }
        let all = || self.outbox.values().filter(|e| e.state == State::Waiting).chain(self.quarantine.values()).chain(new);
        let mut found: Vec<MutationId> = Vec::new();
        for key in keys {
            let about = |e: &&Entry| e.edit.as_ref().is_some_and(|other| other.subject() == key);
            if let Some(last) = all().filter(about).max_by_key(|e| e.mutation.device_seq)
                && !found.contains(&last.id())
                && last.state == State::Waiting
            {
                found.push(last.id());
            }
        }
        found
    }

    /// What to do next, if anything, at `now`.
    pub fn next(&mut self, now: i64) -> Option<Action> {
        if self.in_flight || self.sign_in_needed || self.update_needed || !self.backoff.is_due(now) {
            return None;
        }
        if self.tail_wanted {
            self.in_flight = true;
            return Some(Action::ReadTail);
        }
        // A page that was begun is finished first: it makes the screen whole.
        if self.fill.is_some() && self.pull_wanted {
            return Some(self.pull_action());
        }
        let mutations = self.sendable(now);
        if !mutations.is_empty() {
            self.in_flight = true;
            let request = PushRequest { schema: SCHEMA, device: self.device, epoch: self.epoch, mutations };
            return Some(Action::Push(request));
        }
        self.pull_wanted.then(|| self.pull_action())
    }

    /// When [`Client::next`] may have something to do, should nothing happen before.
    pub fn due_at(&self) -> i64 {
        let deferred = self.outbox.values().filter(|e| e.state == State::Waiting).map(|e| e.not_before).min();
        deferred.unwrap_or(i64::MAX).max(self.backoff.due_at())
    }

    fn pull_action(&mut self) -> Action {
        self.in_flight = true;
        let (cursor, scope) = match &self.fill {
            Some(fill) => (fill.cursor.clone(), self.meta.scope.clone()),
            None => (self.meta.cursor.clone(), self.meta.scope.clone()),
        };
        Action::Pull(PullRequest { schema: SCHEMA, device: self.device, cursor, scope, limit: None })
    }

    /// The oldest edits that may go now: those that wait for a refused or deferred one stay behind, the rest flow.
    fn sendable(&self, now: i64) -> Vec<Mutation> {
        let mut held: Vec<MutationId> = self.quarantine.values().map(Entry::id).collect();
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for entry in self.outbox.values().filter(|e| e.state == State::Waiting) {
            let blocked = entry.mutation.depends_on.iter().any(|d| held.contains(d));
            if blocked || entry.not_before > now {
                held.push(entry.id());
                continue;
            }
            bytes += entry.mutation.edit.get().len() + 200;
            if batch.len() == PUSH_MAX || (bytes > PUSH_MAX_BYTES && !batch.is_empty()) {
                break;
            }
            batch.push(entry.mutation.clone());
        }
        batch
    }

    /// Something may be new on the server: a wake-up, a hint, a timer.
    pub fn want_pull(&mut self) {
        self.pull_wanted = true;
    }

    /// A person asks, or the network is back: waits are over.
    pub fn retry_now(&mut self) {
        self.backoff.reset();
        self.uploads.retry();
        self.outbox.values_mut().for_each(|e| e.not_before = 0);
        self.pull_wanted = true;
    }

    /// Somebody signed in, as this person.
    pub fn signed_in(&mut self, role: Role) {
        self.role = role;
        self.sign_in_needed = false;
        self.retry_now();
    }

    /// A request brought no answer of ours. `chance` is a random number in 0..1.
    pub fn failed(&mut self, error: NetError, now: i64, chance: f64) -> Result<Plan, serde_json::Error> {
        self.in_flight = false;
        self.offline = error == NetError::Offline;
        match error {
            NetError::SignIn => self.sign_in_needed = true,
            NetError::Update => self.update_needed = true,
            NetError::Epoch => return self.epoch_changed(),
            NetError::Offline | NetError::Server | NetError::Busy(_) => self.backoff.failed(now, chance, error.wait_ms()),
        }
        Ok(Plan::default())
    }

    fn reached(&mut self) {
        self.in_flight = false;
        self.offline = false;
        self.backoff.reset();
    }

    /// The server answered a push.
    pub fn pushed(&mut self, response: PushResponse, now: i64) -> Result<Plan, serde_json::Error> {
        self.reached();
        if self.epoch.is_some_and(|known| known != response.epoch) {
            return self.epoch_changed();
        }
        self.pull_wanted = true;
        let mut plan = Plan::default();
        self.learn_epoch(response.epoch, &mut plan);
        for outcome in &response.outcomes {
            self.note(outcome, now, &mut plan)?;
        }
        Ok(plan)
    }

    /// Writes down what became of an edit. A late or doubled answer changes nothing.
    fn note(&mut self, outcome: &Outcome, now: i64, plan: &mut Plan) -> Result<(), serde_json::Error> {
        let Some(entry) = self.outbox.values_mut().find(|e| e.id() == outcome.id && e.state == State::Waiting) else {
            return Ok(());
        };
        let state = match &outcome.verdict {
            Verdict::Applied { seq } => State::Done { seq: *seq, conflicts: Vec::new() },
            Verdict::Merged { seq, conflicts } => State::Done { seq: *seq, conflicts: conflicts.clone() },
            Verdict::Rejected { rejection, .. } => State::Rejected { rejection: rejection.clone(), at: now },
            Verdict::Deferred { missing } => {
                entry.not_before = now + DEFERRED_MS;
                entry.missing = *missing;
                return Ok(());
            }
        };
        let changed = Entry { state, ..entry.clone() };
        if matches!(changed.state, State::Rejected { .. }) {
            let changed = Entry { at: now, ..changed };
            plan.before.push(changed.put(Shelf::Quarantine)?);
            plan.before.push(changed.delete(Shelf::Outbox));
            plan.steps.push(Step::Quarantine(Box::new(changed)));
        } else {
            plan.before.push(changed.put(Shelf::Outbox)?);
            plan.steps.push(Step::Enter(Box::new(changed)));
        }
        Ok(())
    }

    /// The server answered a pull.
    pub fn pulled(&mut self, response: PullResponse, now: i64) -> Result<Plan, serde_json::Error> {
        self.reached();
        if self.epoch.is_some_and(|known| known != response.epoch) {
            return self.epoch_changed();
        }
        let mut plan = Plan::default();
        self.learn_epoch(response.epoch, &mut plan);
        if response.reset.is_some() {
            self.arrived.clear();
            self.meta.scope = Some(response.scope);
            self.fill = Some(Fill::default());
            return Ok(plan);
        }
        self.arrived.extend(response.settled);
        self.pull_wanted = response.more;
        let meta = CacheMeta {
            schema: SCHEMA,
            epoch: Some(response.epoch),
            cursor: Some(response.cursor.clone()),
            through: response.through,
            scope: Some(response.scope.clone()),
            complete: true,
            synced_at: now,
        };
        let from_start = self.fill.is_some() || self.meta.cursor.is_none();
        let commit = if from_start {
            let fill = self.fill.get_or_insert_with(Fill::default);
            fill.cursor = Some(response.cursor);
            fill.rows.extend(response.rows.into_iter().map(|r| (r.key(), r)));
            response.gone.iter().for_each(|key| drop(fill.rows.remove(key)));
            self.meta.scope = Some(response.scope);
            if response.more {
                return Ok(plan);
            }
            let rows = self.fill.take().map(|f| f.rows.into_values().collect()).unwrap_or_default();
            CacheCommit { replace: true, rows, gone: Vec::new(), meta }
        } else {
            CacheCommit { replace: false, rows: response.rows, gone: response.gone, meta }
        };
        plan.steps.push(Step::Base);
        if !response.more {
            self.settle(commit.meta.through, now, &mut plan)?;
        }
        plan.cache = Some(commit);
        Ok(plan)
    }

    /// After the last page: entries whose effect is in the base leave the outbox, after the base is committed.
    fn settle(&mut self, through: u64, now: i64, plan: &mut Plan) -> Result<(), serde_json::Error> {
        let mut noted = Plan::default();
        for outcome in std::mem::take(&mut self.arrived) {
            self.note(&outcome, now, &mut noted)?;
        }
        let mut done: Vec<Entry> = Vec::new();
        for step in noted.steps {
            match step {
                Step::Enter(entry) => done.push(*entry),
                step => plan.steps.push(step),
            }
        }
        plan.before.extend(noted.before);
        let known = self.outbox.values().filter(|e| matches!(e.state, State::Done { seq, .. } if seq <= through));
        done.extend(known.cloned());
        for entry in done {
            let entry = Entry { at: now, ..entry };
            plan.after.push(entry.put(Shelf::SentTail)?);
            plan.after.push(entry.delete(Shelf::Outbox));
            plan.steps.push(Step::Settle(entry.id()));
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
    fn epoch_changed(&mut self) -> Result<Plan, serde_json::Error> {
        self.fill = Some(Fill::default());
        self.arrived.clear();
        self.tail_wanted = true;
        self.pull_wanted = true;
        let mut plan = Plan::default();
        for entry in self.outbox.values().filter(|e| e.state != State::Waiting) {
            let again = Entry { state: State::Waiting, ..entry.clone() };
            plan.before.push(again.put(Shelf::Outbox)?);
            plan.steps.push(Step::Enter(Box::new(again)));
        }
        Ok(plan)
    }

    /// Hands the confirmed edits of the last 30 days in again; the server knows by their identifiers what it has.
    pub fn heal(&mut self, tail: Vec<(String, String)>, now: i64) -> Result<Plan, serde_json::Error> {
        self.in_flight = false;
        self.tail_wanted = false;
        // In one commit with the tail: a phone that dies here begins again, or is done.
        let forget = VaultOp::Delete { shelf: Shelf::Device, key: EPOCH_KEY.into() };
        let mut plan = Plan { before: vec![forget], steps: vec![Step::Epoch(None)], ..Plan::default() };
        for (key, text) in tail {
            let Ok(entry) = Entry::read(&text) else { continue };
            plan.before.push(VaultOp::Delete { shelf: Shelf::SentTail, key });
            if entry.at + TAIL_MS > now {
                let again = Entry { state: State::Waiting, ..entry };
                plan.before.push(again.put(Shelf::Outbox)?);
                plan.steps.push(Step::Enter(Box::new(again)));
            }
        }
        Ok(plan)
    }

    /// Lets go of confirmed edits older than the tail, read from [`Shelf::SentTail`].
    pub fn trim_tail(tail: &[(String, String)], now: i64) -> Plan {
        let old = |text: &str| Entry::read(text).is_ok_and(|e| e.at + TAIL_MS < now);
        let delete = |key: &String| VaultOp::Delete { shelf: Shelf::SentTail, key: key.clone() };
        let before = tail.iter().filter(|(_, text)| old(text)).map(|(key, _)| delete(key)).collect();
        Plan { before, ..Plan::default() }
    }

    /// A refused edit.
    pub(super) fn quarantined(&self, id: MutationId) -> Option<&Entry> {
        self.quarantine.values().find(|e| e.id() == id)
    }

    /// The plan could not be committed: what was in flight is not any more.
    pub fn abandoned(&mut self) {
        self.in_flight = false;
        self.pull_wanted = true;
    }

    /// Every step of the plan is durable: memory follows.
    pub fn finish(&mut self, plan: Plan) -> Changes {
        let mut changes = Changes { queue: !plan.steps.is_empty(), ..Changes::default() };
        let mut replay = false;
        let mut commit = plan.cache;
        for step in plan.steps {
            match step {
                Step::Enter(mut entry) => {
                    self.device_seq = self.device_seq.max(entry.mutation.device_seq);
                    let last = self.outbox.last_key_value().is_none_or(|(key, _)| *key < entry.key());
                    if !replay && last {
                        let actor = self.actor();
                        changes.entities.extend(self.view.enter(&actor, &mut entry));
                    } else if !self.outbox.contains_key(&entry.key()) {
                        replay = true;
                    }
                    self.outbox.insert(entry.key(), *entry);
                }
                Step::Settle(id) => {
                    self.outbox.retain(|_, e| e.id() != id);
                    replay = true;
                }
                Step::Quarantine(entry) => {
                    self.outbox.remove(&entry.key());
                    self.quarantine.insert(entry.key(), *entry);
                    replay = true;
                }
                Step::Epoch(epoch) => self.epoch = epoch,
                Step::Release(id) => self.quarantine.retain(|_, e| e.id() != id),
                Step::Base => {
                    let Some(commit) = commit.take() else { continue };
                    self.meta = commit.meta;
                    if commit.replace {
                        changes.entities.extend(Entity::ALL);
                        self.view.replace_base(commit.rows);
                    } else {
                        changes.entities.extend(commit.rows.iter().map(|r| r.entity));
                        changes.entities.extend(commit.gone.iter().map(|k| k.entity));
                        self.view.change_base(commit.rows, &commit.gone);
                    }
                    replay = true;
                }
                Step::Blob(manifest) => {
                    changes.entities.insert(Entity::Photo);
                    self.uploads.insert(*manifest);
                }
                Step::ForgetBlob(sha256) => self.uploads.remove(&sha256),
            }
        }
        if replay {
            changes.entities.extend(self.replay());
        }
        changes
    }

    fn replay(&mut self) -> std::collections::BTreeSet<Entity> {
        let actor = self.actor();
        self.view.replay(&actor, self.outbox.values_mut())
    }
}

/// The record of [`Shelf::Device`] that counts edits.
const SEQ_KEY: &str = "device_seq";
/// The record of [`Shelf::Device`] that names the server's database.
const EPOCH_KEY: &str = "epoch";

/// Turns a failure of a local check into what the screen says.
impl Client {
    /// The rejection to show for a failed [`Client::submit`].
    pub fn refusal(failure: Failure) -> Rejection {
        match failure {
            Failure::Rejected(rejection) => rejection,
            Failure::Missing(key) | Failure::Unloaded(key) => Rejection::on(domain::Code::NotFound, key.entity.name()),
        }
    }

    /// The database that the phone knows.
    pub fn epoch(&self) -> Option<Uuid> {
        self.epoch
    }
}
