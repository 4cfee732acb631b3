//! Restoring an archive: always into a database of its own beside the other, compared there with what the archive says of
//! itself, and only then put in the other's place. What fails changes nothing.
//!
//! A restored database takes a new name (its epoch). By that phones notice, and hand in again what it has forgotten.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value as Json;
use uuid::Uuid;

use super::archive::{End, Header, Heading, Piece, Reading};
use super::{BackupError, Backups};
use crate::clock;
use crate::config::Config;
use crate::db::portable::{self, Column, Sort, catalog};
use crate::db::scratch::{Scratch, is_postgres};
use crate::db::{self, Db, Tx, Value, audit, backups, companies, installation, statistics};

/// Which archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The newest of this installation.
    Latest,
    /// This file.
    File(PathBuf),
}

/// What was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What the archive says of itself.
    pub header: Header,
    /// How many rows in each table.
    pub counts: BTreeMap<String, u64>,
    /// Where what was there before is now.
    pub aside: Option<String>,
}

impl Backups {
    /// Restores an archive into a scratch database, compares it, and throws it away. What came of it is noted.
    pub async fn check(&self, source: &Source) -> Result<Restored, BackupError> {
        let (file, place, is_copy) = self.at_hand(source).await?;
        let checked = self.try_out(&file).await;
        if is_copy {
            std::fs::remove_file(&file)?;
        }
        let failure = checked.as_ref().err().map(ToString::to_string);
        backups::checked(&self.db, &place, failure.as_deref(), clock::now()).await?;
        checked
    }

    async fn try_out(&self, file: &Path) -> Result<Restored, BackupError> {
        let scratch = Scratch::make(&self.config.database(), &self.scratch_file()).await?;
        let restored = fill(&scratch.db, file, self.passphrase()).await;
        scratch.remove().await?;
        restored
    }

    /// The archive as a file, where it is for people, and whether the file is a copy.
    async fn at_hand(&self, source: &Source) -> Result<(PathBuf, String, bool), BackupError> {
        match source {
            Source::File(file) => Ok((file.clone(), file.display().to_string(), false)),
            Source::Latest => {
                let name = self.shelf.latest().await?;
                let name = name.ok_or_else(|| BackupError::NotFound(self.shelf.place("")))?;
                let file = self.scratch_file();
                self.shelf.fetch(&name, &file).await?;
                Ok((file, self.shelf.place(&name), true))
            }
        }
    }
}

/// Puts an archive in the place of the database of `config`. Nobody may work with it. `replace`: what is there may be moved
/// aside; a file of SQLite always is.
pub async fn restore(config: &Config, source: &Source, replace: bool) -> Result<Restored, BackupError> {
    config.make_folder()?;
    let shelf = super::Shelf::open(config).await?;
    let (file, is_copy) = match source {
        Source::File(file) => (file.clone(), false),
        Source::Latest => {
            let name = shelf.latest().await?.ok_or_else(|| BackupError::NotFound(shelf.place("")))?;
            let file = config.data.join(format!(".backup-{}", Uuid::new_v4().simple()));
            shelf.fetch(&name, &file).await?;
            (file, true)
        }
    };
    let restored = put_in_place(config, &file, replace).await;
    if is_copy {
        std::fs::remove_file(&file)?;
    }
    restored
}

async fn put_in_place(config: &Config, file: &Path, replace: bool) -> Result<Restored, BackupError> {
    let url = config.database();
    if is_postgres(&url) && !replace {
        let db = Db::open(&url).await?;
        let empty = portable::is_empty(&db).await;
        db.close().await;
        if !empty? {
            return Err(BackupError::NotEmpty);
        }
    }
    let place = PathBuf::from(url.strip_prefix("sqlite://").unwrap_or_default());
    let scratch = Scratch::make(&url, &place.with_extension("restoring")).await?;
    let filled = async {
        let restored = fill(&scratch.db, file, config.backup.passphrase.as_deref()).await?;
        installation::rename(&scratch.db, Uuid::new_v4()).await?;
        Ok(restored)
    };
    let mut restored: Restored = match filled.await {
        Ok(restored) => restored,
        Err(error) => {
            scratch.remove().await?;
            return Err(error);
        }
    };
    if is_postgres(&url) {
        let now = Timestamp::from_millisecond(clock::now()).unwrap_or_default();
        restored.aside = Some(scratch.replace(&now.strftime("until_%Y%m%d%H%M%S").to_string()).await?);
        return Ok(restored);
    }
    let fresh = scratch.into_file().await?;
    std::fs::File::open(&fresh)?.sync_all()?;
    if place.exists() {
        restored.aside = Some(move_aside(&place)?);
    }
    std::fs::rename(&fresh, &place)?;
    if let Some(folder) = place.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(restored)
}

