//! Bytes on their way in: one file for each upload, on the disk of this server. A chunk is flushed to the disk before
//! anybody counts it; what a crash left behind it is cut off before the next one.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::{AsyncSeekExt, AsyncWriteExt, SeekFrom};

use super::BlobError;
use crate::auth::keys::hex;
use crate::db::uploads::Upload;

/// How many bytes from the start are kept to tell what the file is.
const HEAD: usize = 64;
/// How many bytes are read at a time.
const BLOCK: usize = 256 * 1024;

/// The folder.
pub(super) struct Spool {
    folder: PathBuf,
}

impl Spool {
    /// Makes the folder when it is not there.
    pub async fn open(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder).await?;
        Ok(Self { folder })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of an upload.
    pub fn path(&self, upload: &Upload) -> PathBuf {
        self.folder.join(upload.id.to_string())
    }

    /// How many bytes are surely there: what the database counted, or less if the file was lost or cut.
    pub async fn durable(&self, upload: &Upload) -> io::Result<u64> {
        match fs::metadata(self.path(upload)).await {
            Ok(meta) => Ok(meta.len().min(upload.received)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(e) => Err(e),
        }
    }

    /// Writes a chunk at `offset`, and waits for the disk.
    pub async fn append(&self, upload: &Upload, offset: u64, chunk: &[u8]) -> io::Result<()> {
        let mut file = fs::OpenOptions::new().create(true).write(true).truncate(false).open(self.path(upload)).await?;
        file.set_len(offset).await?;
        file.seek(SeekFrom::Start(offset)).await?;
        file.write_all(chunk).await?;
        file.sync_all().await?;
        if offset == 0 {
            fs::File::open(&self.folder).await?.sync_all().await?;
        }
        Ok(())
    }

    /// The SHA-256 of the whole file, and its first bytes.
    pub async fn hash(&self, upload: &Upload) -> Result<(String, Vec<u8>), BlobError> {
        let path = self.path(upload);
        Ok(tokio::task::spawn_blocking(move || hash_file(&path)).await??)
    }

    /// Removes the file.
    pub async fn remove(&self, upload: &Upload) -> io::Result<()> {
        match fs::remove_file(self.path(upload)).await {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }
}

fn hash_file(path: &Path) -> io::Result<(String, Vec<u8>)> {
    let mut file = std::fs::File::open(path)?;
    let (mut hash, mut head, mut block) = (Sha256::new(), Vec::new(), vec![0; BLOCK]);
    loop {
        let n = file.read(&mut block)?;
        if n == 0 {
            return Ok((hex(&hash.finalize()), head));
        }
        hash.update(&block[..n]);
        let missing = HEAD.saturating_sub(head.len()).min(n);
        head.extend_from_slice(&block[..missing]);
    }
}
