//! Bytes on their way in: one file for each upload, on the disk of this server or in
//! a folder that several share. A chunk is flushed to the disk before
//! anybody counts it; what a crash left behind it is cut off before the next one.

use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::{AsyncSeekExt, AsyncWriteExt, SeekFrom};
use uuid::Uuid;

use super::BlobError;
use super::locks::lock_of;
use crate::auth::keys::hex;
use crate::db::uploads::Upload;

/// How many bytes from the start are kept to tell what the file is.
const HEAD: usize = 64;
/// How many bytes are read at a time.
const BLOCK: usize = 256 * 1024;

/// The folder.
pub(super) struct Spool {
    folder: PathBuf,
    id: Uuid,
}

impl Spool {
    /// Makes the folder when it is not there.
    pub async fn open(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(folder.join("locks")).await?;
        let id = tokio::task::spawn_blocking({
            let folder = folder.clone();
            move || name_of(&folder)
        })
        .await??;
        Ok(Self { folder, id })
    }

    /// What names the folder, for all servers that use it.
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// Keeps everybody else who uses the folder from this upload, until the file is dropped or this process dies.
    pub async fn lock(&self, upload: Uuid) -> io::Result<std::fs::File> {
        let path = self.folder.join("locks").join(lock_of(upload).to_string());
        tokio::task::spawn_blocking(move || {
            let file = std::fs::File::options().create(true).truncate(false).write(true).open(path)?;
            file.lock()?;
            Ok(file)
        })
        .await?
    }

    /// The uploads of which there is a file.
    pub async fn uploads(&self) -> io::Result<Vec<Uuid>> {
        let (mut entries, mut found) = (fs::read_dir(&self.folder).await?, Vec::new());
        while let Some(entry) = entries.next_entry().await? {
            found.extend(entry.file_name().to_str().and_then(|name| name.parse::<Uuid>().ok()));
        }
        Ok(found)
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
        self.remove_file(upload.id).await
    }

    /// Removes the file of the upload with this identifier.
    pub async fn remove_file(&self, upload: Uuid) -> io::Result<()> {
        match fs::remove_file(self.folder.join(upload.to_string())).await {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }
}

/// The name of the folder, which is in a file there; made by whoever comes first.
fn name_of(folder: &Path) -> io::Result<Uuid> {
    let mut file =
        std::fs::File::options().create(true).truncate(false).read(true).write(true).open(folder.join("name"))?;
    file.lock()?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    if let Ok(name) = text.trim().parse() {
        return Ok(name);
    }
    let name = Uuid::new_v4();
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(name.to_string().as_bytes())?;
    file.sync_all()?;
    Ok(name)
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
