//! Bytes in a folder of this server, durably: written beside, flushed, renamed, and the folder flushed too. The
//! `object_store` crate reads them, but its local store does not wait for the disk when it writes.

use std::io;
use std::path::Path;

use tokio::fs;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// Moves a file that is flushed already to `target`; copies it where moving is impossible.
pub(super) async fn take(source: &Path, target: &Path) -> io::Result<()> {
    let folder = folder_of(target)?;
    make(folder).await?;
    match fs::rename(source, target).await {
        Ok(()) => {}
        // Spool and photos are on different disks.
        Err(e) if e.kind() == io::ErrorKind::CrossesDevices => {
            let beside = beside(folder);
            fs::copy(source, &beside).await?;
            fs::File::open(&beside).await?.sync_all().await?;
            fs::rename(&beside, target).await?;
        }
        Err(e) => return Err(e),
    }
    flush(folder).await
}

/// Writes bytes to `target`.
pub(super) async fn write(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(target)?;
    make(folder).await?;
    let beside = beside(folder);
    let mut file = fs::File::create(&beside).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    fs::rename(&beside, target).await?;
    flush(folder).await
}

fn folder_of(target: &Path) -> io::Result<&Path> {
    target.parent().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))
}

fn beside(folder: &Path) -> std::path::PathBuf {
    folder.join(format!(".{}", Uuid::new_v4().simple()))
}

/// Makes the folder, and makes sure that its own name is on the disk.
async fn make(folder: &Path) -> io::Result<()> {
    if fs::try_exists(folder).await? {
        return Ok(());
    }
    fs::create_dir_all(folder).await?;
    for above in folder.ancestors().skip(1).take(2) {
        flush(above).await?;
    }
    Ok(())
}

async fn flush(folder: &Path) -> io::Result<()> {
    fs::File::open(folder).await?.sync_all().await
}
