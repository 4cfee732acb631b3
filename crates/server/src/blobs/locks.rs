//! One request at a time for each upload.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

/// The locks that somebody holds or waits for.
#[derive(Default)]
pub(super) struct Locks {
    held: Mutex<HashMap<Uuid, Arc<tokio::sync::Mutex<()>>>>,
}

impl Locks {
    /// Waits for the turn of an upload; dropping the answer ends it.
    pub async fn take(&self, id: Uuid) -> OwnedMutexGuard<()> {
        let lock = {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            // What only this map knows of, nobody holds or waits for.
            held.retain(|_, lock| Arc::strong_count(lock) > 1);
            Arc::clone(held.entry(id).or_default())
        };
        lock.lock_owned().await
    }
}
