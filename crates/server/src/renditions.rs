//! Smaller, upright pictures of photos: made when first asked for, kept beside the original.

mod heic;
mod picture;

use bytes::Bytes;
use domain::ids::CompanyId;
use protocol::blobs::Rendition;
use tokio::sync::Semaphore;

use crate::blobs::{BlobError, Blobs, original, rendition};
use crate::db::blobs::Blob;

/// A 48-megapixel picture takes 150 MB while it is scaled: so many at a time.
const AT_ONCE: usize = 2;

/// Why there is no smaller picture.
#[derive(Debug, thiserror::Error)]
pub enum RenditionError {
    /// Of this format, or of this file, none can be made here.
    #[error("no preview: {0}")]
    Unsupported(String),
    /// The store.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// A thread died.
    #[error("scaling: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

/// Makes them.
pub struct Renditions {
    turns: Semaphore,
    heic: Option<heic::Decoder>,
}

impl Default for Renditions {
    fn default() -> Self {
        Self::new()
    }
}

impl Renditions {
    /// With the HEIC decoder of this machine, when there is one.
    pub fn new() -> Self {
        Self { turns: Semaphore::new(AT_ONCE), heic: heic::Decoder::find() }
    }

    /// The smaller picture of stored bytes, as JPEG.
    pub async fn get(
        &self,
        blobs: &Blobs,
        company: CompanyId,
        blob: &Blob,
        which: Rendition,
    ) -> Result<Bytes, RenditionError> {
        let key = rendition(company, &blob.sha256, which.name());
        if let Some(made) = blobs.vault.read(&key).await? {
            return Ok(made);
        }
        let Ok(_turn) = self.turns.acquire().await else {
            return Err(RenditionError::Unsupported("the server is stopping".into()));
        };
        // Whoever waited for the turn may find it made.
        if let Some(made) = blobs.vault.read(&key).await? {
            return Ok(made);
        }
        let gone = || RenditionError::Unsupported("the original is missing in the store".into());
        let bytes = blobs.vault.read(&original(company, &blob.sha256)).await?.ok_or_else(gone)?;
        let pictures = match (blob.mime.as_str(), &self.heic) {
            ("image/heic", Some(decoder)) => {
                let jpeg = decoder.to_jpeg(blobs.scratch(), &bytes).await?;
                tokio::task::spawn_blocking(move || picture::scale(&jpeg, picture::Upright::Already)).await?
            }
            ("image/heic" | "image/avif", _) => {
                return Err(RenditionError::Unsupported(format!("no decoder for {}", blob.mime)));
            }
            _ => tokio::task::spawn_blocking(move || picture::scale(&bytes, picture::Upright::ByExif)).await?,
        }
        .map_err(|e| RenditionError::Unsupported(e.to_string()))?;
        let (large, thumb) = (Bytes::from(pictures.large), Bytes::from(pictures.thumb));
        for (which, bytes) in [(Rendition::Large, &large), (Rendition::Thumb, &thumb)] {
            blobs.vault.put(&rendition(company, &blob.sha256, which.name()), bytes.clone()).await?;
        }
        Ok(if which == Rendition::Thumb { thumb } else { large })
    }
}
