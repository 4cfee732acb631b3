//! Hints that a company's rows have changed, from whoever wrote to whoever listens. Never the truth: a phone that hears
//! nothing asks anyway.
//!
//! Who listens to another server hears of it through the database ([`others`]).

pub mod others;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError, RwLock};

use domain::ids::CompanyId;
use tokio::sync::{Notify, broadcast};
use uuid::Uuid;

/// How many hints a slow listener may miss before it is told only the newest.
const BACKLOG: usize = 16;

/// Everybody who listens, by company.
pub struct Hints {
    channels: Mutex<HashMap<CompanyId, broadcast::Sender<u64>>>,
    /// How often each company was told anything.
    written: RwLock<HashMap<CompanyId, u64>>,
    /// What other servers were not told yet: the newest only. Nothing where there are none.
    outgoing: Option<Mutex<HashMap<CompanyId, u64>>>,
    waiting: Notify,
    /// Names this server among the others.
    name: Uuid,
}

impl Hints {
    /// For a server; `shared`: there may be others on the same database.
    pub fn new(shared: bool) -> Self {
        let outgoing = shared.then(Mutex::default);
        Self {
            channels: Mutex::default(),
            written: RwLock::default(),
            outgoing,
            waiting: Notify::new(),
            name: Uuid::new_v4(),
        }
    }

    /// Tells everybody of `company` that its sequence has come to `seq`, which was committed.
    pub fn tell(&self, company: CompanyId, seq: u64) {
        self.tell_here(company, seq);
        if let Some(outgoing) = &self.outgoing {
            let mut outgoing = outgoing.lock().unwrap_or_else(PoisonError::into_inner);
            let newest = outgoing.entry(company).or_default();
            *newest = seq.max(*newest);
            self.waiting.notify_one();
        }
    }

    /// Tells those who listen to this server.
    fn tell_here(&self, company: CompanyId, seq: u64) {
        *self.written.write().unwrap_or_else(PoisonError::into_inner).entry(company).or_default() += 1;
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        if channels.get(&company).is_some_and(|sender| sender.send(seq).is_err()) {
            // The last listener is gone.
            channels.remove(&company);
        }
    }

    /// How often somebody of `company` was told anything: another count, other rows.
    pub fn written(&self, company: CompanyId) -> u64 {
        self.written.read().unwrap_or_else(PoisonError::into_inner).get(&company).copied().unwrap_or(0)
    }

    /// Listens to `company` from now on.
    pub fn listen(&self, company: CompanyId) -> broadcast::Receiver<u64> {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.entry(company).or_insert_with(|| broadcast::channel(BACKLOG).0).subscribe()
    }

    /// How many listen to this server.
    pub fn listeners(&self) -> usize {
        let channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.values().map(broadcast::Sender::receiver_count).sum()
    }

    /// The companies that somebody listens to here.
    fn listened(&self) -> Vec<CompanyId> {
        let channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.iter().filter(|(_, sender)| sender.receiver_count() > 0).map(|(company, _)| *company).collect()
    }

    /// Takes what other servers are to be told.
    fn take_outgoing(&self) -> HashMap<CompanyId, u64> {
        let Some(outgoing) = &self.outgoing else { return HashMap::new() };
        std::mem::take(&mut *outgoing.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
