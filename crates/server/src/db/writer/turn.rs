//! The turn of one transaction. Dropped without [`Turn::commit`], it changes nothing.

use std::sync::Arc;

use sqlx::Sqlite;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteQueryResult, SqliteRow};
use tokio::runtime::Handle;
use tokio::sync::OwnedMutexGuard;

use super::Writer;
use super::seat::Seat;
use crate::db::DbError;

/// It.
pub struct Turn {
    /// `None`: over.
    seat: Option<OwnedMutexGuard<Seat>>,
    writer: Writer,
}

impl Turn {
    pub(super) const fn of(seat: OwnedMutexGuard<Seat>, writer: Writer) -> Self {
        Self { seat: Some(seat), writer }
    }

    pub(super) async fn begin(&mut self) -> Result<(), DbError> {
        self.seat()?.begin().await
    }

    /// Runs a statement that answers rows.
    pub async fn all(&mut self, query: Query<'_, Sqlite, SqliteArguments>) -> Result<Vec<SqliteRow>, sqlx::Error> {
        let seat = self.whole_seat()?;
        let found = query.fetch_all(seat.connection()?).await;
        found.inspect_err(|error| seat.notice(error))
    }

    /// Runs a statement that writes.
    pub async fn execute(
        &mut self,
        query: Query<'_, Sqlite, SqliteArguments>,
    ) -> Result<SqliteQueryResult, sqlx::Error> {
        let seat = self.whole_seat()?;
        let done = query.execute(seat.connection()?).await;
        done.inspect_err(|error| seat.notice(error))
    }

    /// Runs many statements in one text, without values.
    pub async fn script(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        let seat = self.whole_seat()?;
        let done = sqlx::raw_sql(sql).execute(seat.connection()?).await;
        done.map(drop).inspect_err(|error| seat.notice(error))
    }

    /// Makes all of it durable, together with what those do who stand in line, when there are any.
    pub async fn commit(mut self) -> Result<(), DbError> {
        let Some(mut seat) = self.seat.take() else { return Err(sqlx::Error::PoolClosed.into()) };
        if seat.is_empty() {
            // The one statement was its own transaction.
            self.writer.checkpoints.tell();
            return Ok(());
        }
        if self.writer.others_wait() && !seat.is_full() {
            let (is_first, told) = seat.step_aside().await?;
            if is_first {
                self.writer.commit_in_the_end();
            }
            drop(seat);
            let ended = told.await.map_err(|_| DbError::NotKept("the server stops".into()))?;
            return ended.map_err(DbError::NotKept);
        }
        let has_others = seat.has_others();
        let checkpoints = Arc::clone(&self.writer.checkpoints);
        let commit = async move {
            let committed = seat.commit().await;
            checkpoints.tell();
            committed
        };
        if !has_others {
            return commit.await;
        }
        // Others wait for it: it goes on although this one hangs up.
        let committed = tokio::spawn(commit);
        committed.await.map_err(|_| DbError::NotKept("the server stops".into()))?
    }

    /// After an error that took everything back, a statement would be a transaction of its own.
    fn whole_seat(&mut self) -> Result<&mut Seat, sqlx::Error> {
        let seat = self.seat()?;
        seat.must_be_sound()?;
        Ok(seat)
    }

    fn seat(&mut self) -> Result<&mut Seat, sqlx::Error> {
        self.seat.as_deref_mut().ok_or(sqlx::Error::PoolClosed)
    }
}

impl Drop for Turn {
    /// Takes back what was begun, at once where something can still run; else the next in line does.
    fn drop(&mut self) {
        if let (Some(mut seat), Ok(runtime)) = (self.seat.take(), Handle::try_current()) {
            runtime.spawn(async move { seat.tidy().await });
        }
    }
}
