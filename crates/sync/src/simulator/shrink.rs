//! A history that breaks an invariant, cut down to the steps that it takes. A step draws its chances from the seed and its own
//! number, so that it does the same whether or not the others happen.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{STEPS, run_steps};

/// The fewest steps of the history of `seed` that still break an invariant, as far as leaving some out at a time finds
/// them, and what they tell; `None` for a history that breaks none.
pub fn shrink(seed: u64) -> Option<(Vec<usize>, String)> {
    let mut steps: Vec<usize> = (0..STEPS).collect();
    let mut told = breaks(seed, &steps)?;
    let mut size = steps.len() / 2;
    while size > 0 {
        let mut from = 0;
        while from < steps.len() {
            let to = (from + size).min(steps.len());
            let fewer: Vec<usize> = steps.iter().take(from).chain(steps.iter().skip(to)).copied().collect();
            match breaks(seed, &fewer) {
                Some(story) => (steps, told) = (fewer, story),
                None => from = to,
            }
        }
        size /= 2;
    }
    Some((steps, told))
}

fn breaks(seed: u64, steps: &[usize]) -> Option<String> {
    match catch_unwind(AssertUnwindSafe(|| run_steps(seed, steps))) {
        Ok(outcome) => outcome.err(),
        Err(_) => Some(format!("seed {seed}: a panic")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::safeguard::{Safeguard, without};
    use crate::simulator::run;

    #[test]
    fn a_history_that_breaks_is_told_in_few_steps_and_one_that_does_not_in_none() {
        let (seed, shrunk) = without(Safeguard::TailKept, || {
            let seed = (0..1_000).find(|seed| run(*seed).is_err()).unwrap_or_default();
            (seed, shrink(seed))
        });
        let Some((steps, story)) = shrunk else { panic!("nothing breaks") };
        assert!(steps.len() < STEPS / 10, "{} steps: {story}", steps.len());
        assert!(without(Safeguard::TailKept, || run_steps(seed, &steps)).is_err(), "it can be told again");
        assert!(run_steps(seed, &steps).is_ok(), "the safeguard is what it takes");
        assert_eq!(shrink(seed), None);
    }
}
