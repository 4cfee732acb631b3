//! Phones and a server in virtual time, driven by one seed: the real client engine, the real server engine, stores in
//! memory. Requests and answers are lost and doubled, phones die between any two commits, caches are evicted or lose a row
//! unnoticed, the server is restored from a backup. In the end everything is connected and the invariants are checked.
//!
//! A seed is a story: the same seed tells it again, step by step; one that breaks an invariant is cut down to the steps that it
//! takes.
#![allow(clippy::unwrap_used)]

mod bytes;
mod drills;
mod faults;
mod founding;
mod invariants;
mod phone;
mod random_edit;
mod shrink;
mod strange;
mod tabs;
mod together;
mod world;

use std::ops::Range;
use std::panic::catch_unwind;

use crate::safeguard::{Safeguard, without};

pub use drills::{drill, nothing_new};
pub use shrink::shrink;
pub use strange::strange_edits;
pub use together::together;
pub use world::{Report, World};

/// How many random steps one history takes before everything is connected.
pub const STEPS: usize = 160;

/// What goes wrong first without a safeguard, in its own story or in one of so many histories.
pub fn unmask(safeguard: Safeguard, seeds: Range<u64>) -> Option<String> {
    without(safeguard, || {
        if let Err(what) = drill(safeguard) {
            return Some(what);
        }
        seeds.into_iter().find_map(|seed| {
            // Without a safeguard the engines may also meet what they never meet.
            let told = catch_unwind(|| run(seed)).unwrap_or_else(|_| Err("a panic".to_owned()));
            told.err().map(|story| story.lines().next().unwrap_or_default().to_owned())
        })
    })
}

/// Runs the history of `seed`. The error tells the story up to the broken invariant.
pub fn run(seed: u64) -> Result<Report, String> {
    run_steps(seed, &(0..STEPS).collect::<Vec<_>>())
}

/// Runs these steps only of the history of `seed`.
pub fn run_steps(seed: u64, steps: &[usize]) -> Result<Report, String> {
    let mut world = World::new(seed);
    let broken = |world: &World, what: String| format!("seed {seed}: {what}\n  {}", world.story.join("\n  "));
    for step in steps {
        world.step(*step);
        invariants::always(&world).map_err(|what| broken(&world, what))?;
    }
    world.draw_for(STEPS);
    world.connect().map_err(|what| broken(&world, what))?;
    invariants::when_quiet(&world).map_err(|what| broken(&world, what))?;
    if world.is_rotten() {
        // Nothing but the daily comparison finds what is gone without a trace.
        world.next_day();
        world.connect().map_err(|what| broken(&world, what))?;
        invariants::when_quiet(&world).map_err(|what| broken(&world, what))?;
    }
    Ok(world.sum_up())
}
