//! How sessions and their people stood a moment ago. Every request asks for it, so what the database said is believed for
//! a second. What this server changes itself counts at once; a lock or a new role that came through another server, or from
//! the command line, within that second.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::ids::CompanyId;
use uuid::Uuid;

use crate::clock::{self, SECOND};
use crate::db::sessions::Standing;

/// For how long the database's word is believed, in milliseconds.
const BELIEVED: i64 = SECOND;
/// Sessions that are kept in memory; beyond that all are asked for anew.
const KEPT: usize = 20_000;

/// What is known. A company that changed something about its people is asked about every time until the change has surely
/// been committed and seen.
#[derive(Default)]
pub struct KnownSessions {
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    sessions: HashMap<Uuid, (CompanyId, i64, Arc<Standing>)>,
    distrusted: HashMap<CompanyId, i64>,
}

impl KnownSessions {
    /// How the session stood, if that was read within the last second before `now`.
    pub fn at(&self, session: Uuid, now: i64) -> Option<Arc<Standing>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let (company, read_at, standing) = known.sessions.get(&session)?;
        let changed_at = known.distrusted.get(company).copied().unwrap_or(i64::MIN);
        // A clock that was set back makes nothing young again.
        let is_young = (0..BELIEVED).contains(&(now - read_at));
        (is_young && changed_at < read_at - BELIEVED).then(|| Arc::clone(standing))
    }

    /// Remembers how the session stood when it was asked for at `now`.
    pub fn note(&self, company: CompanyId, session: Uuid, standing: Arc<Standing>, now: i64) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.sessions.len() >= KEPT {
            known.sessions.clear();
        }
        known.sessions.insert(session, (company, now, standing));
    }

    /// Something about the company's people or their sessions is being changed, or was just now.
    pub fn distrust(&self, company: CompanyId, now: i64) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.distrusted.retain(|_, at| now - *at < 10 * BELIEVED);
        known.distrusted.insert(company, now);
    }

    /// The same for as long as the answer is kept, and once more when it is dropped: a commit may wait for others.
    #[must_use = "what is changed is committed while this is kept"]
    pub fn while_changing(&self, company: CompanyId) -> Changing<'_> {
        self.distrust(company, clock::now());
        Changing { sessions: self, company }
    }
}

/// Something about a company's people or their sessions is being changed.
pub struct Changing<'a> {
    sessions: &'a KnownSessions,
    company: CompanyId,
}

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        self.sessions.distrust(self.company, clock::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: CompanyId = CompanyId(Uuid::from_u128(1));
    const SESSION: Uuid = Uuid::from_u128(2);

    fn known(at: i64) -> KnownSessions {
        let known = KnownSessions::default();
        let standing = Standing {
            revoked: false,
            locked: false,
            generation: 1,
            confirmed: true,
            user_body: String::new(),
            company_body: String::new(),
            second_factor: false,
        };
        known.note(OURS, SESSION, Arc::new(standing), at);
        known
    }

    #[test]
    fn what_was_read_is_believed_for_a_second() {
        let known = known(10_000);
        assert!(known.at(SESSION, 10_000).is_some() && known.at(SESSION, 10_999).is_some());
        assert!(known.at(SESSION, 11_000).is_none() && known.at(SESSION, 9_000).is_none());
        assert!(known.at(Uuid::from_u128(3), 10_000).is_none());
    }

    #[test]
    fn after_a_change_nothing_is_believed_that_may_have_been_read_before_it() {
        let known = known(10_000);
        known.distrust(CompanyId(Uuid::from_u128(9)), 10_100);
        assert!(known.at(SESSION, 10_200).is_some(), "another company changed");
        known.distrust(OURS, 10_100);
        assert!(known.at(SESSION, 10_200).is_none());
    }
}
