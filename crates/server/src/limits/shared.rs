//! The count that servers share, and what this one does while it is away: it counts for itself. Somebody may then ask
//! more than the limit, of each server as much as of one; nobody is refused for it who would not be otherwise.

use std::sync::atomic::{AtomicBool, Ordering};

use prometheus_client::metrics::counter::Counter;

use super::count::{Count, CountError, Memory, Taken};
use crate::clock;

/// The count.
pub struct Shared {
    count: Count,
    alone: Memory,
    is_away: AtomicBool,
    errors: Counter,
}

impl Shared {
    /// This count.
    pub fn new(count: Count) -> Self {
        Self { count, alone: Memory::default(), is_away: AtomicBool::new(false), errors: Counter::default() }
    }

    /// How often it did not answer.
    pub fn errors(&self) -> Counter {
        self.errors.clone()
    }

    /// Its sort, for `/health`.
    pub const fn kind(&self) -> &'static str {
        self.count.kind()
    }

    /// Whether it answers.
    pub async fn is_well(&self) -> bool {
        self.count.answers().await.inspect_err(|error| self.note_away(error)).is_ok()
    }

    /// Says it once.
    fn note_away(&self, error: &CountError) {
        if !self.is_away.swap(true, Ordering::Relaxed) {
            tracing::warn!(%error, kind = self.kind(), "limits are counted by this server alone");
        }
    }

    /// Takes `requests` of the `limit` a minute of `bucket`, all or none.
    pub async fn take(&self, bucket: &str, requests: i64, limit: i64) -> Taken {
        let now = clock::now();
        match self.count.take(bucket, requests, limit, now).await {
            Ok(taken) => {
                if self.is_away.swap(false, Ordering::Relaxed) {
                    tracing::info!(kind = self.kind(), "limits are counted together again");
                }
                taken
            }
            Err(error) => {
                self.errors.inc();
                self.note_away(&error);
                self.alone.take(bucket, requests, limit, now)
            }
        }
    }
}
