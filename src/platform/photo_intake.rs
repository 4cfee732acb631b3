//! A picked or taken picture, from the camera's file to bytes that are safe on the phone.
//!
//! The bytes are copied at once, since iOS takes back what it handed out; they are named by their SHA-256 and kept as
//! they are. A small upright JPEG is made beside them where the browser can read the picture.

mod preview;
mod sniff;

use js_sys::Uint8Array;
use protocol::blobs::CHUNK;
use sync::client::{StoreError, VaultOp, VaultStore};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::{clock, digest, storage};

/// A picture whose bytes are in the vault.
#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    /// SHA-256 of the untouched bytes.
    pub sha256: String,
    /// How many bytes.
    pub size: u64,
    /// What they are, by themselves.
    pub mime: String,
    /// Width as shown upright; 0 when the browser cannot read it.
    pub width: u32,
    /// Height as shown upright.
    pub height: u32,
    /// When the file says it was made, in milliseconds.
    pub taken_at: i64,
    /// A small JPEG: its hash and its bytes.
    pub thumb: Option<(String, Vec<u8>)>,
}

/// Why a picture was not taken in.
#[derive(Clone, Debug, PartialEq)]
pub enum IntakeError {
    /// It is no picture.
    NotAPicture,
    /// The file cannot be read, any more.
    Unreadable,
    /// The phone's storage.
    Store(StoreError),
}

/// Takes in one picture: its bytes are durable when this returns, its thumbnail is not yet. One at a time: phones have
/// little memory.
pub async fn take_in<V: VaultStore>(vault: &V, file: &File) -> Result<Intake, IntakeError> {
    let room = storage::estimate().await;
    if !room.fits(file.size()) {
        return Err(IntakeError::Store(StoreError::Full));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| IntakeError::Unreadable)?;
    let bytes = Uint8Array::new(&buffer);
    let size = bytes.length();
    let mime = sniff::mime(&bytes.subarray(0, size.min(64)).to_vec()).ok_or(IntakeError::NotAPicture)?;
    let sha256 = digest::sha256(&bytes).await.ok_or(IntakeError::Unreadable)?;
    for (index, start) in (0..size).step_by(CHUNK).enumerate() {
        let end = size.min(start + CHUNK as u32);
        let chunk = bytes.subarray(start, end).to_vec();
        // Short transactions: one that is cut off by a sleeping phone costs a megabyte, not the picture.
        let put = VaultOp::PutChunk { sha256: sha256.clone(), index: index as u32, bytes: chunk };
        vault.commit(vec![put]).await.map_err(IntakeError::Store)?;
    }
    let preview = preview::of(file).await;
    let (width, height) = preview.as_ref().map_or((0, 0), |p| (p.width, p.height));
    let thumb = match preview {
        Some(preview) => {
            digest::sha256(&Uint8Array::from(preview.jpeg.as_slice())).await.map(|sha| (sha, preview.jpeg))
        }
        None => None,
    };
    let stated = file.last_modified() as i64;
    let taken_at = if stated > 0 { stated } else { clock::now_ms() };
    Ok(Intake { sha256, size: u64::from(size), mime: mime.to_owned(), width, height, taken_at, thumb })
}
