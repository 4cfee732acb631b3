//! Runs everything, stage by stage, and says at the end what passed, what failed, and how long each took.

mod browser;
mod count;
mod deploy;
mod native;
mod redis;
mod s3;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::command::root;
use crate::{Failure, build, check, kill, setup, toolchain};
use count::Count;

/// A part of the tests.
struct Stage {
    name: &'static str,
    /// Whether it runs when none is named. The others are quick parts of one that does.
    always: bool,
    set_up: fn() -> Result<(), Failure>,
    run: fn(&mut Count) -> Result<(), Failure>,
}

/// The stages, in order: what fails soonest first.
const STAGES: [Stage; 10] = [
    Stage { name: "check", always: true, set_up: setup::for_checking, run: |_| check::check() },
    Stage { name: "deploy", always: true, set_up: setup::for_deploying, run: deploy::all },
    Stage { name: "native", always: true, set_up: setup::for_server_tests, run: native::all },
    Stage { name: "unit", always: false, set_up: setup::for_compiling, run: native::without_server },
    Stage { name: "server", always: false, set_up: setup::for_server_tests, run: native::server },
    Stage { name: "simulation", always: true, set_up: setup::for_compiling, run: native::simulation },
    Stage { name: "browser", always: true, set_up: setup::for_browsers, run: browser::all },
    Stage { name: "build", always: true, set_up: setup::for_running, run: |_| build::everything().map(drop) },
    Stage { name: "e2e", always: true, set_up: setup::for_end_to_end, run: end_to_end },
    Stage { name: "kill", always: true, set_up: setup::for_browsers, run: |count| count.run(&mut kill::in_tests()?) },
];

/// `cargo xtask test [STAGE…]`
pub fn test(wished: &[String]) -> ExitCode {
    if let Some(unknown) = wished.iter().find(|w| STAGES.iter().all(|stage| stage.name != *w)) {
        let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        eprintln!("no stage `{unknown}`; there are: {}", names.join(", "));
        return ExitCode::FAILURE;
    }
    let mut count = Count::default();
    let mut lines = Vec::new();
    let is_wished = |stage: &&Stage| {
        if wished.is_empty() { stage.always } else { wished.iter().any(|w| w == stage.name) }
    };
    for stage in STAGES.iter().filter(is_wished) {
        println!("\n== {}", stage.name);
        let started = Instant::now();
        // A stage that fails does not hide what the others have to say.
        let outcome = counted(stage, &mut count);
        lines.push(summary(stage.name, started.elapsed(), &outcome));
    }
    println!("\n{}", lines.join("\n"));
    println!("{} passed, {} failed", count.passed, count.failed);
    if count.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A stage that fails without a failed test (it does not compile, a tool is missing) counts as one.
fn counted(stage: &Stage, count: &mut Count) -> Result<(), Failure> {
    let before = count.failed;
    let outcome = (stage.set_up)().and_then(|()| (stage.run)(count));
    if outcome.is_err() && count.failed == before {
        count.failed += 1;
    }
    outcome
}

fn summary(name: &str, took: Duration, outcome: &Result<(), Failure>) -> String {
    let words = match outcome {
        Ok(()) => "ok".to_owned(),
        Err(why) => format!("FAILED: {}", why.lines().next().unwrap_or_default()),
    };
    format!("{name:<12} {:>5} s  {words}", took.as_secs())
}

/// The whole app in three engines, against the program that is deployed.
fn end_to_end(count: &mut Count) -> Result<(), Failure> {
    let program = build::everything()?;
    let mut cargo = toolchain::cargo()?;
    cargo.args(["test", "--no-fail-fast", "--package", "e2e"]);
    cargo.env("PEM2_SERVER_BIN", program).env("PEM2_SCREENS", root().join("target/screens"));
    // Two browsers at a time is what two cores carry.
    count.run(cargo.args(["--", "--test-threads", "2"]))
}
