//! Formatting, clippy with warnings as errors, licences and advisories.

use std::time::Duration;

use crate::Failure;
use crate::command::{command, run, succeeds, succeeds_within};
use crate::toolchain::{self, ENCODINGS, Toolchain, WASM};

/// How long the list of advisories may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// `cargo xtask check`
pub fn check() -> Result<(), Failure> {
    format()?;
    clippy(&["--workspace", "--all-targets", "--features", "scanner/more,server/telemetry"])?;
    // The call before saw the server with what most builds leave out.
    clippy(&["--package", "server", "--lib"])?;
    clippy(&[
        "--package",
        "pem2-app",
        "--package",
        "scanner",
        "--package",
        ENCODINGS,
        "--target",
        WASM,
        "--lib",
        "--bins",
    ])?;
    // The call before saw the scanner without its second module.
    clippy(&["--package", "scanner", "--features", "more", "--target", WASM, "--lib", "--bins"])?;
    clippy(&["--package", "pem2-app", "--target", WASM, "--test", "browser"])?;
    dependencies()
}

/// `rustfmt` comes with rustup's toolchains, not with Debian's.
fn format() -> Result<(), Failure> {
    let fmt = || {
        let mut cargo = command("cargo");
        Toolchain::Default.apply(&mut cargo);
        cargo.arg("fmt");
        cargo
    };
    if !succeeds(fmt().arg("--version")) {
        return Err("please install rustfmt: `rustup component add rustfmt`".to_owned());
    }
    run(fmt().args(["--all", "--check"]))
}

fn clippy(args: &[&str]) -> Result<(), Failure> {
    run(toolchain::cargo()?.arg("clippy").args(args).args(["--", "-D", "warnings"]))
}

/// Advisories come from a git repository that not every machine reaches; all else is here already.
fn dependencies() -> Result<(), Failure> {
    let mut deny = toolchain::cargo()?;
    deny.args(["deny", "--all-features", "check", "licenses", "bans", "sources"]);
    if succeeds_within(toolchain::cargo()?.args(["deny", "fetch", "db"]), PATIENCE) {
        deny.arg("advisories");
    } else {
        println!("  advisories are not checked: their list cannot be reached");
    }
    run(&mut deny)
}
