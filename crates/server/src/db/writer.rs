//! The one connection of SQLite that writes, and those who wait for it.
//!
//! SQLite has one writer, and lets each wait for the disk by itself. Here those who stand in line share that wait (group
//! commit, as PostgreSQL has it): all but the first work behind a savepoint of their own, which is released when they are
//! done and rolled back when they are not, and the last of them says COMMIT for all. Nobody is told that anything is done
//! before the disk has it; who comes alone waits for nobody.
//!
//! A reader sees nothing of it before the COMMIT, but the next in line does. So whoever answers "done already" from what a
//! transaction shows commits it, although it changed nothing.
//!
//! Anything may be dropped at any moment, as a request is whose phone hung up: `unfinished` is set before a step is taken,
//! and the next in line tidies up. A COMMIT that others wait for runs in a task of its own.

mod checkpoints;
mod seat;
#[cfg(test)]
mod tests;
mod turn;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::DbError;
use super::pools::PATIENCE;
use checkpoints::Checkpoints;
use seat::Seat;
pub use turn::Turn;

/// It. Clones are the same.
#[derive(Clone)]
pub struct Writer {
    /// Fair: who came first is next.
    line: Arc<Mutex<Seat>>,
    /// How many stand in line.
    waiting: Arc<AtomicUsize>,
    checkpoints: Arc<Checkpoints>,
}

/// Somebody in line, until the turn has come or is not wanted any more.
struct Waits<'a>(&'a AtomicUsize);

impl<'a> Waits<'a> {
    fn among(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::AcqRel);
        Self(waiting)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Writer {
    /// Opens the connection.
    pub async fn open(options: &SqliteConnectOptions) -> Result<Self, DbError> {
        let connection: SqliteConnection = options.connect().await?;
        let line = Arc::new(Mutex::new(Seat::with(connection)));
        let checkpoints = Checkpoints::open(options, Arc::downgrade(&line)).await?;
        Ok(Self { line, waiting: Arc::default(), checkpoints: Arc::new(checkpoints) })
    }

    /// Whether nobody writes just now.
    pub fn is_idle(&self) -> bool {
        self.line.try_lock().is_ok()
    }

    /// Begins a transaction. The write lock is taken at once, not in the middle when it may be too late.
    pub async fn begin(&self) -> Result<Turn, DbError> {
        // The turn first: whoever goes away while it begins leaves something to tidy up.
        let mut turn = Turn::of(self.seat().await?, self.clone());
        turn.begin().await?;
        Ok(turn)
    }

    /// Begins what is one statement: nobody else there, it is its own transaction.
    pub async fn begin_one(&self) -> Result<Turn, DbError> {
        let seat = self.seat().await?;
        let is_alone = seat.is_empty() && !self.others_wait();
        let mut turn = Turn::of(seat, self.clone());
        if !is_alone {
            turn.begin().await?;
        }
        Ok(turn)
    }

    /// Closes the connection, once all who stand in line had their turn.
    pub async fn close(&self) {
        self.checkpoints.close().await;
        let mut seat = Arc::clone(&self.line).lock_owned().await;
        seat.tidy().await;
        seat.commit_others().await;
        seat.close().await;
    }

    /// Waits for the turn.
    async fn seat(&self) -> Result<OwnedMutexGuard<Seat>, DbError> {
        let turn = {
            let _waits = Waits::among(&self.waiting);
            tokio::time::timeout(PATIENCE, Arc::clone(&self.line).lock_owned()).await
        };
        let mut seat = turn.map_err(|_| sqlx::Error::PoolTimedOut)?;
        seat.tidy().await;
        Ok(seat)
    }

    fn others_wait(&self) -> bool {
        self.waiting.load(Ordering::Acquire) > 0
    }

    /// Says COMMIT for those who have stepped aside, once all who stand in line now had their turn: one of them may have
    /// gone away, and nobody else would.
    fn commit_in_the_end(&self) {
        let (line, checkpoints) = (Arc::clone(&self.line), Arc::clone(&self.checkpoints));
        tokio::spawn(async move {
            let mut seat = line.lock_owned().await;
            seat.tidy().await;
            seat.commit_others().await;
            checkpoints.tell();
        });
    }
}
