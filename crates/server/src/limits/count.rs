//! Where requests are counted for everybody together: in the database that servers share, or in Redis when `REDIS_URL`
//! names one. All of them answer alike (`tests/api/limits/count.rs`); which one it is, nobody above has to know.
//!
//! A request is [`UNIT`] units. A limit of N a minute lets N units run off every millisecond, and holds N requests.

mod memory;
mod redis;

use uuid::Uuid;

pub use memory::Memory;
pub use redis::Redis;

use crate::db::{self, Db, DbError};

/// Units of a request: milliseconds of a minute, so that what runs off in one is a whole number.
pub const UNIT: i64 = 60_000;

/// What became of the wish for some requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// They may be made; so many more are left to everybody.
    Granted {
        /// In requests.
        left: i64,
    },
    /// Not before so many milliseconds.
    Refused {
        /// In milliseconds.
        wait: i64,
    },
}

impl Taken {
    /// Taken, with `used` units in the bucket now.
    pub(crate) const fn granted(used: i64, limit: i64) -> Self {
        Self::Granted { left: (limit * UNIT - used) / UNIT }
    }

    /// Not taken, with `used` units in the bucket.
    pub(crate) fn refused(used: i64, requests: i64, limit: i64) -> Self {
        Self::Refused { wait: ((used + (requests - limit) * UNIT) / limit.max(1)).max(0) + 1 }
    }
}

/// Why nobody could tell.
#[derive(Debug, thiserror::Error)]
pub enum CountError {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Redis.
    #[error("Redis: {0}")]
    Redis(#[from] ::redis::RedisError),
    /// It did not answer a moment ago, and is not asked again so soon.
    #[error("Redis did not answer a moment ago")]
    Away,
}

/// A count.
pub enum Count {
    /// In this process: of one server.
    Memory(Memory),
    /// In the database.
    Database(Db),
    /// In Redis.
    Redis(Box<Redis>),
}

impl Count {
    /// In Redis where its address is given, else in the database. `name` is that of the database: servers with the same
    /// one count together. Redis is not asked yet.
    pub fn open(redis_url: Option<&str>, db: &Db, name: Uuid) -> Result<Self, CountError> {
        match redis_url {
            Some(url) => Ok(Self::Redis(Box::new(Redis::open(url, name)?))),
            None => Ok(Self::Database(db.clone())),
        }
    }

    /// Takes `requests` of the `limit` a minute of `bucket`, all or none. Nobody else can take the same.
    pub async fn take(&self, bucket: &str, requests: i64, limit: i64, now: i64) -> Result<Taken, CountError> {
        match self {
            Self::Memory(memory) => Ok(memory.take(bucket, requests, limit, now)),
            Self::Database(db) => Ok(db::limits::take(db, bucket, requests, limit, now).await?),
            Self::Redis(redis) => redis.take(bucket, requests, limit, now).await,
        }
    }

    /// Its sort, for `/health`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Memory(_) => "memory",
            Self::Database(_) => "database",
            Self::Redis(_) => "redis",
        }
    }

    /// Whether it answers, where that is not seen anyway: the database is asked by whoever asks this.
    pub async fn answers(&self) -> Result<(), CountError> {
        match self {
            Self::Memory(_) | Self::Database(_) => Ok(()),
            Self::Redis(redis) => redis.answers().await,
        }
    }
}
