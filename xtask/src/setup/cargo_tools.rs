//! Tools that come as crates, at pinned versions.

use super::report;
use crate::Failure;
use crate::command::{command, read, root, run, tools};
use crate::toolchain;

/// A tool.
pub struct Tool {
    /// The crate.
    name: &'static str,
    /// The program it installs.
    program: &'static str,
    /// Its version.
    version: &'static str,
    /// Features to switch on.
    features: &'static str,
    /// How much to optimise: compiling these tools quickly matters more than their speed, but for those that work through
    /// the whole app.
    opt_level: &'static str,
}

/// What building the app needs. wasm-bindgen equals the crate's version in Cargo.toml.
pub const FOR_RUNNING: [Tool; 2] = [
    Tool { name: "wasm-bindgen-cli", program: "wasm-bindgen", version: "0.2.129", features: "", opt_level: "1" },
    // 0.22 asks for a newer compiler than Debian's.
    Tool { name: "trunk", program: "trunk", version: "0.21.14", features: "", opt_level: "1" },
];

/// Licences and advisories.
pub const FOR_CHECKING: [Tool; 2] = [
    Tool { name: "cargo-deny", program: "cargo-deny", version: "0.20.2", features: "", opt_level: "0" },
    Tool { name: "cargo-audit", program: "cargo-audit", version: "0.22.2", features: "", opt_level: "0" },
];

/// An S3 endpoint.
pub const FOR_SERVER_TESTS: [Tool; 1] =
    [Tool { name: "s3s-fs", program: "s3s-fs", version: "0.14.1", features: "binary", opt_level: "0" }];

/// Firefox's driver.
pub const FOR_BROWSERS: [Tool; 1] =
    [Tool { name: "geckodriver", program: "geckodriver", version: "0.37.1", features: "", opt_level: "0" }];

/// Fuzzers.
pub const FOR_FUZZING: [Tool; 1] =
    [Tool { name: "cargo-fuzz", program: "cargo-fuzz", version: "0.13.2", features: "", opt_level: "0" }];

/// Installs the tools that are not there in their version.
pub fn install(wanted: &[Tool]) -> Result<(), Failure> {
    for tool in wanted {
        if is_there(tool) {
            report(tool.name, "present");
            continue;
        }
        println!("  {}: compiling, this takes some minutes once", tool.name);
        compile(tool)?;
        report(tool.name, "compiled from crates.io");
    }
    Ok(())
}

fn is_there(tool: &Tool) -> bool {
    // `wasm-bindgen 0.2.129`, `geckodriver 0.37.1 (…)`, and lines on who wrote it.
    let says = read(command(tool.program).arg("--version")).unwrap_or_default();
    says.split_whitespace().any(|word| word == tool.version)
}

fn compile(tool: &Tool) -> Result<(), Failure> {
    let mut cargo = toolchain::cargo()?;
    cargo.args(["install", tool.name, "--version", tool.version, "--locked", "--root"]).arg(tools());
    if !tool.features.is_empty() {
        cargo.args(["--features", tool.features]);
    }
    cargo
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.opt_level)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        // One folder for all, so that what they share compiles once.
        .env("CARGO_TARGET_DIR", root().join("target/tools"));
    run(&mut cargo)
}
