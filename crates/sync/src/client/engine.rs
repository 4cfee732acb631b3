//! The engine: what the phone knows of one person's work. What goes in, out and through is in the rooms below.

mod answers;
mod fill;
mod finish;
mod send;
mod submit;

use std::collections::BTreeMap;

use domain::ids::{DeviceId, MutationId, UserId};
use domain::people::Role;
use domain::permission::Actor;
use domain::{Edit, Failure, Key, Rejection};
use protocol::sync::{Outcome, PullRequest, PushRequest, Waiting};
use uuid::Uuid;

use super::backoff::Backoff;
use super::base::Base;
use super::entry::Entry;
use super::load::Load;
use super::plan::Changes;
use super::ports::{CacheImage, CacheMeta, Shelf, VaultImage, VaultOp};
use super::uploads::Uploads;
use super::verdicts::Verdicts;
use super::view::View;
use crate::pack::Pack;
use crate::safeguard::{Safeguard, stands};

use fill::Fill;
pub use fill::Page;

/// Why a request did not bring an answer of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetError {
    /// The server was not reached in time, or something else answered in its place: a captive portal.
    Offline,
    /// The sign-in is over.
    SignIn,
    /// The account is locked or switched off.
    Locked,
    /// The company asks for a second factor that is not set up.
    SecondFactor,
    /// The server's database was replaced.
    Epoch,
    /// This build is too old.
    Update,
    /// The server asks for patience, in milliseconds.
    Busy(i64),
    /// The server failed.
    Server,
}

