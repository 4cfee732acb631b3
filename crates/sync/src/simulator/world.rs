//! The server, the phones, the clock, and the chance that decides what happens next.

use std::cell::Cell;

use domain::ids::{CompanyId, DeviceId, MutationId, UserId};
use domain::people::Role;
use fastrand::Rng;
use pollster::block_on;
use protocol::sync::{PullRequest, PullResponse, PushRequest, Verdict};
use uuid::Uuid;

use super::bytes::ByteDesk;
use super::founding::found;
use super::invariants::held;
use super::phone::{Phone, TROUBLES, Trouble};
use super::random_edit;
use crate::client::{Action, Client, NetError, Page, Shelf, VaultStore};
use crate::memory::server::{Database, MemoryServer};
use crate::pack::Pack;
use crate::server::{CursorKey, HandedIn, PushError, packed, pull, push_together};

/// The company of every history.
pub(super) const COMPANY: CompanyId = CompanyId(Uuid::from_u128(0xC0));
/// Its people: the office, and technicians of two crews.
pub(super) const PEOPLE: [(UserId, Role); 4] = [
    (UserId(Uuid::from_u128(0xA0)), Role::Dispatcher),
    (UserId(Uuid::from_u128(0xA1)), Role::Technician),
    (UserId(Uuid::from_u128(0xA2)), Role::Technician),
    (UserId(Uuid::from_u128(0xA3)), Role::Technician),
];

/// How far a phone's clock may be off, in milliseconds: an hour, ten years.
const CLOCKS_OFF: [i64; 5] = [0, 3_600_000, -3_600_000, 315_360_000_000, -315_360_000_000];

/// What a history came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Edits of which somebody was told "saved".
    pub saved: usize,
    /// Of these, photos.
    pub photos: usize,
    /// Of these, refused by the server with a reason.
    pub rejected: usize,
    /// Times a phone died.
    pub deaths: usize,
    /// Commits that a store refused.
    pub refusals: usize,
    /// Requests and answers lost, doubled or late, and refused for a reason that has nothing to do with them.
    pub lost: usize,
    /// Restores of the server from a backup.
    pub restores: usize,
}

impl Report {
    /// Adds another history's figures.
    pub fn add(&mut self, other: Self) {
        self.saved += other.saved;
        self.photos += other.photos;
        self.rejected += other.rejected;
        self.deaths += other.deaths;
        self.refusals += other.refusals;
        self.lost += other.lost;
        self.restores += other.restores;
    }
}

/// Everything there is.
pub struct World {
    seed: u64,
    pub(super) rng: Rng,
    pub(super) now: i64,
    pub(super) server: MemoryServer,
    pub(super) phones: Vec<Phone>,
    pub(super) story: Vec<String>,
    pub(super) report: Report,
    /// What the server has of photos.
    pub(super) desk: ByteDesk,
    /// Up to where stock was summed up.
    pub(super) summed: Cell<Option<(Uuid, u64)>>,
    pub(super) backup: Option<(Database, ByteDesk)>,
    /// Requests that are still under way somewhere, and may arrive once more.
    pub(super) strays: Vec<(UserId, PushRequest)>,
    key: CursorKey,
    drawn: u128,
}

impl World {
    /// The beginning of the history of `seed`.
    pub fn new(seed: u64) -> Self {
        let server = MemoryServer::new(Uuid::from_u128(1));
        found(&server);
        let mut phones: Vec<Phone> = Vec::new();
        // Two people have two phones each: one person's edits also meet each other.
        for (nth, (user, role)) in PEOPLE.into_iter().chain([PEOPLE[1]]).enumerate() {
            phones.push(Phone::new(user, role, DeviceId(Uuid::from_u128(0xD0 + nth as u128))));
        }
        let (rng, key) = (Rng::with_seed(seed), CursorKey::new([1; 32]));
        let mut world = Self {
            seed,
            rng,
            now: 1_700_000_000_000,
            server,
            phones,
            story: Vec::new(),
            report: Report::default(),
            desk: ByteDesk::default(),
            summed: Cell::new(None),
            backup: None,
            strays: Vec::new(),
            key,
            drawn: 0x1_0000,
        };
        // Everybody has been in the office once.
        for nth in 0..world.phones.len() {
            while world.exchange(nth, false, None) {}
        }
        world
    }

