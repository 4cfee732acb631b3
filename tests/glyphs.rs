//! The drawings and sheets that code names by a string must be there: a missing one shows nothing and says nothing.

use std::{collections::BTreeSet, fs, path::Path};

#[allow(dead_code, reason = "the app uses what this test does not")]
#[path = "../src/ui/glyph.rs"]
mod glyph;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every `before…"` in a text, the part between.
fn quoted<'a>(text: &'a str, before: &str) -> BTreeSet<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn sprite_holds_exactly_the_glyphs_the_code_names() {
    let sprite = read("public/icons/sprite.svg");
    let named = glyph::Glyph::ALL.iter().map(|glyph| glyph.symbol()).collect::<BTreeSet<_>>();
    assert_eq!(quoted(&sprite, "<symbol id=\""), named);
}

#[test]
fn every_empty_state_has_its_drawing() {
    let code = read("src/ui/empty_state.rs");
    let drawings = read("public/icons/empty.svg");
    assert_eq!(quoted(&drawings, "<symbol id=\""), quoted(&code, " => \""));
}

#[test]
fn page_links_every_style_sheet() {
    let page = read("index.html");
    let linked = quoted(&page, "rel=\"css\" href=\"");
    let mut sheets = BTreeSet::new();
    for room in ["style", "style/ui", "style/features"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(room);
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().into_string().unwrap_or_default();
            if name.ends_with(".css") {
                sheets.insert(format!("{room}/{name}"));
            }
        }
    }
    assert_eq!(linked, sheets.iter().map(String::as_str).collect());
    assert_eq!(page.matches("rel=\"css\"").count(), linked.len(), "a sheet is linked twice");
}

#[test]
fn static_shell_uses_symbols_that_exist() {
    let page = read("index.html");
    let sprite = read("public/icons/sprite.svg");
    let used = quoted(&page, "/icons/sprite.svg#");
    assert!(!used.is_empty() && used.is_subset(&quoted(&sprite, "<symbol id=\"")), "{used:?}");
}

#[test]
fn manifest_names_only_files_that_exist() {
    let manifest = read("manifest.json");
    for file in quoted(&manifest, "\"src\": \"/") {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("public").join(file);
        assert!(path.is_file(), "{file} is in manifest.json but not in public/");
    }
}
