//! A count in Redis: a bucket is a hash that goes away when it has run empty, and one script takes from it.
//!
//! Redis may forget everything at any time and may go away: nothing is here that must not be lost.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, RedisError, RedisResult, Script};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{CountError, Taken, UNIT};
use crate::clock::{self, SECOND};

/// How long a connection and an answer may take: a phone waits for it.
const PATIENCE: Duration = Duration::from_millis(500);
/// For how long it is not asked again when it did not answer.
const AWAY: i64 = SECOND;

/// Redis, connected to when it is first asked.
pub struct Redis {
    client: Client,
    script: Script,
    /// What our buckets begin with: installations may share a Redis.
    prefix: String,
    line: Mutex<Option<MultiplexedConnection>>,
    away_until: AtomicI64,
}

impl Redis {
    /// The one at this address, `redis://…` or `rediss://…`.
    pub fn open(url: &str, name: Uuid) -> Result<Self, CountError> {
        // Of the TLS providers that the dependencies could use, the one that is built in.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            client: Client::open(url)?,
            script: Script::new(include_str!("take.lua")),
            prefix: format!("pem2:{name}:limits:"),
            line: Mutex::new(None),
            away_until: AtomicI64::new(0),
        })
    }

    /// Takes `requests` of the `limit` a minute of `bucket`, all or none.
    pub async fn take(&self, bucket: &str, requests: i64, limit: i64, now: i64) -> Result<Taken, CountError> {
        if clock::now() < self.away_until.load(Ordering::Relaxed) {
            return Err(CountError::Away);
        }
        match self.ask(bucket, requests, limit, now).await {
            Ok((true, used)) => Ok(Taken::granted(used, limit)),
            Ok((false, used)) => Ok(Taken::refused(used, requests, limit)),
            Err(error) => {
                // Each question would take all of its time.
                self.away_until.store(clock::now() + AWAY, Ordering::Relaxed);
                Err(error.into())
            }
        }
    }

    async fn ask(&self, bucket: &str, requests: i64, limit: i64, now: i64) -> RedisResult<(bool, i64)> {
        let mut asked = self.script.key(format!("{}{bucket}", self.prefix));
        asked.arg(requests * UNIT).arg(now).arg(limit).arg(limit * UNIT);
        let mut line = self.line().await?;
        match asked.invoke_async(&mut line).await {
            // The connection of before broke, as when Redis was restarted: a new one may serve.
            Err(error) if is_cut(&error) => {
                self.hang_up().await;
                asked.invoke_async(&mut self.line().await?).await
            }
            Err(error) => {
                self.hang_up().await;
                Err(error)
            }
            answered => answered,
        }
    }

    /// The connection, made when there is none. Whoever comes meanwhile waits for the same one.
    async fn line(&self) -> RedisResult<MultiplexedConnection> {
        let mut line = self.line.lock().await;
        if let Some(line) = &*line {
            return Ok(line.clone());
        }
        let config =
            AsyncConnectionConfig::new().set_connection_timeout(Some(PATIENCE)).set_response_timeout(Some(PATIENCE));
        let made = self.client.get_multiplexed_async_connection_with_config(&config).await?;
        Ok(line.insert(made).clone())
    }

    async fn hang_up(&self) {
        *self.line.lock().await = None;
    }

    /// Whether it answers.
    pub async fn answers(&self) -> Result<(), CountError> {
        let ping = async || -> RedisResult<()> { redis::cmd("PING").query_async(&mut self.line().await?).await };
        match ping().await {
            Ok(()) => Ok(()),
            Err(_) => {
                self.hang_up().await;
                Ok(ping().await?)
            }
        }
    }
}

fn is_cut(error: &RedisError) -> bool {
    error.is_connection_dropped() || error.is_io_error() && !error.is_timeout()
}
