//! Who people are to their companies, remembered for as long as nothing in the company changes: a phone that asks for news
//! when there are none costs one short question to the database.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::{CompanyId, UserId};
use domain::permission::Actor;

/// How many people are remembered. More of them at once: all are forgotten, and read anew when they ask.
const MOST: usize = 20_000;

/// People, each with the newest sequence number of the company when they were read.
type Known = HashMap<(CompanyId, UserId), (u64, Option<Actor>)>;

/// What is remembered. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Standings {
    known: Arc<Mutex<Known>>,
}

impl Standings {
    /// Who the person is, when that was read at `head`. The outer `None`: it has to be read.
    pub fn at(&self, company: CompanyId, user: UserId, head: u64) -> Option<Option<Actor>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(company, user)).filter(|(seq, _)| *seq == head).map(|(_, actor)| actor.clone())
    }

    /// Remembers who the person was when `head`, read before, was the newest sequence number.
    pub fn note(&self, company: CompanyId, user: UserId, head: u64, actor: Option<Actor>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert((company, user), (head, actor));
    }
}
