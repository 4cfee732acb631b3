//! `simulate [--seeds N] [--seed S] [--mutants]`: runs histories and prints what they came to. Exits with 1 at the first that
//! breaks an invariant, after telling its story.
//!
//! With `--mutants` each safeguard is taken away in turn, and the histories have to show it: it exits with 1 if one is not
//! missed.

use std::ops::Range;
use std::process::ExitCode;
use std::time::Instant;

use sync::safeguard::Safeguard;
use sync::simulator::{Report, run, unmask};

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
            ("--seeds", Some(n)) => 0..n,
            ("--seed", Some(s)) => s..s + 1,
            _ => {
                eprintln!("usage: simulate [--seeds N] [--seed S] [--mutants]");
                return ExitCode::from(2);
            }
        };
    }
    if mutants { without_each(&seeds) } else { histories(seeds) }
}

fn histories(seeds: Range<u64>) -> ExitCode {
    let started = Instant::now();
    let mut sum = Report::default();
    let count = seeds.end - seeds.start;
    for seed in seeds {
        match run(seed) {
            Ok(report) => sum.add(report),
            Err(story) => {
                eprintln!("{story}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!(
        "{count} histories in {:.1} s: {} edits saved, {} refused with a reason, 0 lost, 0 doubled; {} deaths, {} commits refused, \
         {} messages lost, doubled, late or refused, {} restores",
        started.elapsed().as_secs_f64(),
        sum.saved,
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
