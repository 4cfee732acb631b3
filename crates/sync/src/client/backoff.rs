//! How long to wait after a failure: exponential with full jitter, from one second to five minutes. A person's tap
//! starts it over.

/// The shortest upper bound, in milliseconds.
const FIRST_MS: i64 = 1_000;
/// The longest wait, in milliseconds.
const LONGEST_MS: i64 = 300_000;

/// Counts failures and says when to try again.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Backoff {
    failures: u32,
    since: i64,
    not_before: i64,
}

impl Backoff {
    /// Whether it is time. A clock that was set back does not make the wait longer.
    pub fn is_due(&self, now: i64) -> bool {
        now >= self.not_before || now < self.since
    }

    /// When it is time.
    pub fn due_at(&self) -> i64 {
        self.not_before
    }

    /// A failure at `now`. `chance` is a random number in 0..1, `at_least` what the server asked for, in milliseconds.
    pub fn failed(&mut self, now: i64, chance: f64, at_least: i64) {
        let bound = FIRST_MS.saturating_mul(1 << self.failures.min(12)).min(LONGEST_MS);
        self.failures = self.failures.saturating_add(1);
        let jittered = (bound as f64 * chance.clamp(0.0, 1.0)) as i64;
        self.since = now;
        self.not_before = now + jittered.max(at_least).max(100);
    }

    /// It worked, or a person asks.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_five_minutes_and_a_tap_starts_over() {
        let mut backoff = Backoff::default();
        let mut waits = Vec::new();
        for _ in 0..12 {
            backoff.failed(0, 1.0, 0);
            waits.push(backoff.due_at());
        }
        assert_eq!(&waits[..4], &[1_000, 2_000, 4_000, 8_000]);
        assert_eq!(waits[11], 300_000);
        backoff.reset();
        assert!(backoff.is_due(0));
    }

    #[test]
    fn a_clock_that_is_set_back_ends_the_wait() {
        let mut backoff = Backoff::default();
        backoff.failed(1_000_000, 1.0, 60_000);
        assert!(!backoff.is_due(1_000_000));
        assert!(backoff.is_due(999_999));
    }

    #[test]
    fn the_server_can_ask_for_a_longer_wait() {
        let mut backoff = Backoff::default();
        backoff.failed(0, 0.0, 60_000);
        assert!(!backoff.is_due(59_999));
        assert!(backoff.is_due(60_000));
    }
}
