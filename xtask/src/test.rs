//! Runs everything, stage by stage, and says at the end what passed, what failed, and how long each took.

mod postgres;
mod s3;

use std::process::Command;
use std::time::{Duration, Instant};

use crate::command::{root, tee};
use crate::toolchain::WASM;
use crate::{Failure, build, check, setup, toolchain};

/// A stage: it counts its tests.
type Stage = fn(&mut Count) -> Result<(), Failure>;

/// The stages, in order: the quick ones first.
const STAGES: [(&str, Stage); 6] = [
    ("check", |_| check::check()),
    ("unit", unit),
    ("simulation", simulation),
    ("server", server),
    ("browser", browser),
    ("e2e", end_to_end),
];

/// Tests that ran.
#[derive(Default)]
struct Count {
    passed: u64,
    failed: u64,
}

/// `cargo xtask test [STAGE…]`
pub fn test(wished: &[String]) -> Result<(), Failure> {
    if let Some(unknown) = wished.iter().find(|w| STAGES.iter().all(|(name, _)| name != w)) {
        let names: Vec<&str> = STAGES.iter().map(|(name, _)| *name).collect();
        return Err(format!("no stage `{unknown}`; there are: {}", names.join(", ")));
    }
    let mut count = Count::default();
    let mut lines = Vec::new();
    let mut broken = false;
    let mut timed = |name: &str, stage: &mut dyn FnMut() -> Result<(), Failure>| {
        println!("\n== {name}");
        let started = Instant::now();
        let outcome = stage();
        lines.push(summary(name, started.elapsed(), &outcome));
        broken |= outcome.is_err();
        outcome.is_ok()
    };
    if timed("setup", &mut setup::for_testing) {
        for (name, stage) in STAGES {
            if wished.is_empty() || wished.iter().any(|w| w == name) {
                // A stage that fails does not hide what the others have to say.
                timed(name, &mut || stage(&mut count));
            }
        }
    }
    println!("\n{}", lines.join("\n"));
    println!("{} passed, {} failed", count.passed, count.failed);
    if broken || count.failed > 0 { Err("not everything passed".to_owned()) } else { Ok(()) }
}

fn summary(name: &str, took: Duration, outcome: &Result<(), Failure>) -> String {
    let words = match outcome {
        Ok(()) => "ok".to_owned(),
        Err(why) => format!("FAILED: {}", why.lines().next().unwrap_or_default()),
    };
    format!("{name:<12} {:>5} s  {words}", took.as_secs())
}

/// Runs a command that prints results as cargo's tests do, and counts them.
fn counted(count: &mut Count, command: &mut Command) -> Result<(), Failure> {
    let (success, lines) = tee(command)?;
    for line in lines.iter().filter_map(|l| l.trim().strip_prefix("test result: ")) {
        let number = |word: &str| {
            let before = line.split(word).next()?;
            before.split_whitespace().last()?.parse::<u64>().ok()
        };
        count.passed += number(" passed").unwrap_or(0);
        count.failed += number(" failed").unwrap_or(0);
    }
    if success { Ok(()) } else { Err("tests failed".to_owned()) }
}

fn cargo_test(packages: &[&str]) -> Result<Command, Failure> {
    let mut cargo = toolchain::cargo()?;
    cargo.args(["test", "--quiet", "--no-fail-fast"]);
    for package in packages {
        cargo.args(["--package", package]);
    }
    Ok(cargo)
}

fn unit(count: &mut Count) -> Result<(), Failure> {
    let mut cargo = cargo_test(&["domain", "protocol", "scanner", "pem2-app", "xtask"])?;
    counted(count, &mut cargo)?;
    counted(count, cargo_test(&["sync"])?.args(["--lib", "--test", "stores"]))
}

/// In release: a thousand histories take seconds.
fn simulation(count: &mut Count) -> Result<(), Failure> {
    counted(count, cargo_test(&["sync"])?.args(["--release", "--test", "simulation"]))
}

/// On SQLite, on a PostgreSQL of our own, with photos on disk and on a real S3 endpoint.
fn server(count: &mut Count) -> Result<(), Failure> {
    let postgres = postgres::start()?;
    let s3 = s3::start()?;
    let mut cargo = cargo_test(&["server"])?;
    postgres.tell(&mut cargo);
    s3.tell(&mut cargo);
    counted(count, &mut cargo)
}

/// The app's own calls of the browser, in a real one.
fn browser(count: &mut Count) -> Result<(), Failure> {
    let mut cargo = toolchain::cargo()?;
    cargo.args(["test", "--package", "pem2-app", "--target", WASM, "--test", "browser"]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    let driver = crate::command::which("chromedriver").ok_or("chromedriver is not on the PATH")?;
    counted(count, cargo.env("CHROMEDRIVER", driver))
}

/// The whole app in three engines, against the program that is deployed.
fn end_to_end(count: &mut Count) -> Result<(), Failure> {
    let program = build::everything()?;
    let mut cargo = cargo_test(&["e2e"])?;
    cargo.env("PEM2_SERVER_BIN", program).env("PEM2_SCREENS", root().join("target/screens"));
    // Two browsers at a time is what two cores carry.
    counted(count, cargo.args(["--", "--test-threads", "2"]))
}
