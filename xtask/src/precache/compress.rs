//! Compressed sisters: `.br` and `.gz` beside a file, made once here instead of at every request.

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::Failure;
use crate::files::{read, walk, write};

/// What does not get smaller.
const COMPRESSED_ALREADY: [&str; 5] = ["png", "jpg", "webp", "woff2", "avif"];
/// Below this a packet is a packet.
const LEAST: usize = 512;

/// Compresses all files that are worth it; says how many.
pub fn all(dist: &Path) -> Result<usize, Failure> {
    let mut done = 0;
    for path in walk(dist).into_iter().filter(|path| is_worth_it(path)) {
        let bytes = read(&path)?;
        if bytes.len() >= LEAST {
            write(&sister(&path, "br"), brotli(&bytes)?)?;
            write(&sister(&path, "gz"), gzip(&bytes)?)?;
            done += 1;
        }
    }
    Ok(done)
}

/// Whether this is a file that [`all`] makes.
pub fn is_sister(path: &Path) -> bool {
    ["br", "gz"].contains(&ending(path))
}

/// `style.css` → `style.css.br`
pub fn sister(path: &Path, suffix: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}.{suffix}"))
}

fn is_worth_it(path: &Path) -> bool {
    !is_sister(path) && !COMPRESSED_ALREADY.contains(&ending(path))
}

fn ending(path: &Path) -> &str {
    path.extension().and_then(|e| e.to_str()).unwrap_or_default()
}

/// As the server sends it: quality 11, the largest window.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut small = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut small, &params).map_err(|e| e.to_string())?;
    Ok(small)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut small = GzEncoder::new(Vec::new(), Compression::best());
    small.write_all(bytes).and_then(|()| small.finish()).map_err(|e| e.to_string())
}
