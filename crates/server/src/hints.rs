//! Hints that a company's rows have changed, from whoever wrote to whoever listens. Never the truth: a phone that hears
//! nothing asks anyway.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::ids::CompanyId;
use tokio::sync::broadcast;

/// How many hints a slow listener may miss before it is told only the newest.
const BACKLOG: usize = 16;

/// Everybody who listens, by company.
#[derive(Default)]
pub struct Hints {
    channels: Mutex<HashMap<CompanyId, broadcast::Sender<u64>>>,
}

impl Hints {
    /// Tells everybody of `company` that its sequence has come to `seq`.
    pub fn tell(&self, company: CompanyId, seq: u64) {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        if channels.get(&company).is_some_and(|sender| sender.send(seq).is_err()) {
            // The last listener is gone.
            channels.remove(&company);
        }
    }

    /// Listens to `company` from now on.
    pub fn listen(&self, company: CompanyId) -> broadcast::Receiver<u64> {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.entry(company).or_insert_with(|| broadcast::channel(BACKLOG).0).subscribe()
    }
}