/// The database with its journal, under names that tell what it is.
fn move_aside(place: &Path) -> std::io::Result<String> {
    let aside = format!("{}.before-restore", place.display());
    for ending in ["", "-wal", "-shm"] {
        let from = PathBuf::from(format!("{}{ending}", place.display()));
        let to = format!("{aside}{ending}");
        if from.exists() {
            std::fs::rename(&from, to)?;
        } else if Path::new(&to).exists() {
            // The journal of an older one: beside another file it would be taken for that file's.
            std::fs::remove_file(to)?;
        }
    }
    Ok(aside)
}

/// Fills an empty database from an archive, compares every row, and brings its tables up to date.
async fn fill(db: &Db, file: &Path, passphrase: Option<&str>) -> Result<Restored, BackupError> {
    let mut reading = Reading::of(file, passphrase)?;
    let header = reading.header().await?;
    if header.step > db::newest_step() {
        return Err(BackupError::Newer(header.version));
    }
    let now = clock::now();
    db::migrate_to(db, header.step, now).await?;
    let mut tx = db.begin().await?;
    let end = pour(&mut tx, &mut reading).await?;
    tx.commit().await?;
    statistics::renew(db).await;
    let tallies = portable::tallies(db).await?;
    let differences = tallies.differences(&end.end);
    if !differences.is_empty() {
        return Err(BackupError::Differs(differences.join("; ")));
    }
    let counts = tallies.counts().into_iter().map(|(table, rows)| (table.to_owned(), rows)).collect();
    db::migrate(db, now).await?;
    for company in companies::all(db).await? {
        if let Some(fault) = audit::verify(db, company.id).await?.fault {
            return Err(BackupError::Differs(format!("the audit log of {}: {fault}", company.slug)));
        }
    }
    Ok(Restored { header, counts, aside: None })
}

async fn pour(tx: &mut Tx, reading: &mut Reading) -> Result<End, BackupError> {
    let tables = catalog::tables(tx).await?;
    let mut into: Option<(String, Vec<Column>)> = None;
    while let Some(piece) = reading.next().await? {
        match piece {
            Piece::Header(_) => return Err(BackupError::Damaged("two beginnings".into())),
            Piece::End(end) => return Ok(end),
            Piece::Heading(Heading { table, columns }) => {
                let known = tables.iter().find(|known| known.name == table);
                let known = known.ok_or_else(|| BackupError::Damaged(format!("no table {table}")))?;
                let column = |name: &String| known.columns.iter().find(|c| c.name == *name).cloned();
                let columns: Option<Vec<Column>> = columns.iter().map(column).collect();
                let columns = columns.ok_or_else(|| BackupError::Damaged(format!("columns of {table}")))?;
                into = Some((table, columns));
            }
            Piece::Rows(rows) => {
                let (table, columns) = into.as_ref().ok_or_else(|| BackupError::Damaged("rows of no table".into()))?;
                let rows: Option<Vec<Vec<Value>>> = rows.into_iter().map(|row| values(columns, row)).collect();
                let rows = rows.ok_or_else(|| BackupError::Damaged(format!("a row of {table}")))?;
                portable::insert(tx, table, columns, &rows).await?;
            }
        }
    }
    Err(BackupError::Damaged("its end is missing".into()))
}

fn values(columns: &[Column], row: Vec<Json>) -> Option<Vec<Value>> {
    if row.len() != columns.len() {
        return None;
    }
    let value = |(column, value): (&Column, Json)| match (column.sort, value) {
        (Sort::Int, Json::Null) => Some(Value::Int(None)),
        (Sort::Int, Json::Number(number)) => Some(Value::Int(Some(number.as_i64()?))),
        (Sort::Text, Json::Null) => Some(Value::Text(None)),
        (Sort::Text, Json::String(text)) => Some(Value::Text(Some(text))),
        _ => None,
    };
    columns.iter().zip(row).map(value).collect()
}
