//! Real browsers, real kills: a technician on a screen while browser and server are killed and the network fails.

use std::process::Command;

use crate::Failure;
use crate::command::{root, run};
use crate::{build, setup, toolchain};

/// What the tests play: always the same acts and faults, though never to the microsecond.
const IN_TESTS: [&str; 4] = ["--rounds", "25", "--seed", "1"];

/// `cargo xtask kill [--rounds N] [--seed S] [--from N] [--tell]`
pub fn kill(args: &[String]) -> Result<(), Failure> {
    setup::for_browsers()?;
    run(command()?.args(args))
}

/// The call that plays a few rounds: a stage of the tests.
pub fn in_tests() -> Result<Command, Failure> {
    let mut command = command()?;
    command.args(IN_TESTS);
    Ok(command)
}

/// It lives beside the end-to-end tests, whose harness it uses, and plays with the program that is deployed.
fn command() -> Result<Command, Failure> {
    let program = build::everything()?;
    let mut cargo = toolchain::cargo()?;
    cargo.args(["run", "--quiet", "--package", "e2e", "--bin", "kill", "--"]);
    cargo.env("PEM2_SERVER_BIN", program).env("PEM2_BENCH", root().join("target/bench"));
    Ok(cargo)
}
