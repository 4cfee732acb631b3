//! Our barcode reader and zxing-wasm before a camera that moves, and how long the app's own camera takes to its first code.
//! `tests/e2e/src/bin/clips` makes the films, drives the page and counts.

use std::path::PathBuf;

use super::page::page;
use crate::command::root;
use crate::files::fingerprint;
use crate::{Failure, build, setup};

/// The page and its modules.
const PAGE: [&str; 5] = ["clips_bench.html", "clips_bench.js", "our_worker.js", "zxing.js", "zxing_worker.js"];
/// What films are made by: another of these makes other films.
const MAKERS: [&str; 2] = ["crates/press/src", "tests/e2e/src/films.rs"];

/// `cargo xtask bench clips [--json]`
pub fn clips(args: &[String]) -> Result<(), Failure> {
    setup::for_benches()?;
    build::everything()?;
    let folder = page("clips-page", &PAGE)?;
    let films = films()?;
    super::in_a_browser("clips", args, &[("PEM2_SCANNER_PAGE", &folder), ("PEM2_FILMS", &films)])
}

/// Where films are kept, as they take a while to make. Those of an older renderer are removed.
fn films() -> Result<PathBuf, Failure> {
    let all = root().join("target/bench/films");
    let makers: Vec<PathBuf> = MAKERS.iter().map(|name| root().join(name)).collect();
    let current = all.join(&fingerprint(&makers)?[..16]);
    if !current.is_dir() {
        std::fs::remove_dir_all(&all).ok();
    }
    Ok(current)
}
