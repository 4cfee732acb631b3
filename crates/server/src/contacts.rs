//! Writes down when phones call. Not at every call: an idle round writes nothing.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::ids::{CompanyId, DeviceId, UserId};
use protocol::sync::Waiting;

use crate::db::{Db, DbError, devices};

/// How exact "last heard of" is, in milliseconds.
const EXACT_TO: i64 = 60_000;

/// So many calls are kept in mind before those that say nothing any more are forgotten.
const MOST: usize = 20_000;

/// Whose call on which phone of which company.
type Caller = (CompanyId, DeviceId, UserId);

/// When each call was last written down.
#[derive(Default)]
pub struct Contacts {
    noted: Mutex<HashMap<Caller, i64>>,
}

impl Contacts {
    /// A phone called, and may have said what waits on it.
    pub async fn heard(&self, db: &Db, caller: Caller, waiting: Option<Waiting>, now: i64) -> Result<(), DbError> {
        let is_noted = self.at(&caller).is_some_and(|at| now - at < EXACT_TO);
        if is_noted && waiting.is_none() {
            return Ok(());
        }
        devices::heard(db, caller, waiting, now).await?;
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.len() >= MOST {
            noted.retain(|_, at| now - *at < EXACT_TO);
        }
        noted.insert(caller, now);
        Ok(())
    }

    fn at(&self, caller: &Caller) -> Option<i64> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).get(caller).copied()
    }
}
