//! One request at a time for each upload, in this process.

use std::array;
use std::sync::Arc;

use tokio::sync::{Mutex, OwnedMutexGuard};
use uuid::Uuid;

/// As many as there are locks: uploads share them, so that there is an end to their number.
pub(super) const LOCKS: usize = 64;

/// The lock that an upload shares with some others.
pub(super) fn lock_of(upload: Uuid) -> usize {
    usize::from(upload.as_bytes()[15]) % LOCKS
}

/// The locks. Who waits for a file that another process holds keeps a thread: one for each of these, and no more.
pub(super) struct Locks([Arc<Mutex<()>>; LOCKS]);

impl Default for Locks {
    fn default() -> Self {
        Self(array::from_fn(|_| Arc::default()))
    }
}

impl Locks {
    /// Waits for the turn of an upload; dropping the answer ends it.
    pub async fn take(&self, upload: Uuid) -> OwnedMutexGuard<()> {
        Arc::clone(&self.0[lock_of(upload)]).lock_owned().await
    }
}