    /// From now on chances are those of this step.
    pub fn draw_for(&mut self, step: usize) {
        // Any odd number that spreads them.
        self.rng = Rng::with_seed(self.seed ^ (step as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    }

    /// One random thing happens.
    pub fn step(&mut self, step: usize) {
        self.draw_for(step);
        self.now += self.rng.i64(1..30_000);
        let nth = self.rng.usize(0..self.phones.len());
        let trouble = (self.rng.u32(0..10) == 0).then(|| TROUBLES[self.rng.usize(0..TROUBLES.len())]);
        match self.rng.u32(0..100) {
            0..=32 => self.edit(nth, trouble),
            33..=36 => self.photo(nth, trouble),
            37..=38 => self.decide(nth, trouble),
            39..=46 => {
                for _ in 0..self.rng.usize(1..6) {
                    self.upload(nth, true, trouble);
                }
            }
            47..=49 => self.second_tab(nth),
            50..=80 => {
                if self.rng.bool() {
                    self.phones[nth].hear();
                }
                for _ in 0..self.rng.usize(1..4) {
                    self.exchange(nth, true, trouble);
                }
            }
            81..=88 => self.restart(nth),
            89 => {
                self.tell(nth, "loses its cache");
                self.phones[nth].cache.evict();
                self.restart(nth);
            }
            90 => {
                self.tell(nth, "loses power");
                self.phones[nth].lose_power();
                if self.rng.bool() {
                    let nth_row = self.rng.usize(0..1000);
                    self.tell(nth, "finds its cache short of a row");
                    self.phones[nth].rot(nth_row);
                }
            }
            91 => {
                self.phones[nth].clock_off = CLOCKS_OFF[self.rng.usize(0..CLOCKS_OFF.len())];
                self.tell(nth, &format!("has its clock off by {} ms", self.phones[nth].clock_off));
            }
            92..=93 => self.stray(),
            94 => self.change_crews(),
            95 => self.sign_in(nth),
            96..=97 => {
                self.story.push("the server is backed up".into());
                self.backup = Some((self.server.backup(), self.desk.clone()));
            }
            98 if self.rng.u32(0..4) == 0 => self.week(),
            _ => self.restore(),
        }
    }

    /// Whether a phone's cache lost a row that it has not missed.
    pub fn is_rotten(&self) -> bool {
        self.phones.iter().any(|phone| phone.rotten)
    }

    /// The next day: phones compare their rows with the server's.
    pub fn next_day(&mut self) {
        self.story.push("the next day".into());
        self.now += 25 * 3_600_000;
        for phone in self.phones.iter_mut().filter(|phone| phone.rotten) {
            phone.rotten = false;
            // Somebody looks at every row: what cannot be read is noticed so, what is not there by the comparison.
            if let Some(client) = &phone.client {
                client.view().base().for_each(drop);
            }
        }
    }

    /// The network is back for everybody, for as long as it takes.
    pub fn connect(&mut self) -> Result<(), String> {
        self.story.push("everybody is connected".into());
        for round in 0..400 {
            self.now += 400_000;
            let mut busy = false;
            for nth in 0..self.phones.len() {
                if self.phones[nth].client.as_ref().is_none_or(|client| !client.may_send()) {
                    // It is signed in again, and has the new build.
                    self.phones[nth].start();
                }
                self.phones[nth].hear();
                if let Some(client) = &mut self.phones[nth].client {
                    client.retry_now();
                }
                for _ in 0..40 {
                    let asked = self.exchange(nth, false, None);
                    if !self.upload(nth, false, None) && !asked {
                        break;
                    }
                    busy = true;
                }
            }
            let waits = |client: &Client| client.summary().unsent() - held(client).len();
            let waiting = self.phones.iter().filter_map(|p| p.client.as_ref()).map(waits).sum::<usize>();
            if round > 3 && waiting == 0 {
                return Ok(());
            }
            if !busy && waiting > 0 && round > 300 {
                return Err(format!("{waiting} edits never leave their phone (invariant 13)"));
            }
        }
        let stuck: Vec<String> = self
            .phones
            .iter()
            .filter_map(|p| p.client.as_ref())
            .flat_map(|c| {
                c.outbox().map(|e| format!("{:?} {:?} missing {:?}", e.state, e.edit, e.missing)).collect::<Vec<_>>()
            })
            .collect();
        Err(format!("the outbox does not drain (invariant 13): {}", stuck.join("; ")))
    }

    /// The figures, once everything is connected.
    pub(super) fn sum_up(&self) -> Report {
        let results = self.server.company(COMPANY).results;
        let refused = results.values().filter(|r| matches!(r.result.verdict, Verdict::Rejected { .. })).count();
        let saved = self.phones.iter().map(|p| p.saved.len()).sum();
        let photos = self.phones.iter().map(|p| p.photos.len()).sum();
        Report { saved, photos, rejected: refused, ..self.report }
    }

    /// A fresh identifier: a counter, so that a seed tells the same story.
    pub(super) fn draw(&mut self) -> Uuid {
        self.drawn += 1;
        Uuid::from_u128(self.drawn)
    }

    pub(super) fn tell(&mut self, nth: usize, what: &str) {
        self.story.push(format!("{} phone {nth} {what}", self.now));
    }

    pub(super) fn edit(&mut self, nth: usize, trouble: Option<Trouble>) {
        let id = MutationId(self.draw());
        let Some(edit) = random_edit::draw(self, nth) else { return };
        let told = format!("{:?}{}", edit, trouble.map_or(String::new(), |t| format!(" and {t:?}")));
        let now = self.now + self.phones[nth].clock_off;
        if let Some(met) = self.phones[nth].enter(id, edit, now, trouble) {
            self.note(met);
            self.tell(nth, &format!("enters {} {told}", id.0.as_u128()));
        }
    }

    pub(super) fn note(&mut self, trouble: Option<Trouble>) {
        self.report.deaths += usize::from(trouble.is_some_and(Trouble::is_death));
        self.report.refusals += usize::from(trouble.is_some_and(|trouble| !trouble.is_death()));
    }

    /// One request and its answer; with `faults` either can be lost, or the request doubled or refused. Whether anything
    /// was asked.
    fn exchange(&mut self, nth: usize, faults: bool, trouble: Option<Trouble>) -> bool {
        let server_now = self.now;
        let now = self.now + self.phones[nth].clock_off;
        let Some(client) = &mut self.phones[nth].client else { return false };
        let Some(action) = client.next(now) else { return false };
        let fault = if faults { self.rng.u32(0..40) } else { 39 };
        let (lost_before, doubled, lost_after) = (fault < 4, (4..8).contains(&fault), (8..12).contains(&fault));
        let refused = match fault {
            12 => Some(NetError::Busy(60_000)),
            13 => Some(NetError::Server),
            14 => Some(NetError::SignIn),
            15 => Some(NetError::Update),
            _ => None,
        };
        self.report.lost += usize::from(fault < 16);
        let plan = match action {
            Action::ReadTail => {
                let tail = block_on(self.phones[nth].vault.shelf(Shelf::SentTail)).unwrap();
                self.client(nth).heal(tail).unwrap()
            }
            _ if lost_before => self.client(nth).failed(NetError::Offline, now, 0.5).unwrap(),
            _ if let Some(error) = refused => self.client(nth).failed(error, now, 0.5).unwrap(),
            Action::Push(request) => {
                let user = self.phones[nth].user;
                if faults && self.rng.u32(0..8) == 0 {
                    self.strays.push((user, request.clone()));
                }
                // A late copy of another request may wait at the server at the same time.
                let stray = self.rng.bool().then(|| self.strays.last().cloned()).flatten();
                let send = || {
                    let others = stray.iter().map(|(user, request)| HandedIn { user: *user, request });
                    let handed_in: Vec<HandedIn<'_>> = others.chain([HandedIn { user, request: &request }]).collect();
                    let pushed = block_on(push_together(&self.server, COMPANY, &handed_in, server_now));
                    pushed.unwrap().pop().unwrap()
                };
                if doubled {
                    drop(send());
                }
                match send() {
                    _ if lost_after => self.client(nth).failed(NetError::Offline, now, 0.5).unwrap(),
                    Ok(answer) => self.client(nth).pushed(answer, now).unwrap(),
                    Err(PushError::EpochChanged(_)) => self.client(nth).failed(NetError::Epoch, now, 0.5).unwrap(),
                    Err(_) => self.client(nth).failed(NetError::Server, now, 0.5).unwrap(),
                }
            }
            Action::Pull(mut request) => {
                // Small pages, so that fills and pulls are cut in the middle.
                request.limit = Some(7);
                let user = self.phones[nth].user;
                match block_on(pull(&self.server, &self.key, COMPANY, user, &request, server_now)) {
                    _ if lost_after => self.client(nth).failed(NetError::Offline, now, 0.5).unwrap(),
                    Ok(answer) => {
                        let page = self.carried(&request, answer);
                        self.client(nth).pulled(page, now).unwrap()
                    }
                    Err(_) => self.client(nth).failed(NetError::Server, now, 0.5).unwrap(),
                }
            }
        };
        let met = self.phones[nth].commit(plan, trouble);
        self.note(met);
        true
    }

    /// The page as a phone gets it. Some servers of the day are of the build before packs, which asks nothing of `packs`.
    fn carried(&mut self, request: &PullRequest, mut answer: PullResponse) -> Page {
        if self.rng.bool() {
            return Page::from(answer);
        }
        let text = packed(request, &mut answer).unwrap();
        let pack = (answer.packed > 0).then(|| Pack::read(text.into_bytes()).unwrap());
        Page { answer, pack }
    }

    pub(super) fn client(&mut self, nth: usize) -> &mut Client {
        self.phones[nth].client.as_mut().unwrap()
    }
}
