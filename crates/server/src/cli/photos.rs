//! `pem2 photos`: looking after the bytes of photos.

use clap::{Subcommand, ValueEnum};

use super::CliError;
use crate::app::Opened;
use crate::blobs::care::{self, Trouble};
use crate::blobs::{BlobError, Vault};
use crate::clock;
use crate::config::Config;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Copy all photos to another store; stopped, it goes on where it was
    Move {
        /// Where to
        #[arg(long, value_enum)]
        to: Place,
        /// Remove them from where they were, once every one has arrived
        #[arg(long)]
        delete_source: bool,
    },
    /// Check that the bytes of every photo are there, and a sample for their hash
    Check {
        /// Read every one
        #[arg(long)]
        all: bool,
    },
    /// Report bytes that no photo needs, older than 7 days, and photos whose bytes are missing
    Sweep {
        /// Remove the bytes that no photo needs
        #[arg(long)]
        delete: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Place {
    S3,
    Folder,
}

/// Carries a command out.
pub(super) async fn run(config: &Config, command: Command) -> Result<(), CliError> {
    let Opened { db, .. } = Opened::at(config).await?;
    let troubles = match command {
        Command::Move { to, delete_source } => {
            let folder = Vault::in_folder(&config.data.join("blobs")).await?;
            let bucket = Vault::in_bucket(config)?;
            let bucket = bucket.ok_or_else(|| CliError::Wrong("PEM2_S3_ENDPOINT is not set".into()))?;
            let way = if to == Place::S3 { (&folder, &bucket) } else { (&bucket, &folder) };
            let scratch = config.data.join(".photo-on-its-way");
            let moved = care::move_all(&db, way, &scratch, delete_source, |so_far| {
                let n = so_far.copied + so_far.there;
                if n.is_multiple_of(1000) {
                    println!("{n} have arrived");
                }
            });
            let moved = moved.await?;
            println!("{} copied, {} were there already, each read back there", moved.copied, moved.there);
            println!("{} removed from where they were", moved.removed);
            moved.troubles
        }
        Command::Check { all } => {
            let vault = Vault::open(config).await?;
            let turn = u64::try_from(clock::now()).unwrap_or_default();
            let checked = care::check(&db, &vault, all, turn).await?;
            println!("{} photos, of which {} were read", checked.rows, checked.read);
            checked.troubles
        }
        Command::Sweep { delete } => {
            let vault = Vault::open(config).await?;
            let swept = care::sweep(&db, &vault, clock::now() - care::AGE, delete).await?;
            for orphan in &swept.orphans {
                println!("needed by no photo: {} ({} bytes)", orphan.key, orphan.size);
            }
            println!("{} looked at, {} needed by no photo, {} removed", swept.seen, swept.orphans.len(), swept.removed);
            swept.troubles
        }
    };
    db.close().await;
    told(&troubles)
}

fn told(troubles: &[Trouble]) -> Result<(), CliError> {
    for trouble in troubles {
        println!("{trouble}");
    }
    if troubles.is_empty() { Ok(()) } else { Err(CliError::Wrong(format!("{} photos are not well", troubles.len()))) }
}

impl From<BlobError> for CliError {
    fn from(error: BlobError) -> Self {
        Self::Start(error.into())
    }
}
