//! Two things for the program's two parts (see ARCHITECTURE.md): the linker keeps the relocations by which it is cut, and
//! the words are sorted into those of the first screen (the groups and keys in `locales/first.txt`) and the rest.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=locales");
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
    let groups = read("locales/first.txt");
    let words = read("locales/en.json");
    let (mut first, mut rest) = (String::new(), String::new());
    for (key, text) in words.lines().filter_map(entry) {
        let group = key.split('.').next().unwrap_or_default();
        let part = if groups.lines().any(|first| first == group || first == key) { &mut first } else { &mut rest };
        part.push_str(&format!("{key}={text}\n"));
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    for (name, text) in [("en.first.txt", first), ("en.rest.txt", rest)] {
        fs::write(out.join(name), text).expect("the folder can be written");
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A line of the locale: `  "key": "text",`.
fn entry(line: &str) -> Option<(&str, &str)> {
    if matches!(line.trim(), "{" | "}" | "") {
        return None;
    }
    let entry = line.trim().trim_end_matches(',').strip_prefix('"').and_then(|line| line.strip_suffix('"'));
    match entry.and_then(|entry| entry.split_once("\": \"")) {
        Some((key, text)) if !text.contains(['\\', '"']) => Some((key, text)),
        _ => panic!("locales/en.json has one entry a line, without escapes; not so here: {line}"),
    }
}
