//! After Trunk: cuts the program in two, gives every file of `dist/` that may be kept for ever a name with a hash, writes the list of files into
//! `dist/sw.js`, and puts a compressed sister beside every file that is worth it, for the server to send.

mod compress;
mod list;
mod names;
mod page;
mod split;
mod styles;

use std::fs;
use std::path::Path;

use crate::Failure;
use crate::command::root;
use crate::files::{read_text, sha256, walk, write};
pub use compress::brotli;
use page::Page;

/// In sw.js: the mark, and what the list takes the place of.
const MARK: &str = "/*PRECACHE*/ ";
const NOTHING: &str = "null";

/// Does all of it. Safe to repeat on the same `dist/`.
pub fn precache() -> Result<(), Failure> {
    let dist = root().join("dist");
    remove_sisters(&dist)?;
    let mut page = Page::open(&dist)?;
    split::in_two(&dist, &mut page)?;
    styles::join(&dist, &mut page)?;
    names::with_hashes(&dist, &mut page)?;

    // The page carries the build's name, so the name is made from the page without it.
    page.set_build("");
    page.save()?;
    let worker = read_text(&root().join("sw.js"))?;
    let before = serde_json::to_string(&list::files(&dist)?).map_err(|e| e.to_string())?;
    let build = sha256(format!("{before}{worker}").as_bytes())[..16].to_owned();
    page.set_build(&build);
    page.save()?;

    let (files, later) = (list::files(&dist)?, list::later(&dist)?);
    let list = serde_json::json!({ "build": build, "files": files, "later": later });
    let place = format!("{MARK}{NOTHING}");
    if !worker.contains(&place) {
        return Err(format!("sw.js has no `{place}` to put the list in"));
    }
    write(&dist.join("sw.js"), worker.replacen(&place, &format!("{MARK}{list}"), 1))?;
    let saved = compress::all(&dist)?;
    println!("  build {build}: {} files precached, {saved} of them compressed", files.len());
    Ok(())
}

fn remove_sisters(dist: &Path) -> Result<(), Failure> {
    for path in walk(dist).into_iter().filter(|path| compress::is_sister(path)) {
        fs::remove_file(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}
