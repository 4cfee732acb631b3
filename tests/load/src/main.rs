//! The server under load, on SQLite and on PostgreSQL, beside FastAPI on the same PostgreSQL: `cargo xtask bench server`.
//! And beside ten million rows of other companies: `cargo xtask bench growth`. And what its document promises:
//! `cargo xtask contract`.
//!
//! Single requests by the thousand come from wrk, a working morning of many people from goose. Generator, server and
//! database share the machine.

mod contract;
mod failure;
mod growth;
mod morning;
mod ours;
mod peer;
mod plans;
mod plot;
mod process;
mod table;
mod wrk;

use failure::Failure;
use ours::Engine;
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Failure> {
    match std::env::args().nth(1).as_deref() {
        Some("growth") => return growth::run(),
        Some("contract") => return contract::run(),
        _ => {}
    }
    let mut file = serde_json::Map::new();
    let peer = peer::measure()?;
    table::peer(&peer);
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let ours = ours::measure(engine).await?;
        table::ours(engine, &ours, &peer);
        file.insert(engine.name().to_owned(), numbers(&ours, &peer));
    }
    file.insert(
        "fastapi".to_owned(),
        json!({
            "lists_per_s": peer.lists_200.per_s, "creates_per_s": peer.creates_200.per_s, "rss_mib": peer.rss_mib,
            "lists_p95_ms": peer.lists_200.p95_ms, "creates_p95_ms": peer.creates_200.p95_ms,
            "lists_per_s_at_50": peer.lists_50.per_s, "creates_per_s_at_50": peer.creates_50.per_s,
        }),
    );
    table::write("server", &Value::Object(file))
}

fn numbers(ours: &ours::Numbers, peer: &peer::Numbers) -> Value {
    json!({
        "lists_per_s": ours.lists_200.per_s,
        "creates_per_s": ours.creates_200.per_s,
        "lists_p95_ms": ours.lists_200.p95_ms,
        "creates_p95_ms": ours.creates_200.p95_ms,
        "lists_per_s_at_50": ours.lists_50.per_s,
        "creates_per_s_at_50": ours.creates_50.per_s,
        "ratio_lists_to_fastapi": ours.lists_200.per_s / peer.lists_200.per_s,
        "ratio_creates_to_fastapi": ours.creates_200.per_s / peer.creates_200.per_s,
        "p95_200_ms": ours.morning_200.p95_ms,
        "p95_1000_ms": ours.morning_1000.p95_ms,
        "requests_200_per_s": ours.morning_200.per_s,
        "requests_1000_per_s": ours.morning_1000.per_s,
        "errors": ours.errors(),
        "rss_mib": ours.rss_mib,
        "rss_at_last_mib": ours.rss_at_last_mib,
        "idle_pull_p95_ms": ours.idle_pull.p95_ms,
        "ready_ms": ours.ready_ms,
        "logins_per_s": ours.storm.per_s,
        "pull_in_login_storm_p95_ms": ours.pull_in_storm.p95_ms,
    })
}
