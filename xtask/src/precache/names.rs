//! Names with a hash for the files that Trunk names without one: the boot script and the scanner's worker. A page finds
//! the worker of its own build by the address in its `<meta name="scanner">`.

use std::fs;
use std::path::Path;

use super::page::Page;
use crate::Failure;
use crate::files::{read, read_text, sha256, write};

const BOOT: &str = "boot.js";
const SCANNER: [&str; 2] = ["scanner.js", "scanner_bg.wasm"];
const LOADER: &str = "scanner_loader.js";

/// Renames the files and what names them. Files that have a hash already are left alone.
pub fn with_hashes(dist: &Path, page: &mut Page) -> Result<(), Failure> {
    if dist.join(BOOT).exists() {
        let hash = &sha256(&read(&dist.join(BOOT))?)[..16];
        rename(dist, page, BOOT, &format!("boot-{hash}.js"))?;
    }
    if dist.join(LOADER).exists() { scanner(dist, page) } else { Ok(()) }
}

/// One hash for the worker's files: they work together only as they were built.
fn scanner(dist: &Path, page: &mut Page) -> Result<(), Failure> {
    let mut all = read(&dist.join(LOADER))?;
    for name in SCANNER {
        all.extend(read(&dist.join(name))?);
    }
    let stem = format!("scanner-{}", &sha256(&all)[..16]);
    let named = |name: &str| name.replacen("scanner", &stem, 1);
    let mut loader = read_text(&dist.join(LOADER))?;
    for name in SCANNER {
        loader = loader.replace(&format!("./{name}"), &format!("./{}", named(name)));
        rename(dist, page, name, &named(name))?;
    }
    write(&dist.join(LOADER), loader)?;
    rename(dist, page, LOADER, &named(LOADER))
}

fn rename(dist: &Path, page: &mut Page, from: &str, to: &str) -> Result<(), Failure> {
    page.rename(from, to);
    fs::rename(dist.join(from), dist.join(to)).map_err(|e| format!("{from}: {e}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::files::{name_in, scratch, walk};

    #[test]
    fn the_loader_starts_the_worker_of_its_own_build() {
        let dist = scratch(
            "names",
            &[
                ("index.html", "<meta name=\"scanner\" content=\"/scanner_loader.js\">"),
                ("scanner.js", "js"),
                ("scanner_bg.wasm", "wasm"),
                ("scanner_loader.js", "importScripts(\"./scanner.js\");wasm_bindgen(\"./scanner_bg.wasm\");"),
            ],
        );
        let mut page = Page::open(&dist).unwrap();
        with_hashes(&dist, &mut page).unwrap();
        page.save().unwrap();
        let html = read_text(&dist.join("index.html")).unwrap();
        let loader = html.split("content=\"/").nth(1).unwrap().trim_end_matches("\">").to_owned();
        let text = read_text(&dist.join(&loader)).unwrap();
        for path in walk(&dist).into_iter().filter(|path| !path.ends_with("index.html")) {
            let name = name_in(&dist, &path);
            assert!(name == loader || text.contains(&format!("\"./{name}\"")), "{name} is named by {text}");
        }
    }
}
