//! Random histories of phones and a server.

use crate::Failure;
use crate::command::run;
use crate::{setup, toolchain};

/// `cargo xtask simulate [--seeds N [--from F]] [--seed S] [--mutants]`
pub fn simulate(args: &[String]) -> Result<(), Failure> {
    setup::for_compiling()?;
    let mut cargo = toolchain::cargo()?;
    cargo.args([
        "run",
        "--release",
        "--quiet",
        "--package",
        "sync",
        "--features",
        "testing",
        "--bin",
        "simulate",
        "--",
    ]);
    run(cargo.args(args))
}
