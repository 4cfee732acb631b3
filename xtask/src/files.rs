//! Files and folders: read and written with errors that name the file, walked, and compared.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::Failure;

/// Reads a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Reads a file of text.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Writes a file.
pub fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<(), Failure> {
    fs::write(path, contents).map_err(|e| format!("{}: {e}", path.display()))
}

/// Makes a folder and all above it.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Every file below `folder`, in order of their paths.
pub fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// The name of a file relative to `folder`, with slashes.
pub fn name_in(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// SHA-256 of some bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// One hash over all files of `inputs`, names and contents.
pub fn fingerprint(inputs: &[PathBuf]) -> Result<String, Failure> {
    let mut hash = Sha256::new();
    for file in inputs.iter().flat_map(|input| if input.is_dir() { walk(input) } else { vec![input.clone()] }) {
        hash.update(file.to_string_lossy().as_bytes());
        hash.update(Sha256::digest(read(&file)?));
    }
    Ok(hex(&hash.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// A folder of a test's own with these files in it.
#[cfg(test)]
pub fn scratch(test: &str, files: &[(&str, &str)]) -> PathBuf {
    #![allow(clippy::unwrap_used)]

    let folder = std::env::temp_dir().join(format!("pem2-xtask-{test}-{}", std::process::id()));
    fs::remove_dir_all(&folder).ok();
    for (name, text) in files {
        make_folder(folder.join(name).parent().unwrap()).unwrap();
        write(&folder.join(name), text).unwrap();
    }
    folder
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_changed_byte_and_a_moved_byte_change_the_fingerprint() {
        let print = |files: &[(&str, &str)]| fingerprint(&[scratch("print", files)]).unwrap();
        let first = print(&[("a", "12"), ("b", "3")]);
        assert_eq!(first, print(&[("a", "12"), ("b", "3")]));
        assert_ne!(first, print(&[("a", "12"), ("b", "4")]));
        assert_ne!(first, print(&[("a", "1"), ("b", "23")]));
    }
}
