//! Counting tests by what test programs print.

use std::process::Command;

use crate::Failure;
use crate::command::tee;

/// Tests that ran.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// As they should.
    pub passed: u64,
    /// Otherwise.
    pub failed: u64,
}

impl Count {
    /// Runs a command that prints results as cargo's tests do, and counts them.
    pub fn run(&mut self, command: &mut Command) -> Result<(), Failure> {
        let (success, lines) = tee(command)?;
        lines.iter().for_each(|line| self.add(line));
        if success { Ok(()) } else { Err("tests failed, see above".to_owned()) }
    }

    /// `test result: ok. 6 passed; 0 failed; 0 ignored; …`
    fn add(&mut self, line: &str) {
        let Some(results) = line.trim().strip_prefix("test result: ") else {
            return;
        };
        let number = |word: &str| results.split(word).next()?.split_whitespace().last()?.parse::<u64>().ok();
        self.passed += number(" passed").unwrap_or(0);
        self.failed += number(" failed").unwrap_or(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_several_programs_add_up_and_other_lines_do_not() {
        let mut count = Count::default();
        for line in [
            "running 6 tests",
            "test result: ok. 6 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "we passed 7; 9 failed",
            "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.2s",
        ] {
            count.add(line);
        }
        assert_eq!(count, Count { passed: 18, failed: 3 });
    }
}
