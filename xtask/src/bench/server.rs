//! The server under load, on both databases, beside FastAPI on the same PostgreSQL. `tests/load` asks and counts.

use std::ffi::OsStr;
use std::path::PathBuf;

use crate::Failure;
use crate::command::{command, root, run, succeeds};
use crate::postgres::{self, Disk};
use crate::{build, setup, toolchain};

/// `cargo xtask bench server`, `cargo xtask bench growth` and `cargo xtask contract`
pub fn server(what: &str) -> Result<(), Failure> {
    setup::for_load()?;
    let program = match std::env::var_os("PEM2_SERVER_BIN") {
        Some(named) => named.into(),
        None => build::everything()?,
    };
    let peer = root().join("tests/load/peer");
    let programs = match what {
        "server" => from_pypi("fastapi", &["-r".as_ref(), peer.join("requirements.txt").as_ref()])?,
        "contract" => from_pypi("schemathesis", &["schemathesis".as_ref()])?,
        _ => PathBuf::new(),
    };
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

/// Packages from PyPI, the newest, in a folder of their own; where their programs are.
fn from_pypi(name: &str, packages: &[&OsStr]) -> Result<PathBuf, Failure> {
    let folder = root().join("target/bench").join(name);
    let programs = folder.join("bin");
    if !succeeds(command(programs.join("pip")).arg("--version")) {
        run(command("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    let mut pip = command(programs.join("pip"));
    pip.args(["install", "--quiet", "--upgrade", "--disable-pip-version-check"]);
    run(pip.args(packages))?;
    Ok(programs)
}
