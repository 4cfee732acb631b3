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
    /// When a push left that is not answered yet, and of how many edits.
    left: Option<(i64, usize)>,
}

impl Default for Load {
    fn default() -> Self {
        Self { edits: PUSH_MAX, left: None }
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

    /// A push of so many edits leaves at `now`.
    pub fn leaves(&mut self, now: i64, edits: usize) {
        self.left = Some((now, edits));
    }

    /// It was answered.
    pub fn arrived(&mut self) {
        self.left = None;
        self.edits = (self.edits * 2).min(PUSH_MAX);
    }

    /// A request brought nothing by `now`. What the server itself could not take is too much at once for it, however soon
    /// it said so: an older one takes fewer, and what it stumbles over should not hold up all others.
    pub fn came_to_nothing(&mut self, now: i64, at_the_server: bool) {
        if let Some((left_at, edits)) = self.left.take()
            && (at_the_server || now - left_at >= TOO_LONG_MS)
        {
            self.edits = (edits.min(self.edits) / 2).max(LEAST);
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
            load.leaves(0, PUSH_MAX);
            load.came_to_nothing(10_000, false);
        }
        assert_eq!(load.edits(), LEAST);
        assert!(load.bytes() < PUSH_MAX_BYTES / 30);
        for _ in 0..20 {
            load.leaves(0, LEAST);
            load.arrived();
        }
        assert_eq!((load.edits(), load.bytes()), (PUSH_MAX, PUSH_MAX_BYTES));
    }

    #[test]
    fn no_line_at_all_says_nothing_of_how_much_it_carries() {
        let mut load = Load::default();
        load.leaves(0, PUSH_MAX);
        load.came_to_nothing(50, false);
        load.came_to_nothing(60_000, false);
        assert_eq!(load.edits(), PUSH_MAX);
    }

    #[test]
    fn half_of_what_was_sent_goes_next_not_half_of_what_might_have_been() {
        let mut load = Load::default();
        load.leaves(0, 60);
        load.came_to_nothing(10_000, false);
        assert_eq!(load.edits(), 30);
    }

    #[test]
    fn what_a_server_cannot_take_is_halved_at_once() {
        let mut load = Load::default();
        load.leaves(0, PUSH_MAX);
        load.came_to_nothing(50, true);
        assert_eq!(load.edits(), PUSH_MAX / 2);
    }
}
