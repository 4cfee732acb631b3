//! `wasm-opt`, which shrinks the app. It comes as an npm package with the program inside; Trunk would fetch it from a
//! site that not every machine reaches.

use super::report;
use crate::Failure;
use crate::command::{command, read, run, which};

/// The npm package's version, which is also what `wasm-opt --version` says.
const VERSION: &str = "132";

/// Installs it when it is missing.
pub fn install_wasm_opt() -> Result<(), Failure> {
    if read(command("wasm-opt").arg("--version")).is_ok() {
        report("wasm-opt", "present");
        return Ok(());
    }
    if which("npm").is_none() {
        return Err("please install Node.js with npm, or wasm-opt (binaryen), by hand".to_owned());
    }
    run(command("npm").args(["install", "--global", "--no-fund", "--no-audit", &format!("binaryen@{VERSION}")]))?;
    report("wasm-opt", "installed from npm");
    Ok(())
}
