//! What happened in a round, line by line: printed when something is wrong.

use std::cell::RefCell;
use std::fmt;
use std::time::Instant;

/// A round's story. Shared by all that act in it.
pub struct Story {
    /// When the round began.
    pub start: Instant,
    lines: RefCell<Vec<String>>,
}

impl Story {
    /// Begins now.
    pub fn begin() -> Self {
        Self { start: Instant::now(), lines: RefCell::default() }
    }

    /// Something happens.
    pub fn tell(&self, what: impl fmt::Display) {
        self.lines.borrow_mut().push(format!("{:>8.3} s  {what}", self.start.elapsed().as_secs_f64()));
    }
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.borrow().join("\n"))
    }
}
