//! Hints between servers that share a PostgreSQL, by LISTEN and NOTIFY. SQLite has one server.
//!
//! One statement is under way at a time and carries the newest number of every company that waited for it: a busy company
//! costs no more than a quiet one, and no commit of a push waits for it (NOTIFY in a transaction makes commits take turns).
//! A pooler that hands connections from statement to statement does not carry LISTEN: phones then hear of what was written
//! through another server when they ask, as they do without any hint.

use std::sync::Arc;
use std::time::Duration;

use domain::ids::CompanyId;
use sync::server::ServerStore;
use uuid::Uuid;

use super::Hints;
use crate::app::App;
use crate::db::Kind;
use crate::db::notify::{self, Heard, Listener};

/// The channel. The name of the company tells installations in one database apart.
const CHANNEL: &str = "pem2_hints";
/// How long to wait before the first and between later tries to reach the database again.
const BACKOFF: [Duration; 5] = [
    Duration::from_millis(100),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(15),
];

/// Tells other servers and hears from them, until the server stops.
pub async fn run(app: Arc<App>) {
    if app.db.kind() == Kind::Sqlite {
        return;
    }
    let mut stopping = app.stopping.clone();
    tokio::select! {
        () = tell(&app) => {}
        () = hear(&app) => {}
        _ = stopping.wait_for(|stop| *stop) => {}
    }
}

/// Tells what was not told yet: a server that stops does so last.
pub async fn flush(app: &App) {
    let outgoing: Vec<String> = app.hints.take_outgoing().iter().map(|hint| written(app.hints.name, hint)).collect();
    if let Err(error) = notify::send(&app.db, CHANNEL, &outgoing).await {
        // Nobody waits for a hint: phones ask anyway.
        tracing::warn!(%error, hints = outgoing.len(), "other servers were not told");
    }
}

async fn tell(app: &App) {
    loop {
        app.hints.waiting.notified().await;
        flush(app).await;
    }
}

async fn hear(app: &App) {
    let mut tries = 0;
    loop {
        match notify::listen(&app.db, CHANNEL).await {
            Ok(mut listener) => {
                tries = 0;
                // What was said while nobody listened.
                tell_heads(app).await;
                follow(&app.hints, &mut listener).await;
            }
            Err(error) => tracing::warn!(%error, "other servers are not heard"),
        }
        let wait = BACKOFF.get(tries).or(BACKOFF.last()).copied().unwrap_or_default();
        tries += 1;
        tokio::time::sleep(wait).await;
    }
}

/// Passes on what is heard, until the connection is lost.
async fn follow(hints: &Hints, listener: &mut Listener) {
    while let Heard::Words(words) = listener.next().await {
        match read(&words) {
            Some((server, company, seq)) if server != hints.name => hints.tell_here(company, seq),
            _ => {}
        }
    }
}

async fn tell_heads(app: &App) {
    for company in app.hints.listened() {
        if let Ok(seq) = app.store.head(company).await {
            app.hints.tell_here(company, seq);
        }
    }
}

fn written(server: Uuid, (company, seq): (&CompanyId, &u64)) -> String {
    format!("{} {company} {seq}", server.simple())
}

fn read(words: &str) -> Option<(Uuid, CompanyId, u64)> {
    let mut words = words.split(' ');
    let (server, company, seq) =
        (words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next().is_none().then_some((server, CompanyId(company), seq))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_read_as_it_was_written_and_nonsense_is_nothing() {
        let (server, company) = (Uuid::from_u128(7), CompanyId(Uuid::from_u128(8)));
        let words = written(server, (&company, &9));
        assert_eq!(read(&words), Some((server, company, 9)));
        for other in ["", "a b c", &words[1..], &format!("{words} 1"), &words.replace(" 9", " -9")] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
