//! `wasm-opt`, which shrinks the app. It comes as an npm package with the program inside; Trunk would fetch it from a
//! site that not every machine reaches.

use super::{apt, report};
use crate::Failure;
use crate::command::{command, read, run, tools};
use crate::files::make_folder;

/// The version to install, of the npm package and of the program.
const VERSION: u32 = 132;
/// Older ones do not know all that the compiler makes.
const OLDEST: u32 = 120;

/// Installs it when it is missing or too old.
pub fn install_wasm_opt() -> Result<(), Failure> {
    if version().is_some_and(|found| found >= OLDEST) {
        report("wasm-opt", "present");
        return Ok(());
    }
    apt::install(&apt::NPM)?;
    make_folder(&tools())?;
    let package = format!("binaryen@{VERSION}");
    run(command("npm").args(["install", "--no-fund", "--no-audit", "--prefix"]).arg(tools()).arg(package))?;
    report("wasm-opt", "installed from npm");
    Ok(())
}

/// `wasm-opt version 132 (version_132)`
fn version() -> Option<u32> {
    read(command("wasm-opt").arg("--version")).ok()?.split_whitespace().find_map(|word| word.parse().ok())
}