/// Why the server takes nothing from this person until somebody acts. Work goes on, and what was entered waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The sign-in is over: sign in again.
    SignIn,
    /// The account is locked or switched off: an admin lets the person in again.
    Locked,
    /// A second factor has to be set up first.
    SecondFactor,
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
    verdicts: Verdicts,
    uploads: Uploads,
    fill: Option<Fill>,
    /// The last page was not the last that there is.
    behind: bool,
    arrived: Vec<Outcome>,
    tail_wanted: bool,
    pull_wanted: bool,
    in_flight: bool,
    offline: bool,
    closed: Option<Closed>,
    /// It is asked once more whether the door is still closed.
    knocks: bool,
    update_needed: bool,
    backoff: Backoff,
    /// Between pulls whose rows this phone could not write down.
    unwritten: Backoff,
    load: Load,
    clock_offset_ms: i64,
    /// The server's clock in its last answer; 0 before.
    server_time: i64,
    /// The phone's clock at that moment.
    heard_at: i64,
    /// How often the base was found to differ from the server's rows.
    rebuilt: u32,
    /// What the server was told of this phone, and what it is being told.
    told: Option<Waiting>,
    telling: Option<Waiting>,
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
        let mut client = Self::at_rest(user, role, device, &vault, cache);
        client.read_vault(vault);
        client
    }

    /// Starts from the server's rows and what is known of bytes: enough to show all when [`VaultImage::has_no_edits`].
    /// It is only read, and nothing else is asked of it, until [`Client::read_vault`].
    ///
    /// Separate from [`Client::open`] because it needs none of the rules: a page can show its first list before the
    /// second part of the program is there.
    pub fn at_rest(user: UserId, role: Role, device: DeviceId, vault: &VaultImage, cache: Option<CacheImage>) -> Self {
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
            verdicts: Verdicts::default(),
            uploads: Uploads::default(),
            fill: None,
            behind: false,
            arrived: Vec::new(),
            tail_wanted: false,
            pull_wanted: true,
            in_flight: false,
            offline: false,
            closed: None,
            knocks: false,
            update_needed: false,
            backoff: Backoff::default(),
            unwritten: Backoff::default(),
            load: Load::default(),
            clock_offset_ms: 0,
            server_time: 0,
            heard_at: i64::MIN / 2,
            rebuilt: 0,
            told: None,
            telling: None,
        };
        client.view.replace_base(Base::of(&cache.packs, cache.rows, &cache.gone));
        client.read_manifests(vault);
        client
    }

    /// Reads the vault again: another tab wrote to it.
    pub fn read_vault(&mut self, vault: VaultImage) -> Changes {
        let (mut outbox, mut quarantine) = (BTreeMap::new(), BTreeMap::new());
        self.read_manifests(&vault);
        let (verdicts, mut said) = Verdicts::read(&vault);
        self.verdicts = verdicts;
        for (shelf, key, value) in vault.records {
            match shelf {
                Shelf::Outbox | Shelf::Quarantine => {
                    // A record that cannot be read stays in the vault; it is not shown, and not touched.
                    let Ok(mut entry) = Entry::read(&value) else { continue };
                    if shelf == Shelf::Outbox
                        && let Some(state) = said.remove(&key)
                    {
                        entry.state = state;
                    }
                    self.device_seq = self.device_seq.max(entry.mutation.device_seq);
                    if shelf == Shelf::Outbox { &mut outbox } else { &mut quarantine }.insert(entry.key(), entry);
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

    fn read_manifests(&mut self, vault: &VaultImage) {
        self.uploads.forget();
        for (shelf, _, value) in &vault.records {
            // As with edits: what cannot be read stays in the vault.
            if *shelf == Shelf::BlobManifest
                && let Ok(manifest) = serde_json::from_str(value)
            {
                self.uploads.insert(manifest);
            }
        }
    }

    /// Takes in what the cache had behind the rows of [`Client::at_rest`], from the same moment. Comes before
    /// [`Client::read_vault`].
    pub fn read_rest(&mut self, packs: &[Pack]) {
        self.view.add_to_base(packs);
    }

    /// That was all of it; these rows are gone since, as the cache said.
    pub fn rest_is_read(&mut self, gone: &[Key]) {
        self.view.change_base(Vec::new(), gone);
    }

    /// What the cache had behind those rows cannot be read: everything is fetched again, beside what is shown.
    pub fn rest_is_lost(&mut self) {
        self.view.mark_damaged();
    }

    /// Reads the cache again: another tab filled it.
    pub fn read_cache(&mut self, cache: CacheImage) -> Changes {
        self.meta = cache.meta;
        self.view.replace_base(Base::of(&cache.packs, cache.rows, &cache.gone));
        self.replay();
        Changes::everything()
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

    /// Whether anything may be sent: somebody is signed in, with a build that the server knows.
    pub fn may_send(&self) -> bool {
        self.closed.is_none() && !self.update_needed
    }

    /// Whether bytes may be sent. Not before it is known which database takes them: should it be replaced, nobody would
    /// notice that what it had confirmed is gone. Nor long after the server has said what time it is: the receipt is dated by
    /// it, and a phone may sleep for weeks between two requests. `now` is the phone's clock.
    pub fn may_upload(&self, now: i64) -> bool {
        let is_known = self.epoch.is_some() && (now - self.heard_at).abs() < FRESH_MS;
        self.may_send() && (is_known || !stands(Safeguard::UploadsToKnown))
    }

    pub(super) fn is_offline(&self) -> bool {
        self.offline
    }

    pub(super) fn is_busy(&self) -> bool {
        self.in_flight
    }

    pub(super) fn closed(&self) -> Option<Closed> {
        self.closed
    }

    pub(super) fn update_needed(&self) -> bool {
        self.update_needed
    }

    pub(super) fn filling(&self) -> Option<usize> {
        self.fill.as_ref().map(Fill::len)
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
        self.view.actor(self.user).unwrap_or_else(|| Actor {
            user: self.user,
            role: self.role,
            crews: Vec::new(),
            crew_members: vec![self.user],
            sees_all: true,
        })
    }

    /// Writes down how far edits are counted. Belongs into every commit by which the last unsent edit may go: as long as
    /// one waits, it shows the count itself, and a new edit costs one record instead of two.
    pub(super) fn keep_count(&self) -> VaultOp {
        VaultOp::Put { shelf: Shelf::Device, key: SEQ_KEY.into(), value: self.device_seq.to_string() }
    }

    /// A refused edit.
    pub(super) fn quarantined(&self, id: MutationId) -> Option<&Entry> {
        self.quarantine.values().find(|e| e.id() == id)
    }
}

/// How long the server's time is taken to be what it said last, in milliseconds.
const FRESH_MS: i64 = 5 * 60_000;
/// The record of [`Shelf::Device`] that counts edits, for when no unsent edit shows how far the count is.
const SEQ_KEY: &str = "device_seq";
/// The record of [`Shelf::Device`] that names the server's database.
pub(super) const EPOCH_KEY: &str = "epoch";

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
