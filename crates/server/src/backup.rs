//! Backups: one archive of everything in the database, made while the server works, tried by restoring it, put back.
//!
//! The archive holds rows in a portable form (`db::portable`), not a copy of a database file. So it is the same for SQLite
//! and PostgreSQL, can be restored into either, can be read by people, and says itself what must be in it: every restore is
//! compared with that, row by row, in a digest. The bytes of photos are not in it: they never change, and are backed up as
//! files. Its table `blobs` is their manifest: company, SHA-256 and size.
//!
//! Never here: SQL, and who may ask.

mod archive;
mod daily;
mod making;
mod restoring;
mod shelf;

use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::blobs::BlobError;
use crate::config::Config;
use crate::db::{Db, DbError};

pub use archive::Header;
pub use daily::{run, standing};
pub use making::Made;
pub use restoring::{Restored, Source, restore};
use shelf::Shelf;

/// Why a backup was not made or not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// No passphrase is set.
    #[error(
        "set PEM2_BACKUP_PASSPHRASE: without it whoever has the archive has everything (--plain writes it nevertheless)"
    )]
    NoPassphrase,
    /// The passphrase is another one.
    #[error("the passphrase is not the one that this archive was made with; nothing was changed")]
    WrongPassphrase,
    /// The archive ends too early, or holds what was never written.
    #[error("the archive is cut off or damaged ({0}); nothing was changed")]
    Damaged(String),
    /// The file is something else.
    #[error("this is no backup of Pem2; nothing was changed")]
    NotOurs,
    /// The archive is from a newer build.
    #[error("the archive was made by a newer version ({0}); nothing was changed")]
    Newer(String),
    /// The restored database is not what the archive says.
    #[error("what was restored is not what was backed up: {0}")]
    Differs(String),
    /// There is something in the database.
    #[error("the database is not empty; --replace moves what is there aside")]
    NotEmpty,
    /// There is no such archive.
    #[error("there is no backup {0}")]
    NotFound(String),
    /// The time zone is unknown.
    #[error("PEM2_TIME_ZONE: {0}")]
    TimeZone(#[from] jiff::Error),
    /// S3 is named, but not configured.
    #[error("backups shall go to S3, but PEM2_S3_ENDPOINT is not set")]
    NoBucket,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The place where archives are.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// A file.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A thread died.
    #[error("packing: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

/// What makes, tries and puts back archives of one installation.
pub struct Backups {
    config: Config,
    db: Db,
    shelf: Shelf,
    zone: TimeZone,
}

impl Backups {
    /// Of the database `db`, which is the one of `config`.
    pub async fn open(config: &Config, db: Db) -> Result<Self, BackupError> {
        let zone = TimeZone::get(&config.backup.time_zone)?;
        Ok(Self { shelf: Shelf::open(config).await?, config: config.clone(), db, zone })
    }

    fn passphrase(&self) -> Option<&str> {
        self.config.backup.passphrase.as_deref().filter(|text| !text.is_empty())
    }

    /// A file of this installation for the time of one piece of work.
    fn scratch_file(&self) -> std::path::PathBuf {
        self.config.data.join(format!(".backup-{}", Uuid::new_v4().simple()))
    }
}
