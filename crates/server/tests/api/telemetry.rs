//! What those hear who watch from elsewhere: that something failed and where, never what was entered.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;
use domain::Entity;
use protocol::error::ErrorBody;
use protocol::paths;
use reqwest::Method;
use serde_json::json;
use server::app::App;
use server::config::{Config, Listen, WatchConfig};
use tokio::sync::watch;
use uuid::Uuid;

use crate::client::create;
use crate::rig::free_port;
use crate::world::{World, until};

type Heard = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// Stands for a Sentry and a collector: keeps what it is sent.
struct Listener {
    address: String,
    heard: Heard,
}

impl Listener {
    async fn start() -> Self {
        let heard = Heard::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let router = Router::new().fallback(keep).with_state(Arc::clone(&heard));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, heard }
    }

    fn watch(&self) -> WatchConfig {
        WatchConfig {
            sentry_dsn: Some(format!("http://public@{}/42", self.address)),
            otlp_endpoint: Some(format!("http://{}", self.address)),
            ..WatchConfig::default()
        }
    }

    /// All that came to this path, when it has this word in it.
    async fn with(&self, path: &str, word: &str) -> String {
        until(async || {
            let heard = self.heard.lock().unwrap();
            let texts = heard.iter().filter(|(at, _)| at == path).map(|(_, body)| String::from_utf8_lossy(body));
            let text = texts.collect::<Vec<_>>().join("\n");
            text.contains(word).then_some(text)
        })
        .await
    }
}

async fn keep(State(heard): State<Heard>, uri: Uri, body: Bytes) {
    heard.lock().unwrap().push((uri.path().to_owned(), body.to_vec()));
}

const EVENTS: &str = "/api/42/envelope/";
const SPANS: &str = "/v1/traces";

#[tokio::test]
async fn a_failure_on_sqlite_is_told_and_nothing_that_was_entered() {
    let listener = Listener::start().await;
    let world = World::with(Listen { watch: listener.watch(), ..Listen::default() }, |_| {}).await;
    where_it_failed_is_told_and_nothing_that_was_entered(&world, &listener).await;
}

#[tokio::test]
async fn a_failure_on_postgres_is_told_and_nothing_that_was_entered() {
    let listener = Listener::start().await;
    let listen = Listen { watch: listener.watch(), ..Listen::default() };
    let Some(world) = World::on_postgres_with(listen).await else { return };
    where_it_failed_is_told_and_nothing_that_was_entered(&world, &listener).await;
}

/// As a disk may lose it.
async fn lose(world: &World, table: &str) {
    let sql = format!("ALTER TABLE {table} RENAME TO lost_{table}");
    world.app.db.execute(sqlx::AssertSqlSafe(sql), vec![]).await.unwrap();
}

async fn where_it_failed_is_told_and_nothing_that_was_entered(world: &World, listener: &Listener) {
    let mut mike = world.signed_in("mike").await;
    let nobody = Uuid::new_v4();
    mike.get(&format!("/photos/{nobody}/original?why=curious")).await.error(404);
    lose(world, "mutation_results").await;
    let customer = Uuid::new_v4();
    let entered = create(Entity::Customer, customer, json!({"name": "Eleanor Whitfield", "notes": "gate code 4711"}));
    let mutation = mike.mutation(&entered);
    let failed = mike.push_mutations(vec![mutation]).await;
    let push: ErrorBody = serde_json::from_slice(&failed.body).unwrap();
    assert_eq!(failed.status, 500);
    lose(world, "accounts").await;
    let failed = world.anybody().log_in("somebody-secret", "a password nobody may read").await;
    let login: ErrorBody = serde_json::from_slice(&failed.body).unwrap();
    assert_eq!(failed.status, 500);

    let company = world.ours.to_string();
    let events = listener.with(EVENTS, &login.request_id).await;
    for told in [&push.request_id, "POST /sync/push", "POST /auth/login", &company, "database failed at", "src/"] {
        assert!(events.contains(told), "{told} is not in\n{events}");
    }
    let spans = listener.with(SPANS, "/photos/{photo}/{rendition}").await;
    for told in [&push.request_id, &login.request_id, "/sync/push", &company, "http.response.status_code", "pem2"] {
        assert!(spans.contains(told), "{told} is not in\n{spans}");
    }
    let secrets = [
        mike.token.clone().unwrap(),
        customer.to_string(),
        nobody.to_string(),
        mike.device.to_string(),
        world.address.clone(),
    ];
    let texts = ["Eleanor", "4711", "a password", "somebody-secret", "curious", "mike", "lost", "INSERT", "SELECT"];
    for secret in secrets.iter().map(String::as_str).chain(texts) {
        for (what, text) in [("events", &events), ("spans", &spans)] {
            assert!(!text.contains(secret), "{secret} is in the {what}\n{text}");
        }
    }
}

#[tokio::test]
async fn what_goes_well_is_no_failure_and_who_watches_is_no_span() {
    let listener = Listener::start().await;
    let world = World::with(Listen { watch: listener.watch(), ..Listen::default() }, |_| {}).await;
    world.anybody().get(paths::HEALTH_READY).await;
    let mike = world.signed_in("mike").await;
    mike.pull_page(None, None).await.ok::<serde_json::Value>();
    world.anybody().log_in("mike", "wrong").await.error(401);
    let spans = listener.with(SPANS, "POST /sync/pull").await;
    assert!(spans.contains("/auth/login") && !spans.contains("/health"), "{spans}");
    assert!(listener.heard.lock().unwrap().iter().all(|(path, _)| path != EVENTS), "nothing failed");
}

#[tokio::test]
async fn nobody_waits_for_a_collector_that_is_away_not_even_the_end_of_the_server() {
    let away = format!("127.0.0.1:{}", free_port());
    let watch = WatchConfig {
        sentry_dsn: Some(format!("http://public@{away}/42")),
        otlp_endpoint: Some(format!("http://{away}/")),
        ..WatchConfig::default()
    };
    let world = World::with(Listen { watch, ..Listen::default() }, |_| {}).await;
    let mike = world.signed_in("mike").await;
    world.app.db.execute("ALTER TABLE mutation_results RENAME TO gone", vec![]).await.unwrap();
    let started = Instant::now();
    for _ in 0..20 {
        let push = json!({"schema": 1, "device": mike.device, "mutations": [{"nonsense": true}]});
        mike.request(Method::POST, paths::PUSH).json(&push).send().await.unwrap();
    }
    let app = Arc::clone(&world.app);
    tokio::task::spawn_blocking(move || app.telemetry.close()).await.unwrap();
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
}

#[tokio::test]
async fn an_address_that_is_none_is_said_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let watch = |dsn: Option<&str>, otlp: Option<&str>| WatchConfig {
        sentry_dsn: dsn.map(str::to_owned),
        otlp_endpoint: otlp.map(str::to_owned),
        ..WatchConfig::default()
    };
    for (watch, named) in [
        (watch(Some("secret-key@nowhere"), None), "SENTRY_DSN"),
        (watch(None, Some("http://no where")), "OTEL_EXPORTER_OTLP_ENDPOINT"),
    ] {
        let (_stop, stopping) = watch::channel(false);
        let config = Config::in_folder(folder.path());
        let started = App::start(&config, Listen { watch, ..Listen::default() }, stopping).await;
        let Err(error) = started else { panic!("it started") };
        let words = format!("{error}");
        assert!(words.contains(named) && !words.contains("secret-key"), "{words}");
    }
}
