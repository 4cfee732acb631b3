//! A tar archive (POSIX ustar) as a `Blob`, written and read piece by piece: it may be larger than the memory of the
//! program.
//!
//! Never here: what is in it.

use std::io;

use js_sys::{Array, Uint8Array};
use tar::Header;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag};

/// The archive's unit: headers are one, contents are filled up to one.
const BLOCK: u64 = 512;

/// An archive being written.
pub struct Writer {
    parts: Array,
}

impl Default for Writer {
    fn default() -> Self {
        Self { parts: Array::new() }
    }
}

impl Writer {
    /// Adds an entry: `size` bytes, in pieces that are buffers or blobs. The error is of a name that does not fit.
    pub fn add(&mut self, name: &str, size: u64, pieces: &[JsValue]) -> io::Result<()> {
        let mut header = Header::new_ustar();
        header.set_path(name)?;
        header.set_size(size);
        header.set_mode(0o644);
        header.set_cksum();
        self.parts.push(&Uint8Array::from(header.as_bytes().as_slice()));
        for piece in pieces {
            self.parts.push(piece);
        }
        self.fill(size.next_multiple_of(BLOCK) - size);
        Ok(())
    }

    /// Adds an entry of text.
    pub fn add_text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.add(name, text.len() as u64, &[Uint8Array::from(text.as_bytes()).into()])
    }

    /// The whole.
    pub fn finish(self) -> Result<Blob, JsValue> {
        self.fill(2 * BLOCK);
        let options = BlobPropertyBag::new();
        options.set_type("application/x-tar");
        Blob::new_with_u8_array_sequence_and_options(&self.parts, &options)
    }

    fn fill(&self, bytes: u64) {
        if bytes > 0 {
            self.parts.push(&Uint8Array::new_with_length(bytes as u32));
        }
    }
}

/// An entry that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Where its bytes begin.
    pub at: u64,
    /// How many there are.
    pub size: u64,
}

/// The file is no archive, or cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// Every entry of an archive, without its contents.
pub async fn entries(file: &Blob) -> Result<Vec<Entry>, Broken> {
    let (mut found, mut at) = (Vec::new(), 0_u64);
    let whole = file.size() as u64;
    while at + BLOCK <= whole {
        let block = bytes(file, at, BLOCK).await?;
        if block.iter().all(|byte| *byte == 0) {
            return Ok(found);
        }
        let header = Header::from_byte_slice(&block);
        let sum: u32 =
            block.iter().enumerate().map(|(nth, byte)| if is_sum(nth) { 32 } else { u32::from(*byte) }).sum();
        if header.cksum().ok() != Some(sum) {
            return Err(Broken);
        }
        let size = header.entry_size().map_err(|_| Broken)?;
        let name = header.path().map_err(|_| Broken)?.to_string_lossy().into_owned();
        at += BLOCK;
        if size > whole - at {
            return Err(Broken);
        }
        found.push(Entry { name, at, size });
        at += size.next_multiple_of(BLOCK);
    }
    // Without the two empty blocks at the end it was cut off.
    Err(Broken)
}

/// The place of the checksum in a header; it is counted as spaces.
const fn is_sum(nth: usize) -> bool {
    148 <= nth && nth < 156
}

/// Some bytes of a file.
pub async fn bytes(file: &Blob, at: u64, size: u64) -> Result<Vec<u8>, Broken> {
    let part = file.slice_with_f64_and_f64(at as f64, (at + size) as f64).map_err(|_| Broken)?;
    let buffer = JsFuture::from(part.array_buffer()).await.map_err(|_| Broken)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
