//! Tools that come as crates, at pinned versions.

use super::report;
use crate::Failure;
use crate::command::{command, read, run};
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
}

/// What building the app needs. wasm-bindgen equals the crate's version in Cargo.toml.
pub const FOR_RUNNING: [Tool; 2] = [
    Tool { name: "wasm-bindgen-cli", program: "wasm-bindgen", version: "0.2.129", features: "" },
    Tool { name: "trunk", program: "trunk", version: "0.21.14", features: "" },
];

/// What the tests need on top.
pub const FOR_TESTING: [Tool; 3] = [
    Tool { name: "geckodriver", program: "geckodriver", version: "0.37.1", features: "" },
    Tool { name: "s3s-fs", program: "s3s-fs", version: "0.14.1", features: "binary" },
    Tool { name: "cargo-deny", program: "cargo-deny", version: "0.20.2", features: "" },
];

/// Installs the tools that are not there in their version.
pub fn install(tools: &[Tool]) -> Result<(), Failure> {
    for tool in tools {
        if read(command(tool.program).arg("--version")).is_ok_and(|text| text.contains(tool.version)) {
            report(tool.name, "present");
            continue;
        }
        let mut cargo = toolchain::cargo()?;
        cargo.args(["install", tool.name, "--version", tool.version, "--locked", "--force"]);
        if !tool.features.is_empty() {
            cargo.args(["--features", tool.features]);
        }
        // These tools run a few times a build: compiling them quickly matters more than their speed.
        cargo
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
            // One folder for all, so that what they share compiles once.
            .env("CARGO_TARGET_DIR", crate::command::root().join("target/tools"));
        run(&mut cargo)?;
        report(tool.name, "compiled from crates.io");
    }
    Ok(())
}
