//! Connections: how each engine is opened, and the three verbs outside of a transaction.
//!
//! SQLite writes through a single connection, for which all stand in line ([`Writer`]). Readers have their own and, thanks
//! to the write-ahead log, never wait.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};

use super::scratch::is_postgres;
use super::transaction::{Tx, bind};
use super::writer::Writer;
use super::{DbError, Record, Value};
use crate::config::DbConfig;

/// How long a request waits for a connection before it is told to come back.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// Connections that only read SQLite, for each processor: each is a thread.
const READERS_A_PROCESSOR: u32 = 2;
const MIN_READERS: u32 = 3;
const MAX_READERS: u32 = 16;
/// Pages that the writing connection of SQLite keeps in memory, in kilobytes, and each of those that read.
const WRITER_KB: u32 = 8_000;
const READER_KB: u32 = 1_000;

/// Which engine it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file beside the server.
    Sqlite,
    /// A database server.
    Postgres,
}

impl Kind {
    /// Its name in `/health`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A database. Clones share its connections.
#[derive(Clone)]
pub struct Db(Pools);

#[derive(Clone)]
enum Pools {
    Sqlite { writer: Writer, reader: SqlitePool },
    Postgres(PgPool),
}

impl Db {
    /// Opens `postgres://…`, or the SQLite file `sqlite://path`, which is made when it is not there.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        Self::open_with(url, &DbConfig::default()).await
    }

    /// The same, with the owner's bounds. What the address says of TLS is kept to: `sslmode=require` and stricter never
    /// fall back to an open line; without a word, PostgreSQL's own rule holds (`prefer`).
    pub async fn open_with(url: &str, config: &DbConfig) -> Result<Self, DbError> {
        if is_postgres(url) {
            return Ok(Self(Pools::Postgres(open_postgres(PgConnectOptions::from_str(url)?, config).await?)));
        }
        let Some(path) = url.strip_prefix("sqlite://") else {
            return Err(DbError::Open("the address must begin with postgres:// or sqlite://".into()));
        };
        open_sqlite(Path::new(path)).await
    }

    /// Opens a database of PostgreSQL.
    pub(super) async fn connect(options: PgConnectOptions) -> Result<Self, DbError> {
        Ok(Self(Pools::Postgres(open_postgres(options, &DbConfig::default()).await?)))
    }

    /// Which engine it is.
    pub const fn kind(&self) -> Kind {
        match self.0 {
            Pools::Sqlite { .. } => Kind::Sqlite,
            Pools::Postgres(_) => Kind::Postgres,
        }
    }

    /// How many connections are open, and how many of them nobody uses.
    pub fn connections(&self) -> (u32, usize) {
        match &self.0 {
            Pools::Sqlite { writer, reader } => (1 + reader.size(), usize::from(writer.is_idle()) + reader.num_idle()),
            Pools::Postgres(pool) => (pool.size(), pool.num_idle()),
        }
    }

    /// How PostgreSQL is reached; `None` of SQLite.
    pub(super) fn postgres_options(&self) -> Option<PgConnectOptions> {
        match &self.0 {
            Pools::Sqlite { .. } => None,
            Pools::Postgres(pool) => Some(PgConnectOptions::clone(&pool.connect_options())),
        }
    }

    /// Runs a statement that reads; all its rows.
    pub async fn all(&self, sql: impl SqlSafeStr, values: Vec<Value>) -> Result<Vec<Record>, DbError> {
        Ok(match &self.0 {
            Pools::Sqlite { reader, .. } => {
                let query = bind!(sqlx::query(sql), values);
                query.fetch_all(reader).await?.into_iter().map(Record::Sqlite).collect()
            }
            Pools::Postgres(pool) => {
                let query = bind!(sqlx::query(sql), values);
                query.fetch_all(pool).await?.into_iter().map(Record::Postgres).collect()
            }
        })
    }

    /// Runs a statement that reads; its first row.
    pub async fn one(&self, sql: impl SqlSafeStr, values: Vec<Value>) -> Result<Option<Record>, DbError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// Runs a statement that writes and answers; its first row.
    pub async fn write_one(&self, sql: impl SqlSafeStr, values: Vec<Value>) -> Result<Option<Record>, DbError> {
        let found = match &self.0 {
            Pools::Sqlite { writer, .. } => {
                let mut turn = writer.begin_one().await?;
                let found = turn.all(bind!(sqlx::query(sql), values)).await?;
                turn.commit().await?;
                found.into_iter().next().map(Record::Sqlite)
            }
            Pools::Postgres(pool) => {
                bind!(sqlx::query(sql), values).fetch_all(pool).await?.into_iter().next().map(Record::Postgres)
            }
        };
        Ok(found)
    }

