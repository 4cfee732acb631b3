//! A count in this process. No other server knows of it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::{Taken, UNIT};

/// With more buckets than so many, those that have run empty are forgotten.
const CROWD: usize = 4096;

/// The buckets.
#[derive(Debug, Default)]
pub struct Memory {
    buckets: Mutex<HashMap<String, Level>>,
}

/// How full one was, and when.
#[derive(Clone, Copy, Debug)]
struct Level {
    used: i64,
    at: i64,
}

impl Memory {
    /// Takes `requests` of the `limit` a minute of `bucket`, all or none.
    pub fn take(&self, bucket: &str, requests: i64, limit: i64, now: i64) -> Taken {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > CROWD && !buckets.contains_key(bucket) {
            // Whatever the limit is, all of it has run off after a minute.
            buckets.retain(|_, level| now - level.at < UNIT);
        }
        let Some(level) = buckets.get_mut(bucket) else {
            let used = requests * UNIT;
            buckets.insert(bucket.to_owned(), Level { used, at: now });
            return Taken::granted(used, limit);
        };
        // A server whose clock was set back waits for nothing to run off.
        let rest = (level.used - (now - level.at).clamp(0, UNIT) * limit).max(0);
        let used = rest + requests * UNIT;
        if used > limit * UNIT {
            return Taken::refused(rest, requests, limit);
        }
        *level = Level { used, at: now.max(level.at) };
        Taken::granted(used, limit)
    }
}
