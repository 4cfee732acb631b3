//! Moving everything from one database to another, of either engine: `pem2 import`. The new one keeps the name and the
//! secret of the old: to phones it is the same.
//!
//! All of it is one transaction: what fails leaves the new database as empty as it was. Never here: photos, which are moved
//! by `blobs::care`.

use std::path::Path;

use crate::clock;
use crate::db::portable::{self, Reader, Tallies};
use crate::db::{self, Db, DbError, statistics};

/// Why nothing was moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// There is no such file.
    #[error("there is no database at {0}")]
    NoSource(String),
    /// The source is of another build.
    #[error("the source is of another version (step {0}, this is {1}): run `pem2 migrate` on it first")]
    OtherVersion(i64, i64),
    /// There is something in the target.
    #[error("the target is not empty; nothing was moved")]
    NotEmpty,
    /// What arrived is something else.
    #[error("what arrived is not what was sent: {0}")]
    Differs(String),
    /// A database.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Moves everything from the database `from` to the empty one `to`; what was moved.
pub async fn import(from: &str, to: &str) -> Result<Tallies, MoveError> {
    if let Some(file) = from.strip_prefix("sqlite://")
        && !Path::new(file).exists()
    {
        return Err(MoveError::NoSource(file.to_owned()));
    }
    let source = Db::open(from).await?;
    let target = Db::open(to).await?;
    let moved = pour(&source, &target).await;
    source.close().await;
    target.close().await;
    moved
}

async fn pour(source: &Db, target: &Db) -> Result<Tallies, MoveError> {
    let mut reader = Reader::at(source).await?;
    let step = reader.step().await?;
    if step != db::newest_step() {
        return Err(MoveError::OtherVersion(step, db::newest_step()));
    }
    db::migrate(target, clock::now()).await?;
    if !portable::is_empty(target).await? {
        return Err(MoveError::NotEmpty);
    }
    let mut tx = target.begin().await?;
    portable::make_room(&mut tx).await?;
    let mut sent = Tallies::default();
    while let Some(page) = reader.next().await? {
        let table = &reader.tables[page.table];
        portable::insert(&mut tx, &table.name, &table.columns, &page.rows).await?;
        sent.add(table, &page.rows);
    }
    // Read back within the transaction: what differs was never there for anybody.
    let arrived = portable::tallies_in(&mut tx).await?;
    let differences = arrived.differences(&sent.lines());
    if !differences.is_empty() {
        return Err(MoveError::Differs(differences.join("; ")));
    }
    tx.commit().await?;
    statistics::renew(target).await;
    Ok(arrived)
}
