//! The rules of the house, read from the sources: arrows point down, modules say what they are, words come from the
//! locales.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(under: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(under)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn named(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// The text without comments, so that documentation may name what code may not.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Sources that name something they may not.
fn offenders(under: &[&str], forbidden: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in under.iter().flat_map(|folder| rust_files(folder)) {
        let text = code(&path);
        let hits = forbidden.iter().filter(|word| names(&text, word));
        found.extend(hits.map(|word| format!("{}: {word}", named(&path))));
    }
    found
}

/// Whether `text` names `word` as a path of its own: `sync::` is not `std::sync::`.
fn names(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().unwrap_or(' ');
        !(before.is_alphanumeric() || before == '_' || before == ':')
    })
}

#[test]
fn features_never_call_the_browser_or_the_wiring() {
    let forbidden = ["crate::platform", "crate::app", "gloo_net", "rexie", "js_sys::", "wasm_bindgen_futures"];
    assert_eq!(offenders(&["src/features"], &forbidden), [""; 0]);
}

#[test]
fn state_knows_neither_features_nor_platform_nor_controls() {
    let forbidden = ["crate::platform", "crate::app", "crate::features", "crate::ui", "gloo_net", "rexie"];
    assert_eq!(offenders(&["src/state"], &forbidden), [""; 0]);
}

#[test]
fn controls_know_no_work_order() {
    let forbidden = [
        "crate::platform",
        "crate::app",
        "crate::features",
        "crate::state",
        "crate::words",
        "domain::",
        "sync::",
        "protocol::",
    ];
    assert_eq!(offenders(&["src/ui"], &forbidden), [""; 0]);
}

#[test]
fn platform_knows_no_screen() {
    let forbidden = ["crate::app", "crate::features", "crate::state", "crate::ui", "crate::words", "leptos"];
    assert_eq!(offenders(&["src/platform"], &forbidden), [""; 0]);
}

#[test]
fn the_sync_core_does_no_input_or_output() {
    let forbidden = ["web_sys", "js_sys", "leptos", "sqlx", "tokio", "std::fs", "std::net", "SystemTime", "chrono"];
    assert_eq!(offenders(&["crates/domain/src", "crates/protocol/src", "crates/sync/src"], &forbidden), [""; 0]);
}

#[test]
fn a_feature_never_reaches_into_another() {
    let features: BTreeSet<String> = fs::read_dir(root().join("src/features"))
        .unwrap()
        .map(|e| e.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let mut found = Vec::new();
    for path in rust_files("src/features") {
        let own = path.strip_prefix(root().join("src/features")).unwrap();
        let own = own.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        for line in code(&path).lines() {
            let Some((_, rest)) = line.split_once("crate::features::") else { continue };
            let mut parts = rest.split("::");
            let feature = parts.next().unwrap_or_default().trim_end_matches(';').to_owned();
            // What a feature offers others stands at its top, not in a room of it.
            let inner = parts.next().is_some_and(|next| next.starts_with(char::is_lowercase) && parts.next().is_some());
            if feature != own && features.contains(&feature) && inner {
                found.push(format!("{}: {}", named(&path), line.trim()));
            }
        }
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn every_module_says_what_lives_in_it() {
    let folders = ["src", "crates", "xtask/src", "tests"];
    let silent = folders
        .iter()
        .flat_map(|f| rust_files(f))
        .filter(|p| !fs::read_to_string(p).unwrap().starts_with("//!"))
        .map(|p| named(&p))
        .collect::<Vec<_>>();
    assert_eq!(silent, [""; 0]);
}

#[test]
fn no_file_is_named_for_nothing() {
    let empty = ["mod", "util", "utils", "helper", "helpers", "common", "misc", "types", "manager"];
    let found = ["src", "crates", "xtask/src", "tests"]
        .iter()
        .flat_map(|f| rust_files(f))
        .filter(|p| empty.contains(&p.file_stem().unwrap().to_str().unwrap()))
        .map(|p| named(&p))
        .collect::<Vec<_>>();
    assert_eq!(found, [""; 0]);
}

#[test]
fn every_word_on_the_screen_is_in_the_locale() {
    let words: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&fs::read_to_string(root().join("locales/en.json")).unwrap()).unwrap();
    let mut missing = BTreeSet::new();
    for path in rust_files("src") {
        let text = code(&path);
        for (call, counted) in [("t(\"", false), ("t_with(\"", false), ("t_count(\"", true)] {
            for (at, _) in text.match_indices(call) {
                let before = text[..at].chars().next_back().unwrap_or(' ');
                if before.is_alphanumeric() || before == '_' {
                    continue;
                }
                let key = text[at + call.len()..].split('"').next().unwrap_or_default();
                let keys =
                    if counted { vec![format!("{key}.one"), format!("{key}.other")] } else { vec![key.to_owned()] };
                missing.extend(
                    keys.into_iter().filter(|k| !words.contains_key(k)).map(|k| format!("{}: {k}", named(&path))),
                );
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn the_first_screen_has_its_words_without_the_second_part() {
    let groups = fs::read_to_string(root().join("locales/first.txt")).unwrap();
    let first_part = [
        "src/app",
        "src/ui",
        "src/features/frame",
        "src/features/today",
        "src/features/frame.rs",
        "src/features/jobs/status_chip.rs",
        "src/features/jobs/when.rs",
        "src/features/my_jobs.rs",
        "src/features/saving.rs",
        "src/features/time/length.rs",
        "src/features/time/timer_card.rs",
    ];
    let mut missing = BTreeSet::new();
    for place in first_part {
        let files = if place.ends_with(".rs") { vec![root().join(place)] } else { rust_files(place) };
        for path in files {
            let text = code(&path);
            for call in ["t(\"", "t_with(\"", "t_count(\"", "t_value(\"", "t_named(\""] {
                for (at, _) in text.match_indices(call) {
                    let before = text[..at].chars().next_back().unwrap_or(' ');
                    let key = text[at + call.len()..].split('"').next().unwrap_or_default();
                    let group = key.split('.').next().unwrap_or_default();
                    let is_first = groups.lines().any(|first| first == group || first == key);
                    if !before.is_alphanumeric() && before != '_' && !is_first {
                        missing.insert(format!("{}: {key}", named(&path)));
                    }
                }
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

/// `crates/encodings` stands for `encoding_rs` in the whole workspace, and has only what the barcode reader asks for.
#[test]
fn nobody_but_the_barcode_reader_depends_on_the_stand_in_for_encodings() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let name = |package: &str| package.lines().find_map(|line| line.strip_prefix("name = ").map(str::to_owned));
    let depends = |package: &&str| package.contains("\n \"encoding_rs 0.8") || package.contains("\n \"encoding_rs\"");
    let found: Vec<_> = lock.split("[[package]]").filter(depends).filter_map(name).collect();
    assert_eq!(found, ["\"pem2-app\"", "\"rxing\""]);
}
