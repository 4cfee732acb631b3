//! Checking that the bytes of every row are there in the right size, and reading some or all of them to see that they have
//! their hash.

use super::Trouble;
use crate::blobs::{BlobError, Vault, original};
use crate::db::{Db, blobs};

/// How many are read when not all are.
const SAMPLE: u64 = 200;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Rows whose bytes were looked for.
    pub rows: u64,
    /// Of these, so many were read.
    pub read: u64,
    /// Those that are not well.
    pub troubles: Vec<Trouble>,
}

/// Looks for the bytes of every row, and reads all or a sample. `turn` moves the sample: another number, others are read.
pub async fn check(db: &Db, vault: &Vault, all: bool, turn: u64) -> Result<Checked, BlobError> {
    let every = if all { 1 } else { blobs::count(db).await?.div_ceil(SAMPLE).max(1) };
    let mut checked = Checked::default();
    let mut after = None;
    loop {
        let page = blobs::page(db, after.as_ref()).await?;
        let Some(last) = page.last() else { return Ok(checked) };
        after = Some((last.0, last.1.sha256.clone()));
        for (company, blob) in &page {
            let key = original(*company, &blob.sha256);
            let is_read = (checked.rows + turn).is_multiple_of(every);
            checked.rows += 1;
            let trouble = match vault.about(&key).await? {
                None => Some(Trouble::Missing(*company, blob.sha256.clone())),
                Some(about) if about.size != blob.size => Some(Trouble::Wrong(*company, blob.sha256.clone())),
                Some(_) if is_read => {
                    checked.read += 1;
                    let hash = vault.fetch(&key, None).await?;
                    (hash.as_ref() != Some(&blob.sha256)).then(|| Trouble::Wrong(*company, blob.sha256.clone()))
                }
                Some(_) => None,
            };
            checked.troubles.extend(trouble);
        }
    }
}
