//! The list of one build's files: address and SHA-256 of each.

use std::path::Path;

use serde_json::{Value, json};

use crate::Failure;
use crate::files::{name_in, read, sha256, walk};

/// What the app never asks for by itself: the worker, which the browser keeps, and what only an install dialog shows.
const LEFT_OUT: [&str; 2] = ["sw.js", "screenshots/"];

/// All files of `dist` that the app needs without a network, in order of their names.
pub fn files(dist: &Path) -> Result<Vec<Value>, Failure> {
    let names = walk(dist).into_iter().map(|path| (name_in(dist, &path), path));
    let needed = names.filter(|(name, _)| !LEFT_OUT.iter().any(|out| name.starts_with(out)));
    needed.map(|(name, path)| Ok(json!({ "url": address(&name), "sha256": sha256(&read(&path)?) }))).collect()
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
}
