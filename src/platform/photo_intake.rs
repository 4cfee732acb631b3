//! A picked or taken picture, from the camera's file to bytes that are safe on the phone.
//!
//! The bytes are copied at once, since iOS takes back what it handed out; they are named by their SHA-256 and kept as
//! they are. A small upright JPEG is made beside them where the browser can read the picture.

mod exif;
mod measure;
mod preview;
mod sniff;

use js_sys::Uint8Array;
use protocol::blobs::CHUNK;
use sync::client::{StoreError, VaultOp, VaultStore};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::{clock, digest, intl, storage};

/// As much of a file as tells what it is and when it was taken.
const HEAD: u32 = 128 * 1024;

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
    let head = bytes.subarray(0, size.min(HEAD)).to_vec();
    let mime = sniff::mime(&head).ok_or(IntakeError::NotAPicture)?;
    let sha256 = digest::sha256(&bytes).await.ok_or(IntakeError::Unreadable)?;
    keep(vault, &sha256, &bytes).await.map_err(IntakeError::Store)?;
    let preview = preview::of(file).await;
    let (width, height) = preview.as_ref().map_or((0, 0), |p| (p.width, p.height));
    let thumb = match preview {
        Some(preview) => {
            digest::sha256(&Uint8Array::from(preview.jpeg.as_slice())).await.map(|sha| (sha, preview.jpeg))
        }
        None => None,
    };
    let taken_at = taken_at(&head, file);
    Ok(Intake { sha256, size: u64::from(size), mime: mime.to_owned(), width, height, taken_at, thumb })
}

/// Writes the bytes in short transactions: one that is cut off by a sleeping phone costs a megabyte, not the picture.
async fn keep<V: VaultStore>(vault: &V, sha256: &str, bytes: &Uint8Array) -> Result<(), StoreError> {
    let known = vault.chunk(sha256, 0).await?.is_some();
    let size = bytes.length();
    for (index, start) in (0..size).step_by(CHUNK).enumerate() {
        let chunk = bytes.subarray(start, size.min(start + CHUNK as u32)).to_vec();
        let put = VaultOp::PutChunk { sha256: sha256.to_owned(), index: index as u32, bytes: chunk };
        if let Err(error) = vault.commit(vec![put]).await {
            // A full phone gets its room back, unless the same picture is here already, waiting to be sent.
            if !known {
                drop(vault.commit(vec![VaultOp::DeleteChunks { sha256: sha256.to_owned() }]).await);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// When the picture was taken: by the camera, else by the file, else now. A moment to come is a wrong clock.
fn taken_at(head: &[u8], file: &File) -> i64 {
    let now = clock::now_ms();
    let by_camera = exif::taken(head).and_then(|text| intl::parse_local(&text)).filter(|at| *at <= now);
    let by_file = Some(file.last_modified() as i64).filter(|at| *at > 0 && *at <= now);
    by_camera.or(by_file).unwrap_or(now)
}
