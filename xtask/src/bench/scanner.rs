//! Our barcode reader beside its peers from npm, on a corpus. `tests/e2e/src/bin/scanner.rs` drives the page and counts.

use std::path::{Path, PathBuf};

use super::page::{add_corpus, our_size, page};
use crate::Failure;
use crate::command::{root, run};
use crate::{build, setup, toolchain};

/// The page and its modules.
pub const PAGE: [&str; 4] = ["scanner_bench.html", "scanner_bench.js", "our_worker.js", "zxing.js"];

/// `cargo xtask bench scanner [--corpus DIR] [--rotate DEG] [--json] [--native]`
pub fn scanner(args: &[String]) -> Result<(), Failure> {
    let corpus = corpus(args)?;
    if args.iter().any(|arg| arg == "--native") {
        return native(args, &corpus);
    }
    setup::for_benches()?;
    build::everything()?;
    let folder = page("scanner-page", &PAGE)?;
    add_corpus(&folder, &corpus)?;
    super::in_a_browser("scanner", args, &[("PEM2_SCANNER_PAGE", &folder)])
}

/// Our reader alone, compiled for this machine. Its size is that of the app in `dist/`, if one was built.
fn native(args: &[String], corpus: &Path) -> Result<(), Failure> {
    let mut cargo = toolchain::cargo()?;
    cargo.args(["run", "--quiet", "--release", "--package", "scanner", "--example", "corpus", "--"]).args(args);
    cargo.env("PEM2_CORPUS", corpus).env("PEM2_BENCH", root().join("target/bench"));
    match our_size()? {
        0 => cargo.env_remove("PEM2_SCANNER_BYTES"),
        bytes => cargo.env("PEM2_SCANNER_BYTES", bytes.to_string()),
    };
    run(&mut cargo)
}

/// Named by the option or by `PEM2_CORPUS`; else one that the project renders itself.
fn corpus(args: &[String]) -> Result<PathBuf, Failure> {
    let asked = args.iter().skip_while(|arg| *arg != "--corpus").nth(1).map(PathBuf::from);
    let named = asked.or_else(|| std::env::var_os("PEM2_CORPUS").map(PathBuf::from));
    let folder = match named {
        Some(folder) => folder,
        None => rendered()?,
    };
    if folder.join("manifest.json").is_file() {
        Ok(folder)
    } else {
        Err(format!("{}: no manifest.json", folder.display()))
    }
}

fn rendered() -> Result<PathBuf, Failure> {
    let folder = root().join("target/bench/corpus");
    if !folder.join("manifest.json").is_file() {
        let mut cargo = toolchain::cargo()?;
        run(cargo
            .args(["run", "--quiet", "--release", "--package", "press", "--example", "corpus", "--"])
            .arg(&folder))?;
    }
    Ok(folder)
}
