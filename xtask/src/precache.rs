//! After Trunk: the list of one build's files goes into `dist/sw.js`, and every file that is worth it gets a compressed
//! sister for the server to send.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::Failure;
use crate::command::root;
use crate::files::{sha256, walk};

/// What in sw.js is replaced by the list.
const PLACE: &str = "/*PRECACHE*/ null";
/// Files that are never in the list: the worker itself, and what only a browser's install dialog shows.
const LEFT_OUT: [&str; 2] = ["sw.js", "screenshots/"];
/// What does not get smaller.
const COMPRESSED_ALREADY: [&str; 6] = ["png", "jpg", "webp", "woff2", "br", "gz"];

/// Writes the list and the compressed files.
pub fn precache() -> Result<(), Failure> {
    let dist = root().join("dist");
    let mut files = Vec::new();
    for path in walk(&dist) {
        let name = path.strip_prefix(&dist).map_err(|e| e.to_string())?.to_string_lossy().replace('\\', "/");
        let is_sister = path.extension().is_some_and(|e| e == "br" || e == "gz");
        if is_sister || LEFT_OUT.iter().any(|out| name.starts_with(out)) {
            continue;
        }
        let bytes = fs::read(&path).map_err(|e| e.to_string())?;
        // The shell is asked for by its address, not by its file's name.
        let url = if name == "index.html" { "/".to_owned() } else { format!("/{name}") };
        files.push(json!({ "url": url, "sha256": sha256(&bytes) }));
    }
    let list = serde_json::to_string(&files).map_err(|e| e.to_string())?;
    let build = &sha256(list.as_bytes())[..16];
    let worker = dist.join("sw.js");
    let text = fs::read_to_string(&worker).map_err(|e| format!("dist/sw.js: {e}"))?;
    if !text.contains(PLACE) {
        return Err(format!("dist/sw.js has no `{PLACE}`: build with Trunk first"));
    }
    let filled = text.replacen(PLACE, &json!({ "build": build, "files": files }).to_string(), 1);
    fs::write(&worker, filled).map_err(|e| e.to_string())?;
    for path in walk(&dist) {
        compress(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    println!("  build {build}: {} files precached", files.len());
    Ok(())
}

fn compress(path: &Path) -> std::io::Result<()> {
    let ending = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = fs::read(path)?;
    if COMPRESSED_ALREADY.contains(&ending.as_str()) || bytes.len() < 512 {
        return Ok(());
    }
    let sister = |suffix: &str| path.with_file_name(format!("{}.{suffix}", path.file_name().unwrap_or_default().to_string_lossy()));
    let mut small = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut small, &params)?;
    fs::write(sister("br"), small)?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    fs::write(sister("gz"), gzip.finish()?)
}
