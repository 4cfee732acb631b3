//! `simulate [--seeds N] [--seed S]`: runs histories and prints what they came to. Exits with 1 at the first that breaks
//! an invariant, after telling its story.

use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let mut seeds = 0..1_000_u64;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let value = args.next().and_then(|v| v.parse::<u64>().ok());
        seeds = match (arg.as_str(), value) {
            ("--seeds", Some(n)) => 0..n,
            ("--seed", Some(s)) => s..s + 1,
            _ => {
                eprintln!("usage: simulate [--seeds N] [--seed S]");
                return ExitCode::from(2);
            }
        };
    }
    let started = Instant::now();
    let mut sum = sync::simulator::Report::default();
    let count = seeds.end - seeds.start;
    for seed in seeds {
        match sync::simulator::run(seed) {
            Ok(report) => sum.add(report),
            Err(story) => {
                eprintln!("{story}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!(
        "{count} histories in {:.1} s: {} edits saved, {} refused with a reason, 0 lost, 0 doubled; {} deaths, {} messages lost \
         or doubled, {} restores",
        started.elapsed().as_secs_f64(),
        sum.saved,
        sum.rejected,
        sum.deaths,
        sum.lost,
        sum.restores,
    );
    ExitCode::SUCCESS
}
