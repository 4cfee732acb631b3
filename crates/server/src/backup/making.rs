//! Making an archive: everything as it is at one moment, while others go on.

use std::path::Path;

use serde::Serialize;
use uuid::Uuid;

use super::archive::{End, FORM, Header, Heading, Writing};
use super::{BackupError, Backups, Shelf};
use crate::clock;
use crate::db::portable::{Reader, Tallies};
use crate::db::{Value, backups, installation};

/// An archive that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Where it is, for people.
    pub place: String,
    /// How large it is.
    pub bytes: u64,
    /// How many rows are in it.
    pub rows: u64,
}

impl Backups {
    /// Makes one: into `file`, or to where this installation keeps them. `plain`: not sealed, should there be no passphrase.
    pub async fn make(&self, file: Option<&Path>, plain: bool) -> Result<Made, BackupError> {
        let id = Uuid::now_v7();
        if self.passphrase().is_none() && !plain {
            return Err(BackupError::NoPassphrase);
        }
        if let Some(file) = file.filter(|file| file.exists()) {
            return Err(std::io::Error::other(format!("{} is there already", file.display())).into());
        }
        backups::begin(&self.db, id, clock::now()).await?;
        self.make_as(id, file).await
    }

    /// Makes the one that the row `id` stands for.
    pub(super) async fn make_as(&self, id: Uuid, file: Option<&Path>) -> Result<Made, BackupError> {
        let made = match file {
            Some(file) => self.write_to(file).await,
            None => self.keep().await,
        };
        match &made {
            Ok(made) => backups::finished(&self.db, id, &made.place, made.bytes, clock::now()).await?,
            Err(error) => backups::failed(&self.db, id, &error.to_string(), clock::now()).await?,
        }
        made
    }

    async fn keep(&self) -> Result<Made, BackupError> {
        let name = Shelf::name(clock::now(), self.passphrase().is_some());
        let file = self.shelf.desk.join(format!(".{name}"));
        let made = self.write(&file).await?;
        Ok(Made { place: self.shelf.put(&name, &file).await?, ..made })
    }

    async fn write_to(&self, file: &Path) -> Result<Made, BackupError> {
        let name = file.file_name().ok_or_else(|| std::io::Error::from(std::io::ErrorKind::InvalidInput))?;
        let beside = file.with_file_name(format!(".{}.part", name.display()));
        let made = self.write(&beside).await?;
        std::fs::rename(&beside, file)?;
        if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::File::open(folder)?.sync_all()?;
        }
        Ok(Made { place: file.display().to_string(), ..made })
    }

    async fn write(&self, file: &Path) -> Result<Made, BackupError> {
        let mut reader = Reader::at(&self.db).await?;
        let header = Header {
            pem2_backup: FORM,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            engine: self.db.kind().name().to_owned(),
            epoch: installation::read(&self.db).await?.epoch.to_string(),
            step: reader.step().await?,
            made_at: clock::now(),
        };
        let writing = Writing::to(file, self.passphrase());
        let mut goes_on = writing.lines(line(&header)?).await;
        let (mut tallies, mut heading) = (Tallies::default(), None);
        while goes_on && let Some(page) = reader.next().await? {
            let table = &reader.tables[page.table];
            let mut lines = Vec::new();
            if heading != Some(page.table) {
                heading = Some(page.table);
                let columns = table.columns.iter().map(|c| c.name.clone()).collect();
                lines = line(&Heading { table: table.name.clone(), columns })?;
            }
            for row in &page.rows {
                let values: Vec<Cell<'_>> = row.iter().map(Cell::from).collect();
                lines.append(&mut line(&values)?);
            }
            tallies.add(table, &page.rows);
            goes_on = writing.lines(lines).await;
        }
        writing.lines(line(&End { end: tallies.lines() })?).await;
        let bytes = writing.end().await?;
        Ok(Made { place: String::new(), bytes, rows: tallies.rows() })
    }
}

/// A value as it stands in a line.
#[derive(Serialize)]
#[serde(untagged)]
enum Cell<'a> {
    Int(Option<i64>),
    Text(Option<&'a str>),
}

impl<'a> From<&'a Value> for Cell<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Int(int) => Self::Int(*int),
            Value::Text(text) => Self::Text(text.as_deref()),
        }
    }
}

fn line(of: &impl Serialize) -> Result<Vec<u8>, BackupError> {
    let mut line = serde_json::to_vec(of).map_err(std::io::Error::from)?;
    line.push(b'\n');
    Ok(line)
}
