//! How far our barcode reader and zxing-wasm go along while one thing goes more and more wrong: a table, and a figure in
//! `docs/scanner/`. `tests/e2e/src/bin/curves.rs` renders the pictures, drives the page and counts.

mod figure;

use super::page::page;
use super::scanner::PAGE;
use crate::command::root;
use crate::files::{make_folder, read_text, write};
use crate::{Failure, build, setup};

/// `cargo xtask bench curves [--json]`
pub fn curves(args: &[String]) -> Result<(), Failure> {
    setup::for_benches()?;
    build::everything()?;
    let folder = page("curves-page", &PAGE)?;
    super::in_a_browser("curves", args, &[("PEM2_SCANNER_PAGE", &folder)])?;
    let result = root().join("target/bench/curves.json");
    let result = serde_json::from_str(&read_text(&result)?).map_err(|e| format!("{}: {e}", result.display()))?;
    let figures = root().join("docs/scanner");
    make_folder(&figures)?;
    write(&figures.join("curves.svg"), figure::draw(&result)?)
}
