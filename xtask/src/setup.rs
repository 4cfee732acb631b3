//! Installs what is missing, and says for each tool which way it took. A second run finds everything and takes no time.

mod apt;
mod cargo_tools;
mod npm;
mod wasm_std;

use crate::Failure;

/// `cargo xtask setup [run|test]`
pub fn setup(args: &[String]) -> Result<(), Failure> {
    match args.first().map(String::as_str) {
        Some("run") => for_running(),
        None | Some("test") => for_testing(),
        Some(other) => Err(format!("setup takes `run` or `test`, not `{other}`")),
    }
}

/// What building and serving the app needs.
pub fn for_running() -> Result<(), Failure> {
    wasm_std::install()?;
    cargo_tools::install(&cargo_tools::FOR_RUNNING)?;
    npm::install_wasm_opt()
}

/// What the tests need on top.
pub fn for_testing() -> Result<(), Failure> {
    for_running()?;
    apt::install(&apt::FOR_TESTING)?;
    cargo_tools::install(&cargo_tools::FOR_TESTING)
}

/// Says that a tool is there, and how it came.
fn report(tool: &str, how: &str) {
    println!("  {tool:<28} {how}");
}
