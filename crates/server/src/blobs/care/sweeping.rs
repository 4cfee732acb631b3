//! Bytes that no row names: left behind by a server that died between storing and noting them, or by a restored database.
//! Young ones are let be: their row may be on its way. What is not named as the server names bytes is nobody's orphan.

use std::collections::{HashMap, HashSet};

use domain::ids::CompanyId;
use domain::photo::is_sha256;
use futures_util::TryStreamExt;
use uuid::Uuid;

use super::Trouble;
use crate::blobs::{About, BlobError, Vault, original};
use crate::clock::DAY;
use crate::db::{Db, blobs};

/// How long bytes may wait for their row, in milliseconds.
pub const AGE: i64 = 7 * DAY;
/// How many are asked for at a time.
const PAGE: usize = 500;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Swept {
    /// Bytes that were looked at.
    pub seen: u64,
    /// Those that no row names.
    pub orphans: Vec<About>,
    /// How many of them were removed.
    pub removed: u64,
    /// Rows whose bytes are missing.
    pub troubles: Vec<Trouble>,
}

/// Looks at everything that was stored before `before`, and removes orphans when asked to.
pub async fn sweep(db: &Db, vault: &Vault, before: i64, remove: bool) -> Result<Swept, BlobError> {
    let mut swept = Swept::default();
    let mut pages = vault.list(None).try_chunks(PAGE);
    while let Some(page) = pages.try_next().await.map_err(|e| e.1)? {
        swept.seen += page.len() as u64;
        let old: Vec<(CompanyId, String, About)> =
            page.into_iter().filter(|about| about.modified < before).filter_map(named).collect();
        let mut of_company: HashMap<CompanyId, Vec<String>> = HashMap::new();
        for (company, sha256, _) in &old {
            of_company.entry(*company).or_default().push(sha256.clone());
        }
        let mut known: HashMap<CompanyId, HashSet<String>> = HashMap::new();
        for (company, hashes) in of_company {
            known.insert(company, blobs::known(db, company, &hashes).await?);
        }
        for (company, sha256, about) in old {
            if !known.get(&company).is_some_and(|known| known.contains(&sha256)) {
                swept.orphans.push(about);
            }
        }
    }
    if remove {
        for orphan in &swept.orphans {
            // It may have been stored and noted again meanwhile.
            let about = vault.about(&orphan.key).await?.filter(|about| about.modified < before);
            let Some((company, sha256, _)) = about.and_then(named) else { continue };
            if blobs::find(db, company, &sha256).await?.is_none() {
                vault.remove(&orphan.key).await?;
                swept.removed += 1;
            }
        }
    }
    swept.troubles = missing(db, vault).await?;
    Ok(swept)
}

async fn missing(db: &Db, vault: &Vault) -> Result<Vec<Trouble>, BlobError> {
    let (mut troubles, mut after) = (Vec::new(), None);
    loop {
        let page = blobs::page(db, after.as_ref()).await?;
        let Some(last) = page.last() else { return Ok(troubles) };
        after = Some((last.0, last.1.sha256.clone()));
        for (company, blob) in &page {
            if vault.about(&original(*company, &blob.sha256)).await?.is_none() {
                troubles.push(Trouble::Missing(*company, blob.sha256.clone()));
            }
        }
    }
}

/// Whose bytes these are and what their hash is, by their key; `None` for what the server has not named.
fn named(about: About) -> Option<(CompanyId, String, About)> {
    let parts: Vec<&str> = about.key.as_ref().split('/').collect();
    let (company, sha256) = match parts[..] {
        [company, sha256] => (company, sha256),
        [company, "renditions", name] => (company, name.split_once('-')?.0),
        _ => return None,
    };
    let company = CompanyId(company.parse::<Uuid>().ok()?);
    let sha256 = is_sha256(sha256).then(|| sha256.to_owned())?;
    Some((company, sha256, about))
}
