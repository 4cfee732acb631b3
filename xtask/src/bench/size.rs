//! How many bytes a phone downloads, compressed as the server sends them (brotli, quality 11).

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::Failure;
use crate::command::root;
use crate::files::walk;

/// Prints the table and writes `target/bench/size.json`.
pub fn size() -> Result<(), Failure> {
    let dist = root().join("dist");
    let (mut core, mut second, mut first, mut scanner, mut more) = (0, 0, 0, 0, 0);
    println!("\n{:<44} {:>10} {:>10}", "file", "bytes", "brotli");
    for path in walk(&dist) {
        let name = path.strip_prefix(&dist).map_err(|e| e.to_string())?.to_string_lossy().into_owned();
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let (raw, sent) = (length(&path), sent(&path));
        if name.starts_with("scanner_more") {
            more += sent;
        } else if name.starts_with("scanner") {
            scanner += sent;
        } else if is_first_load(&name) && !is_second(&name) {
            first += sent;
        }
        if name.ends_with("_bg.wasm") && !name.starts_with("scanner") {
            core = sent;
        }
        if is_second(&name) {
            second = sent;
        }
        println!("{name:<44} {raw:>10} {sent:>10}");
    }
    println!("\ncore wasm {core} (goal 204800), first load {first} (goal 245760), scanner {scanner} (goal 184320)");
    println!("behind the first list: the second part of the program, {second}");
    println!("in the place of scanner where a company turns it on: scanner_more {more}");
    let result = json!({
        "core_wasm_brotli": core, "first_load_brotli": first, "scanner_brotli": scanner, "second_wasm_brotli": second,
        "scanner_more_brotli": more,
    });
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    fs::write(folder.join("size.json"), result.to_string()).map_err(|e| e.to_string())
}

/// The second part of the program: asked for once the first list stands.
fn is_second(name: &str) -> bool {
    name.ends_with("_second.wasm")
}

/// What the first page asks for before anything is tapped: the shell, its styles, scripts, the core and the icon sprite.
fn is_first_load(name: &str) -> bool {
    let ending = Path::new(name).extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
    name == "icons/sprite.svg"
        || (!name.contains('/')
            && name != "sw.js"
            && matches!(ending.as_str(), "html" | "css" | "js" | "wasm" | "json"))
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |m| m.len())
}

fn sent(path: &Path) -> u64 {
    let sister = path.with_file_name(format!("{}.br", path.file_name().unwrap_or_default().to_string_lossy()));
    if sister.exists() { length(&sister) } else { length(path) }
}
