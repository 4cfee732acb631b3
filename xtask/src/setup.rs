//! Installs what is missing, and says for each tool which way it took. A second run finds everything and takes no time.

mod apt;
mod cargo_tools;
mod npm;
mod wasm_std;

use crate::Failure;
use crate::command::{as_root, succeeds, which};

/// `cargo xtask setup [run|test]`
pub fn setup(args: &[String]) -> Result<(), Failure> {
    match args.first().map(String::as_str) {
        Some("run") => for_running(),
        None | Some("test") => for_testing(),
        Some(other) => Err(format!("setup takes `run` or `test`, not `{other}`")),
    }
}

/// What compiling for the browser needs: enough for tests without one.
pub fn for_compiling() -> Result<(), Failure> {
    wasm_std::install()
}

/// What building and serving the app needs.
pub fn for_running() -> Result<(), Failure> {
    for_compiling()?;
    cargo_tools::install(&cargo_tools::FOR_RUNNING)?;
    npm::install_wasm_opt()
}

/// What `check` needs.
pub fn for_checking() -> Result<(), Failure> {
    for_compiling()?;
    cargo_tools::install(&cargo_tools::FOR_CHECKING)
}

/// What the server's tests need: a database, a Redis and a store for photos.
pub fn for_server_tests() -> Result<(), Failure> {
    for_compiling()?;
    services()?;
    cargo_tools::install(&cargo_tools::FOR_SERVER_TESTS)
}

/// Debian starts the Redis that it installs. Ours are started when they are needed, on ports of their own.
fn services() -> Result<(), Failure> {
    let had_redis = which("redis-server").is_some();
    apt::install(&apt::FOR_SERVER_TESTS)?;
    if !had_redis {
        // Nothing is lost where there is no systemd.
        succeeds(as_root("systemctl").args(["disable", "--now", "redis-server.service"]));
    }
    Ok(())
}

/// What the tests of `deploy/` need: the programs that read its files.
pub fn for_deploying() -> Result<(), Failure> {
    let had_caddy = which("caddy").is_some();
    apt::install(&apt::FOR_DEPLOYING)?;
    if !had_caddy {
        // Debian starts what it installs. Nothing is lost where there is no systemd.
        succeeds(as_root("systemctl").args(["disable", "--now", "caddy.service"]));
    }
    Ok(())
}

/// What tests in browsers need: three engines, their drivers, and the app itself.
pub fn for_browsers() -> Result<(), Failure> {
    for_running()?;
    apt::install(&apt::FOR_BROWSERS)?;
    cargo_tools::install(&cargo_tools::FOR_BROWSERS)
}

/// What the whole app in three engines needs: a store for photos, too.
pub fn for_end_to_end() -> Result<(), Failure> {
    for_browsers()?;
    cargo_tools::install(&cargo_tools::FOR_SERVER_TESTS)
}

/// For the benches that run peers from npm.
pub fn for_benches() -> Result<(), Failure> {
    for_browsers()?;
    apt::install(&apt::NPM)
}

/// What puts a server under load, and what it is put beside.
pub fn for_load() -> Result<(), Failure> {
    for_running()?;
    services()?;
    apt::install(&apt::FOR_LOAD)
}

/// What fuzzing needs.
pub fn for_fuzzing() -> Result<(), Failure> {
    cargo_tools::install(&cargo_tools::FOR_FUZZING)
}

/// All of it.
pub fn for_testing() -> Result<(), Failure> {
    for_browsers()?;
    for_deploying()?;
    services()?;
    cargo_tools::install(&cargo_tools::FOR_SERVER_TESTS)?;
    cargo_tools::install(&cargo_tools::FOR_CHECKING)
}

/// Says that a tool is there, and how it came.
fn report(tool: &str, how: &str) {
    println!("  {tool:<28} {how}");
}
