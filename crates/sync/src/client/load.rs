//! How much goes into one push: all that it takes on a good line, less on one that could not carry it in time. What was cut
//! off on its way goes again whole, so on a poor line a small push arrives where a large one never does.

use protocol::sync::{PUSH_MAX, PUSH_MAX_BYTES};

/// A push that came to nothing after as long was too much for the line; one that ended sooner found no line.
const TOO_LONG_MS: i64 = 4_000;
/// The least.
const LEAST: usize = 25;

/// How much goes into one push.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Load {
    edits: usize,
    /// When a push left that is not answered yet.
    left_at: Option<i64>,
}

impl Default for Load {
    fn default() -> Self {
        Self { edits: PUSH_MAX, left_at: None }
    }
}

impl Load {
    /// The most edits.
    pub fn edits(self) -> usize {
        self.edits
    }

    /// The most bytes.
    pub fn bytes(self) -> usize {
        PUSH_MAX_BYTES * self.edits / PUSH_MAX
    }

    /// A push leaves at `now`.
    pub fn leaves(&mut self, now: i64) {
        self.left_at = Some(now);
    }

    /// It was answered.
    pub fn arrived(&mut self) {
        self.left_at = None;
        self.edits = (self.edits * 2).min(PUSH_MAX);
    }

    /// A request brought no answer by `now`.
    pub fn came_to_nothing(&mut self, now: i64) {
        if self.left_at.take().is_some_and(|left| now - left >= TOO_LONG_MS) {
            self.edits = (self.edits / 2).max(LEAST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_slow_gets_less_and_a_good_one_more_again() {
        let mut load = Load::default();
        for _ in 0..20 {
            load.leaves(0);
            load.came_to_nothing(10_000);
        }
        assert_eq!(load.edits(), LEAST);
        assert!(load.bytes() < PUSH_MAX_BYTES / 30);
        for _ in 0..20 {
            load.leaves(0);
            load.arrived();
        }
        assert_eq!((load.edits(), load.bytes()), (PUSH_MAX, PUSH_MAX_BYTES));
    }

    #[test]
    fn no_line_at_all_says_nothing_of_how_much_it_carries() {
        let mut load = Load::default();
        load.leaves(0);
        load.came_to_nothing(50);
        load.came_to_nothing(60_000);
        assert_eq!(load.edits(), PUSH_MAX);
    }
}
