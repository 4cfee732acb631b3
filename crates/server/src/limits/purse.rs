//! What one server may still spend of one bucket without asking. No clock, no database: told the time, it answers.
//!
//! Two sorts of requests are in it. A tenth of the limit runs in by itself, on every server: whoever asks little is never
//! looked up. What goes beyond is fetched from the bucket that all servers share, a tenth at a time.

use super::count::UNIT;

/// How long what was fetched may be spent, in milliseconds.
const LEASE: i64 = 60_000;
/// What is fetched at a time, and what a server gives by itself: one in so many.
const PART: i64 = 10;

/// What a server holds of one bucket.
#[derive(Clone, Debug)]
pub(super) struct Purse {
    /// What ran in by itself, in units.
    own: i64,
    /// The time of the last question.
    at: i64,
    /// What was fetched, in requests, and until when it is good.
    fetched: i64,
    fetched_until: i64,
    /// What all servers had left when this one asked last, in requests.
    left: i64,
    /// Until then there is nothing to fetch.
    refused_until: i64,
}

/// What became of the wish to spend one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spend {
    /// Spent; about so many are left.
    Spent { left: i64 },
    /// Only the shared bucket can tell.
    Fetch,
    /// Not before so many milliseconds.
    Refused { wait: i64 },
}

impl Purse {
    pub(super) fn new(limit: i64, now: i64) -> Self {
        let own = limit / PART * UNIT;
        Self { own, at: now, fetched: 0, fetched_until: 0, left: limit, refused_until: 0 }
    }

    /// How many are fetched at a time.
    pub(super) fn part(limit: i64) -> i64 {
        (limit / PART).max(1)
    }

    /// Spends one, of a limit of `limit` a minute.
    pub(super) fn spend(&mut self, limit: i64, now: i64) -> Spend {
        let part = limit / PART;
        let passed = (now - self.at).clamp(0, UNIT);
        self.own = (self.own + passed * part).min(part * UNIT);
        self.left = (self.left + passed * limit / UNIT).min(limit);
        self.at = now;
        if self.own >= UNIT {
            self.own -= UNIT;
        } else if self.fetched > 0 && now < self.fetched_until {
            self.fetched -= 1;
        } else if now < self.refused_until {
            return Spend::Refused { wait: self.refused_until - now };
        } else {
            return Spend::Fetch;
        }
        Spend::Spent { left: self.left.min(limit) }
    }

    /// So many were fetched; `left` are left to everybody.
    pub(super) fn fill(&mut self, requests: i64, left: i64, now: i64) {
        self.fetched = requests;
        self.fetched_until = now + LEASE;
        self.left = left;
    }

    /// There are none for so long.
    pub(super) fn refuse(&mut self, wait: i64, now: i64) {
        self.left = 0;
        self.refused_until = now + wait;
    }

    /// Whether forgetting it changes nothing: it is as a new one is.
    pub(super) fn is_idle(&self, now: i64) -> bool {
        now - self.at > LEASE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spent(purse: &mut Purse, limit: i64, now: i64) -> bool {
        matches!(purse.spend(limit, now), Spend::Spent { .. })
    }

    #[test]
    fn who_asks_little_is_never_looked_up() {
        let mut purse = Purse::new(600, 0);
        for second in 0..3600 {
            assert!(spent(&mut purse, 600, second * 1000), "one a second is a tenth of 600 a minute");
        }
    }

    #[test]
    fn who_asks_much_spends_what_was_fetched_and_then_asks_for_more() {
        let mut purse = Purse::new(600, 0);
        for _ in 0..60 {
            assert!(spent(&mut purse, 600, 0));
        }
        assert_eq!(purse.spend(600, 0), Spend::Fetch);
        purse.fill(60, 540, 0);
        for _ in 0..60 {
            assert!(spent(&mut purse, 600, 0));
        }
        assert_eq!(purse.spend(600, 0), Spend::Fetch);
    }

    #[test]
    fn who_was_refused_is_not_looked_up_until_it_may_help() {
        let mut purse = Purse::new(5, 0);
        assert_eq!(purse.spend(5, 0), Spend::Fetch, "a tenth of five is none");
        purse.refuse(12_000, 0);
        assert_eq!(purse.spend(5, 2000), Spend::Refused { wait: 10_000 });
        assert_eq!(purse.spend(5, 12_000), Spend::Fetch);
    }

    #[test]
    fn what_was_fetched_and_not_spent_is_gone_after_a_minute() {
        let mut purse = Purse::new(5, 0);
        purse.fill(1, 4, 0);
        assert_eq!(purse.spend(5, LEASE), Spend::Fetch);
    }

    #[test]
    fn a_clock_that_jumps_back_gives_nothing_away() {
        let mut purse = Purse::new(600, 1_000_000);
        for _ in 0..60 {
            assert!(spent(&mut purse, 600, 1_000_000));
        }
        assert_eq!(purse.spend(600, 0), Spend::Fetch);
        assert_eq!(purse.spend(600, 10), Spend::Fetch);
    }
}
