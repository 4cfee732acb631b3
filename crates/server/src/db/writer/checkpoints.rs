//! Brings what was written from the write-ahead log over to the database, beside those who write.
//!
//! SQLite does it within the COMMIT that fills the log so far, and whoever says that one waits for all of it: a tenth of a
//! second for 16 MB. Here a connection of its own does it in the meantime, which stops nobody
//! (<https://www.sqlite.org/wal.html>, "Avoiding Excessively Large WAL Files"). The log begins anew once all of it was brought
//! over at a moment when nobody wrote; while there is no such moment, one is made.

use std::sync::{Mutex as Lock, PoisonError, Weak};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Row};
use tokio::sync::Mutex;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::seat::Seat;
use crate::db::DbError;

/// How long after something was written: what comes meanwhile is brought over together.
const PAUSE: Duration = Duration::from_millis(250);
/// Pages in the log (64 MB) from which on those who write wait while the last of them is brought over.
const LONG: i64 = 16_000;

/// Who does it. Ends when it is closed, or nobody has it any more.
pub struct Checkpoints(Lock<Option<(Sender<()>, JoinHandle<()>)>>);

impl Checkpoints {
    /// Opens the connection.
    pub async fn open(options: &SqliteConnectOptions, line: Weak<Mutex<Seat>>) -> Result<Self, DbError> {
        let connection: SqliteConnection = options.connect().await?;
        let (tell, told) = channel(1);
        Ok(Self(Lock::new(Some((tell, tokio::spawn(run(connection, line, told)))))))
    }

    /// Something was written.
    pub fn tell(&self) {
        if let Some((tell, _)) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            // It was told already and is not there yet.
            tell.try_send(()).ok();
        }
    }

    /// Closes the connection. The last one that closes brings everything over.
    pub async fn close(&self) {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((tell, task)) = taken {
            drop(tell);
            task.await.ok();
        }
    }
}

async fn run(mut connection: SqliteConnection, line: Weak<Mutex<Seat>>, mut told: Receiver<()>) {
    while told.recv().await.is_some() {
        let then = Instant::now() + PAUSE;
        while let Ok(Some(())) = tokio::time::timeout_at(then, told.recv()).await {}
        if let Err(error) = bring_all_over(&mut connection, &line).await {
            tracing::warn!(%error, "the log of the database is not brought over");
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the database did not close well");
    }
}

async fn bring_all_over(connection: &mut SqliteConnection, line: &Weak<Mutex<Seat>>) -> Result<(), DbError> {
    if bring_over(connection).await? < LONG {
        return Ok(());
    }
    // It cannot be told from the answer whether anybody wrote meanwhile. When nobody did, nothing is left to do.
    let Some(line) = line.upgrade() else { return Ok(()) };
    let mut seat = line.lock_owned().await;
    seat.tidy().await;
    seat.commit_others().await;
    bring_over(seat.connection()?).await?;
    Ok(())
}

/// As far as it goes without waiting for anybody; how many pages are in the log.
async fn bring_over(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let row = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").fetch_one(connection).await?;
    row.try_get(1)
}