    /// Runs a statement that writes; how many rows it changed.
    pub async fn execute(&self, sql: impl SqlSafeStr, values: Vec<Value>) -> Result<u64, DbError> {
        Ok(match &self.0 {
            Pools::Sqlite { writer, .. } => {
                let mut turn = writer.begin_one().await?;
                let done = turn.execute(bind!(sqlx::query(sql), values)).await?;
                turn.commit().await?;
                done.rows_affected()
            }
            Pools::Postgres(pool) => bind!(sqlx::query(sql), values).execute(pool).await?.rows_affected(),
        })
    }

    /// Starts a transaction that writes.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        Ok(match &self.0 {
            Pools::Sqlite { writer, .. } => Tx::Sqlite(writer.begin().await?),
            Pools::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Starts a transaction that only reads, and sees everything as it is at one moment, while others go on writing.
    pub async fn snapshot(&self) -> Result<Tx, DbError> {
        Ok(match &self.0 {
            // The write-ahead log gives a reader what was there when it began.
            Pools::Sqlite { reader, .. } => Tx::Snapshot(reader.begin().await?),
            Pools::Postgres(pool) => {
                Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        })
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { writer, reader } => {
                reader.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_postgres(options: PgConnectOptions, config: &DbConfig) -> Result<PgPool, DbError> {
    // Every question here has its index. A plan that was made while a table was small, and is kept, reads all of it once it
    // is large: after an import, before PostgreSQL has counted the lines, a push did so for every row that it asked for.
    let settings =
        format!("SET statement_timeout = {}; SET enable_seqscan = off", u64::from(config.statement_seconds) * 1000);
    let pool = PgPoolOptions::new().max_connections(config.connections.max(2)).acquire_timeout(PATIENCE);
    // Said once a connection: poolers refuse it among the words with which one is opened.
    let pool = pool.after_connect(move |connection, _| {
        let settings = settings.clone();
        Box::pin(async move { connection.execute(sqlx::raw_sql(AssertSqlSafe(settings))).await.map(drop) })
    });
    pool.connect_with(options).await.map_err(|error| match error {
        sqlx::Error::Tls(why) => DbError::Open(format!("no TLS to PostgreSQL, which sslmode asks for: {why}")),
        other => other.into(),
    })
}

async fn open_sqlite(path: &Path) -> Result<Db, DbError> {
    let text = path.to_str().ok_or_else(|| DbError::Open("the path is not UTF-8".into()))?;
    private_file(path).map_err(|e| DbError::Open(format!("{text}: {e}")))?;
    let options = SqliteConnectOptions::from_str("sqlite://")?
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: a commit is on the disk before it is answered, also when the power goes.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        // What a statement of many lines keeps until it is whole, to take it back.
        .pragma("temp_store", "MEMORY")
        // Within a COMMIT only when nobody else did it: `writer/checkpoints.rs`. 256 MB.
        .pragma("wal_autocheckpoint", "64000");
    let cached = |kilobytes: u32| options.clone().pragma("cache_size", format!("-{kilobytes}"));
    let pool = |n| SqlitePoolOptions::new().max_connections(n).acquire_timeout(PATIENCE);
    let writer = Writer::open(&cached(WRITER_KB)).await?;
    let processors = std::thread::available_parallelism().map_or(1, |n| u32::try_from(n.get()).unwrap_or(1));
    let readers = pool((READERS_A_PROCESSOR * processors).clamp(MIN_READERS, MAX_READERS));
    let reader = readers.connect_with(cached(READER_KB).read_only(true)).await?;
    Ok(Db(Pools::Sqlite { writer, reader }))
}

/// Makes the file, and a folder that is not there, readable by its owner only, before SQLite makes it readable by all. Its
/// companions inherit that.
fn private_file(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        let mut make = std::fs::DirBuilder::new();
        make.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
        make.create(folder)?;
    }
    let mut open = std::fs::OpenOptions::new();
    open.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    open.open(path).map(drop)
}
