//! The server under load, on both databases, beside FastAPI on the same PostgreSQL. `tests/load` asks and counts.

use std::path::PathBuf;

use crate::Failure;
use crate::command::{command, root, run, succeeds};
use crate::postgres::{self, Disk};
use crate::{build, setup, toolchain};

/// `cargo xtask bench server` and `cargo xtask bench growth`
pub fn server(what: &str) -> Result<(), Failure> {
    setup::for_load()?;
    let program = match std::env::var_os("PEM2_SERVER_BIN") {
        Some(named) => named.into(),
        None => build::everything()?,
    };
    let peer = root().join("tests/load/peer");
    let programs = if what == "server" { peer_programs(&peer)? } else { PathBuf::new() };
    let database = postgres::start(Disk::WaitedFor)?;
    let mut cargo = toolchain::cargo()?;
    cargo.args(["run", "--release", "--quiet", "--manifest-path"]).arg(root().join("tests/load/Cargo.toml"));
    cargo.args(["--", what]);
    cargo.env("CARGO_TARGET_DIR", root().join("target/load"));
    cargo.env("PEM2_SERVER_BIN", program).env("PEM2_BENCH", root().join("target/bench"));
    cargo.env("PEM2_BENCH_POSTGRES", database.url());
    cargo.env("PEM2_LOAD_SCRIPTS", root().join("tests/load/scripts"));
    cargo.env("PEM2_LOAD_PLOTS", root().join("docs/server"));
    run(cargo.env("PEM2_LOAD_PEER", peer).env("PEM2_LOAD_PEER_PROGRAMS", programs))
}

/// The peer's packages from PyPI, the newest, in a folder of their own.
fn peer_programs(peer: &std::path::Path) -> Result<PathBuf, Failure> {
    let folder = root().join("target/bench/fastapi");
    let programs = folder.join("bin");
    if !succeeds(command(programs.join("pip")).arg("--version")) {
        run(command("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    let mut pip = command(programs.join("pip"));
    pip.args(["install", "--quiet", "--upgrade", "--disable-pip-version-check", "-r"]);
    run(pip.arg(peer.join("requirements.txt")))?;
    Ok(programs)
}
