//! The built app: inside this binary (feature `embed-app`), or in a folder while it is being developed.

#[cfg(feature = "embed-app")]
mod embedded;
mod media_type;

use std::path::{Component, Path, PathBuf};

use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::auth::keys::hex;

/// How a file was compressed when the app was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `.br` beside the file.
    Brotli,
    /// `.gz` beside the file.
    Gzip,
}

impl Encoding {
    /// Its name in headers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// A file.
pub struct Found {
    /// Its bytes, compressed as `encoding` says.
    pub bytes: Bytes,
    /// Its media type.
    pub mime: &'static str,
    /// How it is compressed.
    pub encoding: Option<Encoding>,
    /// Its entity tag.
    pub tag: String,
    immutable: bool,
}

impl Found {
    /// For how long it may be kept. A name with a hash never gets other bytes; all others are asked for each time.
    pub const fn cache(&self) -> &'static str {
        if self.immutable { "public, max-age=31536000, immutable" } else { "no-cache" }
    }
}

/// Where the app is.
pub struct AppFiles {
    folder: Option<PathBuf>,
}

impl AppFiles {
    /// In `folder`; without one, in this binary if it carries the app.
    pub const fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// The file with this path, compressed in one of `encodings` if it was built so.
    pub async fn find(&self, path: &str, encodings: &[Encoding]) -> Option<Found> {
        let path = if path.is_empty() { "index.html" } else { path };
        if !Path::new(path).components().all(|c| matches!(c, Component::Normal(_))) {
            return None;
        }
        let mut variants: Vec<Option<Encoding>> = encodings.iter().copied().map(Some).collect();
        variants.push(None);
        for encoding in variants {
            let name = format!("{path}{}", encoding.map_or("", Encoding::suffix));
            let Some(bytes) = self.read(&name).await else { continue };
            let tag = format!("\"{}\"", hex(&Sha256::digest(&bytes)[..16]));
            return Some(Found { bytes, mime: media_type::of(path), encoding, tag, immutable: is_hashed(path) });
        }
        None
    }

    async fn read(&self, name: &str) -> Option<Bytes> {
        match &self.folder {
            Some(folder) => tokio::fs::read(folder.join(name)).await.ok().map(Bytes::from),
            None => in_binary(name),
        }
    }
}

#[cfg(feature = "embed-app")]
fn in_binary(name: &str) -> Option<Bytes> {
    embedded::find(name)
}

#[cfg(not(feature = "embed-app"))]
fn in_binary(_: &str) -> Option<Bytes> {
    None
}

/// Whether the name holds a content hash: a part of at least eight hexadecimal digits, some of them numbers.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['-', '_', '.']).any(|part| {
        part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit()) && part.bytes().any(|b| b.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("pem2-app-1f4be7a09c2d3e55_bg.wasm"));
        assert!(is_hashed("style/base-00ff00ff.css"));
        for plain in ["index.html", "sw.js", "manifest.json", "scanner_bg.wasm", "icons/icon-192.png"] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }

    #[tokio::test]
    async fn nothing_outside_of_the_folder_is_found() {
        let files = AppFiles::new(Some(PathBuf::from("src")));
        assert!(files.find("lib.rs", &[]).await.is_some());
        for outside in ["../Cargo.toml", "/etc/hostname", "./lib.rs/../../Cargo.toml"] {
            assert!(files.find(outside, &[]).await.is_none(), "{outside}");
        }
    }
}
