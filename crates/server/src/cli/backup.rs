//! `pem2 backup`, `pem2 restore` and `pem2 restored`: the database of an installation, as one file. Photos are in the
//! photo store, which is backed up by itself.
//!
//! A restored database takes a new name (its epoch). By that phones notice, and hand in again what it has forgotten.

use std::path::{Path, PathBuf};

use clap::Args;
use uuid::Uuid;

use super::CliError;
use super::in_use::InUse;
use crate::app::Opened;
use crate::config::Config;
use crate::db::{Kind, installation};
use crate::open_files::make_private;

#[derive(Args)]
pub(super) struct Arguments {
    /// The file
    file: PathBuf,
}

/// Writes a copy of the database, also while it is in use.
pub(super) async fn back_up(config: &Config, Arguments { file }: &Arguments) -> Result<(), CliError> {
    if file.exists() {
        return Err(wrong(format!("{} is there already", file.display())));
    }
    let Opened { db, .. } = Opened::at(config).await?;
    if db.kind() == Kind::Postgres {
        return Err(wrong("this database is backed up with pg_dump".to_owned()));
    }
    installation::copy_to(&db, file).await?;
    db.close().await;
    make_private(file)?;
    std::fs::File::open(file)?.sync_all()?;
    println!("{} holds everything up to now; photos are in the photo store", file.display());
    Ok(())
}

/// Puts a copy in the place of the database, under a new name. What was there is kept beside it.
pub(super) async fn restore(config: &Config, Arguments { file }: &Arguments) -> Result<(), CliError> {
    if config.database_url.is_some() {
        return Err(wrong("restore it with the tools of PostgreSQL, then run `pem2 restored`".to_owned()));
    }
    config.make_folder()?;
    let place = config.data.join("pem2.db");
    let _alone = InUse::alone(config)?.ok_or_else(|| wrong("it is in use: stop the server first".to_owned()))?;
    let fresh = config.data.join("pem2.db.restoring");
    std::fs::copy(file, &fresh)?;
    make_private(&fresh)?;
    let copied = Config { database_url: Some(format!("sqlite://{}", fresh.display())), ..config.clone() };
    let Opened { db, .. } = Opened::at(&copied).await?;
    installation::rename(&db, Uuid::new_v4()).await?;
    db.close().await;
    std::fs::File::open(&fresh)?.sync_all()?;
    if place.exists() {
        move_aside(&place)?;
    }
    std::fs::rename(&fresh, &place)?;
    std::fs::File::open(&config.data)?.sync_all()?;
    println!("{} is restored; what was there before is in pem2.db.before-restore", place.display());
    Ok(())
}

/// Gives a database that was restored by other means its new name.
pub(super) async fn restored(config: &Config) -> Result<(), CliError> {
    let Opened { db, .. } = Opened::at(config).await?;
    installation::rename(&db, Uuid::new_v4()).await?;
    db.close().await;
    println!("phones will hand in again what this database has forgotten");
    Ok(())
}

/// The database with its journal, under names that tell what it is.
fn move_aside(place: &Path) -> std::io::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let from = PathBuf::from(format!("{}{ending}", place.display()));
        if from.exists() {
            std::fs::rename(&from, format!("{}.before-restore{ending}", place.display()))?;
        }
    }
    Ok(())
}

fn wrong(words: String) -> CliError {
    CliError::Wrong(words)
}
