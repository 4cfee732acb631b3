//! Formatting, clippy with warnings as errors, licences and advisories.

mod advisories;

use crate::Failure;
use crate::command::{command, run, succeeds};
use crate::toolchain::{self, ENCODINGS, Toolchain, WASM};

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
    let are_reached = advisories::are_reached()?;
    if are_reached {
        deny.arg("advisories");
    } else {
        println!("  cargo deny is not asked for advisories: their list cannot be reached");
    }
    run(&mut deny)?;
    advisories::audit(are_reached)
}
