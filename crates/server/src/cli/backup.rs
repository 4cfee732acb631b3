//! `pem2 backup`, `pem2 restore` and `pem2 restored`: everything in the database of an installation, as one archive. The
//! bytes of photos are in the photo store, which is backed up as files.

use std::path::PathBuf;

use clap::Args;
use uuid::Uuid;

use super::CliError;
use super::in_use::InUse;
use crate::app::Opened;
use crate::backup::{self, Backups, Restored, Source};
use crate::clock;
use crate::config::{BackupTo, Config};
use crate::db::{audit, companies, installation};

#[derive(Args)]
pub(super) struct Backup {
    /// The file; without it, one with the time in its name where backups are kept
    file: Option<PathBuf>,
    /// Where backups are kept: a folder, or `s3`
    #[arg(long, conflicts_with = "file")]
    to: Option<String>,
    /// Do not encrypt it, should there be no PEM2_BACKUP_PASSPHRASE
    #[arg(long)]
    plain: bool,
}

#[derive(Args)]
pub(super) struct Restore {
    /// The file, or `latest`
    archive: String,
    /// Only try it out: restore it somewhere else, compare every row, leave nothing behind
    #[arg(long)]
    check: bool,
    /// PostgreSQL: move what is in the database aside
    #[arg(long, conflicts_with = "check")]
    replace: bool,
}

/// Writes an archive, also while the server runs.
pub(super) async fn back_up(config: &Config, arguments: Backup) -> Result<(), CliError> {
    let mut config = config.clone();
    match arguments.to.as_deref() {
        None => {}
        Some("s3") => config.backup.to = BackupTo::S3,
        Some(folder) => (config.backup.to, config.backup.dir) = (BackupTo::Folder, Some(folder.into())),
    }
    let Opened { db, .. } = Opened::at(&config).await?;
    let made = Backups::open(&config, db.clone()).await?.make(arguments.file.as_deref(), arguments.plain).await;
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            db.close().await;
            return Err(error.into());
        }
    };
    log_export(&db).await?;
    db.close().await;
    let (place, rows, bytes) = (made.place, made.rows, made.bytes);
    println!("{place} holds everything up to now: {rows} rows, {bytes} bytes; photos are in the photo store");
    Ok(())
}

/// Whoever has an archive has everything of every company.
async fn log_export(db: &crate::db::Db) -> Result<(), CliError> {
    let now = clock::now();
    for company in companies::all(db).await? {
        let mut tx = db.begin().await?;
        let (address, event, detail) = ("command line", "backup_made", String::new());
        audit::write(&mut tx, audit::Entry { company: company.id, user: None, address, event, detail }, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Tries an archive out, or puts it in the place of the database, under a new name. What was there is kept beside it.
pub(super) async fn restore(config: &Config, arguments: Restore) -> Result<(), CliError> {
    let source = match arguments.archive.as_str() {
        "latest" => Source::Latest,
        file => Source::File(file.into()),
    };
    if arguments.check {
        let Opened { db, .. } = Opened::at(config).await?;
        let checked = Backups::open(config, db.clone()).await?.check(&source).await;
        db.close().await;
        tell(&checked?);
        println!("every row is as it was backed up; nothing was changed");
        return Ok(());
    }
    let in_use = || CliError::Wrong("it is in use: stop the server first".to_owned());
    let _alone = InUse::alone(config)?.ok_or_else(in_use)?;
    let restored = backup::restore(config, &source, arguments.replace).await?;
    tell(&restored);
    let aside = restored.aside.map_or_else(String::new, |aside| format!("; what was there before is in {aside}"));
    println!("the database is restored{aside}");
    Ok(())
}

fn tell(restored: &Restored) {
    let made_at = jiff::Timestamp::from_millisecond(restored.header.made_at).unwrap_or_default();
    println!("made at {made_at} from {} by version {}", restored.header.engine, restored.header.version);
    for (table, rows) in &restored.counts {
        println!("{rows:>10} {table}");
    }
}

/// Gives a database that was restored by other means its new name.
pub(super) async fn restored(config: &Config) -> Result<(), CliError> {
    let Opened { db, .. } = Opened::at(config).await?;
    installation::rename(&db, Uuid::new_v4()).await?;
    db.close().await;
    println!("phones will hand in again what this database has forgotten");
    Ok(())
}
