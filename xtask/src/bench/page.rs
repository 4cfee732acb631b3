//! The folder that a bench of barcode readers serves: a page, the peers from npm, our worker as it is shipped, and
//! everybody's size.
//!
//! Never here: pictures, and what the page is asked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::Failure;
use crate::command::{command, root, run};
use crate::files::{make_folder, read, walk, write};
use crate::precache::brotli;

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

/// Puts the folder `target/bench/NAME` together. The first of `sources`, from the end-to-end tests' pages, is served as
/// the page, the others by their names.
pub fn page(name: &str, sources: &[&str]) -> Result<PathBuf, Failure> {
    let peers = root().join("target/bench/peers");
    make_folder(&peers)?;
    let mut npm = command("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--prefix"])
        .arg(&peers);
    run(npm.args(PACKAGES.map(|package| format!("{package}@latest"))))?;

    let folder = root().join("target/bench").join(name);
    std::fs::remove_dir_all(&folder).ok();
    let mut sizes = BTreeMap::<&str, usize>::new();
    for (from, to, whose) in FILES {
        let bytes = read(&peers.join("node_modules").join(from))?;
        *sizes.entry(whose).or_default() += brotli(&bytes)?.len();
        put(&folder.join("peers").join(to), &bytes)?;
    }
    for (nth, source) in sources.iter().enumerate() {
        let to = if nth == 0 { "index.html" } else { source };
        put(&folder.join(to), &read(&root().join("tests/e2e/pages").join(source))?)?;
    }
    sizes.insert("pem2", our_size()?);
    for path in our_files() {
        let bytes = read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        put(&folder.join(&name), &bytes)?;
        if name.ends_with("_loader.js") {
            // The page finds it under one name, whatever its hash.
            put(&folder.join("scanner_loader.js"), &bytes)?;
        }
    }
    write(&folder.join("sizes.json"), json!(sizes).to_string())?;
    Ok(folder)
}

/// Copies pictures into a page's folder.
pub fn add_corpus(folder: &Path, corpus: &Path) -> Result<(), Failure> {
    for path in walk(corpus) {
        let name = path.strip_prefix(corpus).map_err(|e| e.to_string())?;
        put(&folder.join("corpus").join(name), &read(&path)?)?;
    }
    Ok(())
}

/// What of our worker travels to a phone, in bytes: of the app that was built last, 0 where there is none.
pub fn our_size() -> Result<usize, Failure> {
    our_files().iter().map(|path| Ok(brotli(&read(path)?)?.len())).sum()
}

/// Our worker in the app that was built last.
fn our_files() -> Vec<PathBuf> {
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with("scanner")
            && !name.starts_with("scanner_more")
            && [".js", ".wasm"].iter().any(|ending| name.ends_with(ending))
    };
    walk(&root().join("dist")).into_iter().filter(is_ours).collect()
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(above) = path.parent() {
        make_folder(above)?;
    }
    write(path, bytes)
}
