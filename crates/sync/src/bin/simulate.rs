//! `simulate [--seeds N [--from F]] [--seed S] [--mutants]`: runs histories and prints what they came to. Exits with 1 at the first that
//! breaks an invariant, after telling the shortest story of it. Very many can be run in parts: `--from` says with which seed to
//! begin.
//!
//! With `--mutants` each safeguard is taken away in turn, and the histories have to show it: it exits with 1 if one is not
//! missed.

use std::ops::Range;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use sync::safeguard::Safeguard;
use sync::simulator::{Report, STEPS, run, shrink, unmask};

fn main() -> ExitCode {
    let (mut seeds, mut mutants) = (0..1_000_u64, false);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--mutants" {
            mutants = true;
            continue;
        }
        let value = args.next().and_then(|v| v.parse::<u64>().ok());
        seeds = match (arg.as_str(), value) {
            ("--seeds", Some(n)) => seeds.start..seeds.start + n,
            ("--from", Some(f)) => f..f + (seeds.end - seeds.start),
            ("--seed", Some(s)) => s..s + 1,
            _ => {
                eprintln!("usage: simulate [--seeds N [--from F]] [--seed S] [--mutants]");
                return ExitCode::from(2);
            }
        };
    }
    if mutants { without_each(&seeds) } else { histories(seeds) }
}

/// Runs every history, on all cores; the first that breaks ends them.
fn histories(seeds: Range<u64>) -> ExitCode {
    let started = Instant::now();
    let count = seeds.end - seeds.start;
    let (next, broken) = (AtomicU64::new(seeds.start), Mutex::new(None::<u64>));
    let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|seed| *seed < seeds.end);
    let is_broken = || broken.lock().is_ok_and(|seed| seed.is_some());
    let work = || {
        let mut sum = Report::default();
        while let Some(seed) = take().filter(|_| !is_broken()) {
            match run(seed) {
                Ok(report) => sum.add(report),
                Err(_) => {
                    broken.lock().map(|mut first| *first.get_or_insert(seed)).ok();
                }
            }
        }
        sum
    };
    let mut sum = Report::default();
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().filter_map(|thread| thread.join().ok()).for_each(|one| sum.add(one));
    });
    if let Ok(Some(seed)) = broken.into_inner() {
        if let Some((steps, story)) = shrink(seed) {
            eprintln!("{story}\n{} of {STEPS} steps are enough: {steps:?}", steps.len());
        }
        return ExitCode::FAILURE;
    }
    println!(
        "{count} histories from {} on in {:.1} s: {} edits saved, {} of them photos, {} refused with a reason, 0 lost, 0 doubled; {} deaths, \
         {} commits refused, {} messages lost, doubled, late or refused, {} restores",
        seeds.start,
        started.elapsed().as_secs_f64(),
        sum.saved,
        sum.photos,
        sum.rejected,
        sum.deaths,
        sum.refusals,
        sum.lost,
        sum.restores,
    );
    ExitCode::SUCCESS
}

fn without_each(seeds: &Range<u64>) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for safeguard in Safeguard::ALL {
        match unmask(*safeguard, seeds.clone()) {
            Some(what) => println!("{safeguard:?} is missed: {}", what.chars().take(160).collect::<String>()),
            None => {
                println!("{safeguard:?} is NOT missed: {}", safeguard.words().trim());
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}
