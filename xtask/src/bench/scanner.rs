//! Our barcode reader beside its peers from npm: puts the page together that the bench drives (`tests/e2e/src/bin/scanner.rs`).

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::Failure;
use crate::command::{command, root, run};
use crate::files::{make_folder, read, walk, write};
use crate::precache::brotli;
use crate::{build, setup, toolchain};

/// The peers: their packages, always the newest.
const PACKAGES: [&str; 4] = ["zxing-wasm", "@zxing/library", "@undecaf/zbar-wasm", "jsqr"];
/// Which of their files the page loads, under which name, and to whom they count.
const FILES: [(&str, &str, &str); 7] = [
    ("zxing-wasm/dist/es/reader/index.js", "zxing/reader/index.js", "zxing-wasm"),
    ("zxing-wasm/dist/es/share.js", "zxing/share.js", "zxing-wasm"),
    ("zxing-wasm/dist/reader/zxing_reader.wasm", "zxing/zxing_reader.wasm", "zxing-wasm"),
    ("@zxing/library/umd/index.min.js", "zxing-library.js", "@zxing/library"),
    ("@undecaf/zbar-wasm/dist/index.mjs", "zbar/index.mjs", "zbar-wasm"),
    ("@undecaf/zbar-wasm/dist/zbar.wasm", "zbar/zbar.wasm", "zbar-wasm"),
    ("jsqr/dist/jsQR.js", "jsqr.js", "jsQR"),
];
/// The page and what drives it.
const PAGE: [(&str, &str); 2] = [("scanner_bench.html", "index.html"), ("scanner_bench.js", "scanner_bench.js")];

/// `cargo xtask bench scanner [--corpus DIR] [--rotate DEG] [--json] [--native]`
pub fn scanner(args: &[String]) -> Result<(), Failure> {
    let corpus = corpus(args)?;
    if args.iter().any(|arg| arg == "--native") {
        let mut cargo = toolchain::cargo()?;
        cargo.args(["run", "--quiet", "--release", "--package", "scanner", "--example", "corpus", "--"]).args(args);
        return run(cargo.env("PEM2_CORPUS", corpus).env("PEM2_BENCH", root().join("target/bench")));
    }
    setup::for_benches()?;
    build::everything()?;
    let folder = page(&corpus)?;
    super::in_a_browser("scanner", args, &[("PEM2_SCANNER_PAGE", &folder)])
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

/// The folder that is served: page, peers, our worker as it is shipped, pictures, and everybody's size.
fn page(corpus: &Path) -> Result<PathBuf, Failure> {
    let peers = root().join("target/bench/peers");
    make_folder(&peers)?;
    let mut npm = command("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--prefix"])
        .arg(&peers);
    run(npm.args(PACKAGES.map(|package| format!("{package}@latest"))))?;

    let folder = root().join("target/bench/scanner-page");
    std::fs::remove_dir_all(&folder).ok();
    let mut sizes = std::collections::BTreeMap::<&str, usize>::new();
    for (from, to, whose) in FILES {
        let bytes = read(&peers.join("node_modules").join(from))?;
        *sizes.entry(whose).or_default() += brotli(&bytes)?.len();
        put(&folder.join("peers").join(to), &bytes)?;
    }
    for (from, to) in PAGE {
        put(&folder.join(to), &read(&root().join("tests/e2e/pages").join(from))?)?;
    }
    let dist = root().join("dist");
    for path in walk(&dist) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_source = [".js", ".wasm"].iter().any(|ending| name.ends_with(ending));
        if !name.starts_with("scanner") || !is_source {
            continue;
        }
        let bytes = read(&path)?;
        *sizes.entry("pem2").or_default() += brotli(&bytes)?.len();
        put(&folder.join(&name), &bytes)?;
        if name.ends_with("_loader.js") {
            // The page finds it under one name, whatever its hash.
            put(&folder.join("scanner_loader.js"), &bytes)?;
        }
    }
    for path in walk(corpus) {
        let name = path.strip_prefix(corpus).map_err(|e| e.to_string())?;
        put(&folder.join("corpus").join(name), &read(&path)?)?;
    }
    write(&folder.join("sizes.json"), json!(sizes).to_string())?;
    Ok(folder)
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(above) = path.parent() {
        make_folder(above)?;
    }
    write(path, bytes)
}
