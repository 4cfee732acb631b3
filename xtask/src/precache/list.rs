//! The lists of one build's files, those for every phone and those for few: address and SHA-256 of each.

use std::path::Path;

use serde_json::{Value, json};

use crate::Failure;
use crate::files::{name_in, read, sha256, walk};

/// What the app never asks for by itself: the worker, which the browser keeps, and what only an install dialog shows.
const LEFT_OUT: [&str; 2] = ["sw.js", "screenshots/"];

/// What few phones ask for: the second barcode reader.
const LATER: &str = "scanner_more";

/// All files of `dist` that the app needs without a network, in order of their names.
pub fn files(dist: &Path) -> Result<Vec<Value>, Failure> {
    listed(dist, |name| !name.starts_with(LATER) && !LEFT_OUT.iter().any(|out| name.starts_with(out)))
}

/// The files that are fetched, and kept, once they are needed.
pub fn later(dist: &Path) -> Result<Vec<Value>, Failure> {
    listed(dist, |name| name.starts_with(LATER))
}

fn listed(dist: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Value>, Failure> {
    let names = walk(dist).into_iter().map(|path| (name_in(dist, &path), path));
    let wanted = names.filter(|(name, _)| is_wanted(name));
    wanted.map(|(name, path)| Ok(json!({ "url": address(&name), "sha256": sha256(&read(&path)?) }))).collect()
}

/// The page is asked for by its address, not by its file's name.
fn address(name: &str) -> String {
    if name == "index.html" { "/".to_owned() } else { format!("/{name}") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::files::scratch;

    #[test]
    fn the_worker_itself_is_not_in_its_list_and_the_page_is_there_by_address() {
        let dist = scratch("list", &[("index.html", "page"), ("sw.js", "worker"), ("icons/mark.svg", "mark")]);
        let files = files(&dist).unwrap();
        let urls: Vec<&str> = files.iter().filter_map(|f| f["url"].as_str()).collect();
        assert_eq!(urls, ["/icons/mark.svg", "/"]);
    }

    #[test]
    fn the_second_reader_is_listed_apart() {
        let dist = scratch("list-later", &[("scanner-1.js", "first"), ("scanner_more-2.js", "second")]);
        let urls = |files: Vec<Value>| files.iter().map(|f| f["url"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(urls(files(&dist).unwrap()), ["/scanner-1.js"]);
        assert_eq!(urls(later(&dist).unwrap()), ["/scanner_more-2.js"]);
    }
}
