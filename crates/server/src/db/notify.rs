//! LISTEN and NOTIFY of PostgreSQL: short words from one server to all that share the database. SQLite has neither.

use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgListener, PgPoolOptions};

use super::pools::PATIENCE;
use super::{Db, DbError, Value, values};

/// How many go in one statement.
const AT_ONCE: usize = 500;

/// A connection that listens.
pub struct Listener(PgListener);

/// What a listener hears.
pub enum Heard {
    /// These words.
    Words(String),
    /// The connection is gone, and with it what was said meanwhile: listen anew.
    Lost,
}

/// Says all of `words` on a channel.
pub async fn send(db: &Db, channel: &str, words: &[String]) -> Result<(), DbError> {
    for words in words.chunks(AT_ONCE) {
        let places: Vec<String> = (0..words.len()).map(|n| format!("(${})", n + 2)).collect();
        let sql = format!("SELECT pg_notify($1, said.words) FROM (VALUES {}) AS said (words)", places.join(", "));
        let mut values = values![channel];
        values.extend(words.iter().map(Value::from));
        db.execute(AssertSqlSafe(sql), values).await?;
    }
    Ok(())
}

/// Listens to a channel, on a connection of its own beside the pool.
pub async fn listen(db: &Db, channel: &str) -> Result<Listener, DbError> {
    let options = db.postgres_options().ok_or_else(|| DbError::Open("only PostgreSQL can listen".into()))?;
    let pool = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None).acquire_timeout(PATIENCE);
    let mut listener = PgListener::connect_with(&pool.connect_with(options).await?).await?;
    listener.listen(channel).await?;
    Ok(Listener(listener))
}

impl Listener {
    /// Waits for the next words.
    pub async fn next(&mut self) -> Heard {
        match self.0.try_recv().await {
            Ok(Some(heard)) => Heard::Words(heard.payload().to_owned()),
            Ok(None) => Heard::Lost,
            Err(error) => {
                tracing::warn!(%error, "listening to the database");
                Heard::Lost
            }
        }
    }
}
