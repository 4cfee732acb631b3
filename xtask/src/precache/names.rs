//! Names with a hash for the files that Trunk names without one: the boot script and the scanner's two workers. A page
//! finds the workers of its own build by the addresses in its `<meta name="scanner">` and `<meta name="scanner-more">`.

use std::fs;
use std::path::Path;

use super::page::Page;
use crate::Failure;
use crate::files::{read, read_text, sha256, write};

const BOOT: &str = "boot.js";
/// The workers' programs.
const WORKERS: [&str; 2] = ["scanner", "scanner_more"];
/// The ends of the names of a worker's files, and of the one that starts them.
const FILES: [&str; 2] = [".js", "_bg.wasm"];
const LOADER: &str = "_loader.js";

/// Renames the files and what names them. Files that have a hash already are left alone.
pub fn with_hashes(dist: &Path, page: &mut Page) -> Result<(), Failure> {
    if dist.join(BOOT).exists() {
        let hash = &sha256(&read(&dist.join(BOOT))?)[..16];
        rename(dist, page, BOOT, &format!("boot-{hash}.js"))?;
    }
    WORKERS
        .into_iter()
        .filter(|worker| dist.join(format!("{worker}{LOADER}")).exists())
        .try_for_each(|worker| with_hash(dist, page, worker))
}

/// One hash for a worker's files: they work together only as they were built.
fn with_hash(dist: &Path, page: &mut Page, worker: &str) -> Result<(), Failure> {
    let plain = |ending: &str| format!("{worker}{ending}");
    let mut all = read(&dist.join(plain(LOADER)))?;
    for ending in FILES {
        all.extend(read(&dist.join(plain(ending)))?);
    }
    let stem = format!("{worker}-{}", &sha256(&all)[..16]);
    let named = |ending: &str| format!("{stem}{ending}");
    let mut loader = read_text(&dist.join(plain(LOADER)))?;
    for ending in FILES {
        loader = loader.replace(&format!("./{}", plain(ending)), &format!("./{}", named(ending)));
        rename(dist, page, &plain(ending), &named(ending))?;
    }
    write(&dist.join(plain(LOADER)), loader)?;
    rename(dist, page, &plain(LOADER), &named(LOADER))
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
    fn each_loader_starts_the_worker_of_its_own_build() {
        let page = "<meta name=\"scanner\" content=\"/scanner_loader.js\"><meta name=\"scanner-more\" \
                    content=\"/scanner_more_loader.js\">";
        let loader = |worker: &str| format!("importScripts(\"./{worker}.js\");wasm_bindgen(\"./{worker}_bg.wasm\");");
        let (first, second) = (loader("scanner"), loader("scanner_more"));
        let dist = scratch(
            "names",
            &[
                ("index.html", page),
                ("scanner.js", "js"),
                ("scanner_bg.wasm", "wasm"),
                ("scanner_loader.js", first.as_str()),
                ("scanner_more.js", "more js"),
                ("scanner_more_bg.wasm", "more wasm"),
                ("scanner_more_loader.js", second.as_str()),
            ],
        );
        let mut page = Page::open(&dist).unwrap();
        with_hashes(&dist, &mut page).unwrap();
        page.save().unwrap();
        let html = read_text(&dist.join("index.html")).unwrap();
        let files: Vec<String> = walk(&dist).iter().map(|path| name_in(&dist, path)).collect();
        let loaders: Vec<&str> = html.split("content=\"/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!((loaders.len(), files.len()), (2, 7), "{html}");
        for loader in loaders {
            let text = read_text(&dist.join(loader)).unwrap();
            let stem = loader.trim_end_matches(LOADER);
            assert_eq!(text, format!("importScripts(\"./{stem}.js\");wasm_bindgen(\"./{stem}_bg.wasm\");"));
            assert!(FILES.iter().all(|ending| files.contains(&format!("{stem}{ending}"))), "{files:?}");
        }
    }
}
