//! Where whoever has the turn sits: the connection, and those who are done and wait for the COMMIT.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;
use tokio::sync::oneshot;

use crate::db::DbError;

/// So many share a COMMIT at most, and so long after the first has begun nobody else steps aside: the first waits for the
/// last, however long that one takes.
const MOST: usize = 64;
const LONGEST: Duration = Duration::from_millis(10);

/// Results after which SQLite may have taken back everything since BEGIN: no memory, interrupted, an error of the disk, a
/// damaged file, a full disk (<https://www.sqlite.org/lang_transaction.html>, 2.3).
const TAKES_ALL_BACK: [u32; 5] = [7, 9, 10, 11, 13];

/// Why what somebody did was not kept.
type Ended = Result<(), Arc<str>>;

/// It.
pub struct Seat {
    /// `None`: closed.
    connection: Option<SqliteConnection>,
    /// Nobody, when no transaction is open.
    group: Option<Group>,
    /// Whoever had the turn may have left in the middle.
    unfinished: bool,
}

/// Those who share a COMMIT.
struct Group {
    begun: Instant,
    /// Who is done.
    done: Vec<oneshot::Sender<Ended>>,
    /// It may not be whole any more.
    spoilt: bool,
}

impl Seat {
    pub const fn with(connection: SqliteConnection) -> Self {
        Self { connection: Some(connection), group: None, unfinished: false }
    }

    /// The connection.
    pub fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// Whether no transaction is open.
    pub const fn is_empty(&self) -> bool {
        self.group.is_none()
    }

    /// Whether others are done and wait for the COMMIT.
    pub fn has_others(&self) -> bool {
        self.group.as_ref().is_some_and(|group| !group.done.is_empty())
    }

    /// Whether nobody else may join.
    pub fn is_full(&self) -> bool {
        self.group.as_ref().is_some_and(|group| group.done.len() + 1 >= MOST || group.begun.elapsed() >= LONGEST)
    }

    /// Begins: the first of a group with BEGIN, the others behind a savepoint. The first needs none: until it is done, all
    /// there is is its own, and a savepoint costs a copy of each page that is written.
    pub async fn begin(&mut self) -> Result<(), DbError> {
        let first = self.group.is_none();
        self.group.get_or_insert_with(|| Group { begun: Instant::now(), done: Vec::new(), spoilt: false });
        self.unfinished = true;
        let begun = self.run(if first { "BEGIN IMMEDIATE" } else { "SAVEPOINT mine" }).await;
        if begun.is_err() {
            self.tidy().await;
        }
        Ok(begun?)
    }

    /// Takes back what somebody has left in the middle.
    pub async fn tidy(&mut self) {
        if !self.unfinished {
            return;
        }
        if self.has_others() {
            self.take_back_mine().await;
        }
        if self.group.as_ref().is_some_and(|group| group.done.is_empty() || group.spoilt) {
            // An error says that SQLite has done so already.
            self.run("ROLLBACK").await.ok();
            self.tell(&Err("the database took back what several wrote together".into()));
        }
        self.unfinished = false;
    }

    /// Takes back what is behind the savepoint. Without one, whoever left had not got so far or was through; or SQLite has taken
    /// everything back for an error that nobody was there to read.
    async fn take_back_mine(&mut self) {
        let Err(error) = self.run("ROLLBACK TO mine; RELEASE mine").await else { return };
        let before = self.spoil();
        // Within a transaction BEGIN fails, and changes nothing.
        if error.to_string().contains("no such savepoint")
            && let Err(error) = self.run("BEGIN").await
            && error.to_string().contains("within a transaction")
            && let Some(group) = &mut self.group
        {
            group.spoilt = before;
        }
    }

    /// The group is not whole from now on; whether it was so already.
    fn spoil(&mut self) -> bool {
        self.group.as_mut().is_some_and(|group| std::mem::replace(&mut group.spoilt, true))
    }

    /// An error, once the group is not whole.
    pub fn must_be_sound(&self) -> Result<(), sqlx::Error> {
        match self.group.as_ref().is_some_and(|group| group.spoilt) {
            true => Err(sqlx::Error::Protocol("the database took the transaction back".to_owned())),
            false => Ok(()),
        }
    }

    /// Notes an error after which SQLite may have taken everything back.
    pub fn notice(&mut self, error: &sqlx::Error) {
        let takes_all_back = match error {
            sqlx::Error::Database(error) => {
                let code = error.code().and_then(|code| code.parse::<u32>().ok()).unwrap_or_default();
                TAKES_ALL_BACK.contains(&(code & 0xff))
            }
            sqlx::Error::RowNotFound | sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => false,
            _ => true,
        };
        if takes_all_back {
            self.spoil();
        }
    }

    /// Whoever has the turn is done, and waits for the COMMIT outside; whether it is the first of the group.
    pub async fn step_aside(&mut self) -> Result<(bool, oneshot::Receiver<Ended>), DbError> {
        self.must_be_whole().await?;
        if self.has_others()
            && let Err(error) = self.run("RELEASE mine").await
        {
            self.spoil();
            self.tidy().await;
            return Err(error.into());
        }
        let (tell, told) = oneshot::channel();
        let Some(group) = &mut self.group else { return Err(DbError::NotKept("no transaction is open".into())) };
        group.done.push(tell);
        self.unfinished = false;
        Ok((group.done.len() == 1, told))
    }

    /// Whoever has the turn is done: COMMIT, for all.
    pub async fn commit(&mut self) -> Result<(), DbError> {
        self.must_be_whole().await?;
        self.end(if self.has_others() { "RELEASE mine; COMMIT" } else { "COMMIT" }).await
    }

    /// COMMIT for those who have stepped aside.
    pub async fn commit_others(&mut self) {
        if self.has_others()
            && let Err(error) = self.end("COMMIT").await
        {
            tracing::error!(%error, "what several wrote together was not kept");
        }
    }

    /// Closes the connection.
    pub async fn close(&mut self) {
        use sqlx::Connection;
        if let Some(connection) = self.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the database did not close well");
        }
    }

    async fn must_be_whole(&mut self) -> Result<(), DbError> {
        if self.group.as_ref().is_none_or(|group| group.spoilt) {
            self.tidy().await;
            return Err(DbError::NotKept("the database took the transaction back".into()));
        }
        Ok(())
    }

    async fn end(&mut self, how: &'static str) -> Result<(), DbError> {
        self.unfinished = true;
        let ended = self.run(how).await;
        if ended.is_err() {
            self.run("ROLLBACK").await.ok();
        }
        let told: Ended = ended.as_ref().map(drop).map_err(|error| error.to_string().into());
        let had_others = self.has_others();
        self.tell(&told);
        self.unfinished = false;
        // All of them hear the same.
        if had_others { told.map_err(DbError::NotKept) } else { Ok(ended?) }
    }

    /// The group is over.
    fn tell(&mut self, how: &Ended) {
        for tell in self.group.take().map(|group| group.done).unwrap_or_default() {
            // Whoever hung up asks again.
            tell.send(how.clone()).ok();
        }
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(self.connection()?).await.map(drop)
    }
}
