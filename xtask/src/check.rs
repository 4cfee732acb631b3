//! Formatting, clippy with warnings as errors, licences and advisories.

use crate::Failure;
use crate::command::{command, run, succeeds};
use crate::toolchain::{self, WASM};

/// `cargo xtask check`
pub fn check() -> Result<(), Failure> {
    format()?;
    clippy(&["--workspace", "--all-targets"])?;
    clippy(&["--package", "pem2-app", "--package", "scanner", "--target", WASM, "--lib", "--bins"])?;
    clippy(&["--package", "pem2-app", "--target", WASM, "--test", "browser"])?;
    // Advisories are kept in a git repository that not every machine reaches; licences, bans and sources always are checked.
    run(toolchain::cargo()?.args(["deny", "check", "licenses", "bans", "sources"]))
}

/// `rustfmt` comes with rustup's toolchains, not with Debian's.
fn format() -> Result<(), Failure> {
    let mut cargo = command("cargo");
    cargo.env_remove("RUSTUP_TOOLCHAIN").args(["fmt", "--all", "--check"]);
    if !succeeds(command("cargo").env_remove("RUSTUP_TOOLCHAIN").args(["fmt", "--version"])) {
        return Err("please install rustfmt: `rustup component add rustfmt`".to_owned());
    }
    run(&mut cargo)
}

fn clippy(args: &[&str]) -> Result<(), Failure> {
    run(toolchain::cargo()?.args(["clippy", "--quiet"]).args(args).args(["--", "-D", "warnings"]))
}
