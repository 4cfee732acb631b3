//! Measuring: each bench prints a table and writes `target/bench/NAME.json`.

mod clips;
mod curves;
mod page;
mod scanner;
mod server;
mod size;
mod sync;

use std::path::Path;

use crate::Failure;
use crate::command::{root, run};
use crate::{build, setup, toolchain};

/// `cargo xtask bench NAME`
pub fn bench(args: &[String]) -> Result<(), Failure> {
    match args.first().map(String::as_str) {
        Some("size") => {
            setup::for_running()?;
            build::app()?;
            size::size()
        }
        Some(name @ ("start" | "local")) => in_a_browser(name, args.get(1..).unwrap_or_default(), &[]),
        Some("scanner") => scanner::scanner(args.get(1..).unwrap_or_default()),
        Some("curves") => curves::curves(args.get(1..).unwrap_or_default()),
        Some("clips") => clips::clips(args.get(1..).unwrap_or_default()),
        Some(name @ ("server" | "growth")) => server::server(name),
        Some("sync") => sync::sync(args.get(1..).unwrap_or_default()),
        _ => Err("bench takes a name: size, start, local, scanner, curves, clips, sync, server, growth".to_owned()),
    }
}

/// `cargo xtask contract`
pub fn contract() -> Result<(), Failure> {
    server::server("contract")
}

/// Benches that drive a browser live beside the end-to-end tests, whose harness they use. A program that `PEM2_SERVER_BIN`
/// names is measured as it is: two builds can be compared.
fn in_a_browser(name: &str, args: &[String], settings: &[(&str, &Path)]) -> Result<(), Failure> {
    setup::for_browsers()?;
    let program = match std::env::var_os("PEM2_SERVER_BIN") {
        Some(named) => named.into(),
        None => build::everything()?,
    };
    let mut cargo = toolchain::cargo()?;
    cargo.args(["run", "--quiet", "--package", "e2e", "--bin", name, "--"]).args(args);
    cargo.envs(settings.iter().copied());
    run(cargo.env("PEM2_SERVER_BIN", program).env("PEM2_BENCH", root().join("target/bench")))
}
