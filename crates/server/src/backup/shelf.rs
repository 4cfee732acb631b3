//! Where archives are kept, and how they are named: in a folder, or in the S3-compatible store under `backups/`. Names tell
//! the time, so that nothing else is ever taken for one, and cleared away as one.

use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use object_store::path::Path as Key;
use uuid::Uuid;

use super::BackupError;
use crate::blobs::Vault;
use crate::config::{BackupTo, Config};

const BEGINS: &str = "pem2-";
const TIME: &str = "%Y-%m-%dT%H-%M-%SZ";

/// The place.
pub(super) struct Shelf {
    vault: Vault,
    /// What stands before the names.
    under: &'static str,
    /// Where a file can be written that is then moved to its place.
    pub desk: PathBuf,
    shown: String,
}

impl Shelf {
    /// The one that `config` names.
    pub async fn open(config: &Config) -> Result<Self, BackupError> {
        match config.backup.to {
            BackupTo::S3 => {
                let vault = Vault::in_bucket(config)?.ok_or(BackupError::NoBucket)?;
                let shown = format!("s3:{}/backups/", config.s3.bucket);
                Ok(Self { vault, under: "backups/", desk: config.data.clone(), shown })
            }
            BackupTo::Folder => {
                let folder = config.backup.dir.clone().unwrap_or_else(|| config.data.join("backups"));
                let (vault, shown) = (Vault::in_folder(&folder).await?, format!("{}/", folder.display()));
                Ok(Self { vault, under: "", desk: folder, shown })
            }
        }
    }

    /// The name of an archive that is made at `now`.
    pub fn name(now: i64, is_sealed: bool) -> String {
        let time = Timestamp::from_millisecond(now).unwrap_or_default().strftime(TIME);
        let id = &Uuid::new_v4().simple().to_string()[..8];
        format!("{BEGINS}{time}-{id}.jsonl.gz{}", if is_sealed { ".age" } else { "" })
    }

    /// Puts a flushed file here; where it is, for people.
    pub async fn put(&self, name: &str, file: &Path) -> Result<String, BackupError> {
        self.vault.put_file(&self.key(name), file).await?;
        if file.exists() {
            std::fs::remove_file(file)?;
        }
        Ok(self.place(name))
    }

    /// Where an archive is, for people.
    pub fn place(&self, name: &str) -> String {
        format!("{}{name}", self.shown)
    }

    /// The newest archive.
    pub async fn latest(&self) -> Result<Option<String>, BackupError> {
        Ok(self.names().await?.into_iter().max())
    }

    /// Writes an archive to a file.
    pub async fn fetch(&self, name: &str, file: &Path) -> Result<(), BackupError> {
        let found = self.vault.fetch(&self.key(name), Some(file)).await?;
        found.map(drop).ok_or_else(|| BackupError::NotFound(self.place(name)))
    }

    /// Removes archives that were made before this moment; how many.
    pub async fn clear(&self, before: i64) -> Result<usize, BackupError> {
        let mut removed = 0;
        for name in self.names().await? {
            if made_at(&name).is_some_and(|at| at < before) {
                self.vault.remove(&self.key(&name)).await?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    async fn names(&self) -> Result<Vec<String>, BackupError> {
        let under = (!self.under.is_empty()).then(|| Key::from(self.under));
        let all: Vec<_> = self.vault.list(under.as_ref()).try_collect().await?;
        let name = |key: &Key| key.filename().map(str::to_owned).filter(|name| made_at(name).is_some());
        Ok(all.iter().filter_map(|about| name(&about.key)).collect())
    }

    fn key(&self, name: &str) -> Key {
        Key::from(format!("{}{name}", self.under))
    }
}

/// When the archive with this name was made; `None` for what is no archive.
fn made_at(name: &str) -> Option<i64> {
    let time = name.strip_prefix(BEGINS)?.get(.."2026-01-01T00-00-00Z".len())?;
    let time = DateTime::strptime(TIME, time).ok()?.to_zoned(TimeZone::UTC).ok()?;
    name.contains(".jsonl.gz").then_some(time.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_when_and_nothing_else_has_such_a_name() {
        let at = 1_790_000_000_000;
        for sealed in [false, true] {
            assert_eq!(made_at(&Shelf::name(at, sealed)), Some(at));
        }
        for other in ["pem2.db", "pem2-notes.jsonl.gz", "pem2-2026-13-01T00-00-00Z-ab.jsonl.gz", "pem2-"] {
            assert_eq!(made_at(other), None, "{other}");
        }
    }
}
