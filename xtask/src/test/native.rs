//! Tests that need no browser.

use std::process::Command;

use super::count::Count;
use super::{redis, s3};
use crate::postgres::{self, Disk};
use crate::{Failure, toolchain};

/// The tests of the scanner's second module are compiled with it alone, and those of what the server tells others.
const FEATURES: [&str; 2] = ["--features", "scanner/more,server/telemetry"];
/// Without the server.
const ITS_FEATURES: [&str; 2] = ["--features", "scanner/more"];

/// All of them in one call of cargo: called package by package, it would compile what they share once for each set of
/// features. The server's run on SQLite, on a PostgreSQL of our own, with photos on disk and on a real S3 endpoint, and
/// with limits in a Redis.
pub fn all(count: &mut Count) -> Result<(), Failure> {
    with_services(count, &[&["--workspace", "--exclude", "e2e"][..], &FEATURES].concat())
}

/// The server's only.
pub fn server(count: &mut Count) -> Result<(), Failure> {
    with_services(count, &["--package", "server", "--features", "telemetry"])
}

/// All but the server's.
pub fn without_server(count: &mut Count) -> Result<(), Failure> {
    count.run(cargo_test()?.args(["--workspace", "--exclude", "e2e", "--exclude", "server"]).args(ITS_FEATURES))
}

/// Random histories, by the thousand: in release they take seconds.
pub fn simulation(count: &mut Count) -> Result<(), Failure> {
    count.run(cargo_test()?.args(["--package", "sync", "--release", "--test", "simulation"]))
}

fn with_services(count: &mut Count, packages: &[&str]) -> Result<(), Failure> {
    let postgres = postgres::start(Disk::Ignored)?;
    let s3 = s3::start()?;
    let redis = redis::start()?;
    let mut cargo = cargo_test()?;
    postgres.tell(&mut cargo);
    s3.tell(&mut cargo);
    redis.tell(&mut cargo);
    count.run(cargo.args(packages))
}

fn cargo_test() -> Result<Command, Failure> {
    let mut cargo = toolchain::cargo()?;
    cargo.args(["test", "--no-fail-fast"]);
    Ok(cargo)
}
