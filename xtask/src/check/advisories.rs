//! Known holes in dependencies, from RustSec's list, asked by `cargo deny` and by the list's own tool, `cargo audit`. The
//! list is a git repository that not every machine reaches: what could not be asked is said, and is no failure.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Failure;
use crate::command::{command, read, run, succeeds_within};
use crate::toolchain;

/// How long the list may take to come.
const PATIENCE: Duration = Duration::from_secs(30);
/// Names a folder with a copy of the list, where it is not reached.
const COPY: &str = "PEM2_ADVISORY_DB";

/// Whether the list can be had anew. `cargo deny` then has it.
pub fn are_reached() -> Result<bool, Failure> {
    Ok(succeeds_within(toolchain::cargo()?.args(["deny", "fetch", "db"]), PATIENCE))
}

/// Asks `cargo audit`, with the newest list that there is.
pub fn audit(are_reached: bool) -> Result<(), Failure> {
    let mut audit = toolchain::cargo()?;
    audit.arg("audit");
    match std::env::var_os(COPY).map(PathBuf::from) {
        Some(copy) => offline(&mut audit, &copy)?,
        None if are_reached => {}
        None => match left_from_before() {
            Some(copy) => offline(&mut audit, &copy)?,
            None => {
                println!("  cargo audit is not asked: its list cannot be reached, and {COPY} names no copy of it");
                return Ok(());
            }
        },
    }
    run(&mut audit)
}

fn offline(audit: &mut std::process::Command, copy: &Path) -> Result<(), Failure> {
    let mut git = command("git");
    git.arg("-C").arg(copy).args(["log", "-1", "--format=%cs"]);
    let date = read(&mut git).map_err(|_| format!("{} holds no list of advisories", copy.display()))?;
    println!("  cargo audit reads a copy of its list that ends on {}: it knows nothing newer", date.trim());
    audit.args(["--no-fetch", "--stale", "--db"]).arg(copy);
    Ok(())
}

/// Where `cargo audit` keeps what it fetched.
fn left_from_before() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let folder = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")))?.join("advisory-db");
    folder.join(".git").exists().then_some(folder)
}
