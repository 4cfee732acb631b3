//! Waiting for something to become true. Nothing here, and no test, sleeps for a time that somebody guessed.

use std::time::{Duration, Instant};

use crate::Failure;

/// How long anything may take. Far above what it takes: two browsers may share two cores with a compiler.
const PATIENCE: Duration = Duration::from_secs(45);
/// How often it is looked at.
const INTERVAL: Duration = Duration::from_millis(40);

/// Looks until there is something, and answers it. What passes by itself counts as nothing.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Result<Option<T>, Failure>) -> Result<T, Failure> {
    within(PATIENCE, what, look).await
}

/// The same, with a deadline of its own.
pub async fn within<T>(
    patience: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Option<T>, Failure>,
) -> Result<T, Failure> {
    let start = Instant::now();
    loop {
        let seen = match look().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => String::new(),
            Err(failure) if failure.may_pass() => format!(": {}", brief(&failure)),
            Err(failure) => return Err(failure),
        };
        if start.elapsed() > patience {
            return Err(Failure::Waited { what: what.to_owned(), seconds: patience.as_secs(), seen });
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

/// What a driver said, without the addresses inside of it.
fn brief(failure: &Failure) -> String {
    let words = failure.to_string();
    let head = words.split("Stacktrace").next().unwrap_or_default();
    head.split_whitespace().collect::<Vec<_>>().join(" ")
}
