//! Moving bytes to another store. Each counts as moved when it was read back there and has its hash. It can be stopped at
//! any time: the next run copies what is missing. Nothing goes away at the source unless asked for, and then only when
//! everything has arrived.

use std::path::Path;

use super::Trouble;
use crate::blobs::{BlobError, Vault, original};
use crate::db::{Db, blobs};

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Copied now.
    pub copied: u64,
    /// Were there already, and whole.
    pub there: u64,
    /// Removed from the source.
    pub removed: u64,
    /// Could not be moved.
    pub troubles: Vec<Trouble>,
}

/// Moves the bytes of every row of `db` from one store to the other, by way of the file `scratch`. `progress` hears of each
/// that has arrived.
pub async fn move_all(
    db: &Db,
    (from, to): (&Vault, &Vault),
    scratch: &Path,
    remove: bool,
    mut progress: impl FnMut(&Moved),
) -> Result<Moved, BlobError> {
    let mut moved = Moved::default();
    let mut after = None;
    loop {
        let page = blobs::page(db, after.as_ref()).await?;
        let Some(last) = page.last() else { break };
        after = Some((last.0, last.1.sha256.clone()));
        for (company, blob) in &page {
            let key = original(*company, &blob.sha256);
            let is_there = async || Ok::<_, BlobError>(to.fetch(&key, None).await?.as_ref() == Some(&blob.sha256));
            if is_there().await? {
                moved.there += 1;
            } else {
                match from.fetch(&key, Some(scratch)).await? {
                    None => moved.troubles.push(Trouble::Missing(*company, blob.sha256.clone())),
                    Some(hash) if hash != blob.sha256 => {
                        moved.troubles.push(Trouble::Wrong(*company, blob.sha256.clone()));
                    }
                    Some(_) => {
                        to.put_file(&key, scratch).await?;
                        match is_there().await? {
                            true => moved.copied += 1,
                            false => moved.troubles.push(Trouble::Wrong(*company, blob.sha256.clone())),
                        }
                    }
                }
            }
            progress(&moved);
        }
    }
    match tokio::fs::remove_file(scratch).await {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
        _ => {}
    }
    if remove && moved.troubles.is_empty() {
        moved.removed = remove_all(db, from).await?;
    }
    Ok(moved)
}

async fn remove_all(db: &Db, from: &Vault) -> Result<u64, BlobError> {
    let (mut removed, mut after) = (0, None);
    loop {
        let page = blobs::page(db, after.as_ref()).await?;
        let Some(last) = page.last() else { return Ok(removed) };
        after = Some((last.0, last.1.sha256.clone()));
        for (company, blob) in &page {
            from.remove(&original(*company, &blob.sha256)).await?;
            removed += 1;
        }
    }
}
