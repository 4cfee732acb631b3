//! Limits that servers share in Redis, and what becomes of them when it goes away.

use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use protocol::error::ErrorCode;
use protocol::paths;
use reqwest::Method;
use serde_json::{Value, json};
use server::app::App;
use server::config::{Listen, WatchConfig};
use tokio::sync::watch;

use super::{five, must_wait};
use crate::client::Client;
use crate::rig::free_port;
use crate::world::{PASSWORD, World, redis, until};

/// A Redis of our own, that can be killed.
struct Server {
    port: u16,
    process: Child,
}

impl Server {
    fn start() -> Option<Self> {
        let port = free_port();
        Some(Self { port, process: run(port)? })
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// SIGKILL.
    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Up again at the same address. It has forgotten everything.
    fn again(&mut self) {
        self.process = run(self.port).unwrap();
    }
}

/// `None` where the program is not installed.
fn run(port: u16) -> Option<Child> {
    let mut command = Command::new("redis-server");
    command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
    let child = command.stdout(Stdio::null()).spawn().ok()?;
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(started.elapsed() < Duration::from_secs(20), "redis-server does not answer");
        std::thread::sleep(Duration::from_millis(20));
    }
    Some(child)
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn on(url: &str) -> Listen {
    let watch = WatchConfig { metrics_token: Some("token".into()), ..WatchConfig::default() };
    Listen { redis_url: Some(url.into()), watch, ..five(|limits| limits.user = 5) }
}

async fn health(world: &World, path: &str) -> (u16, Value) {
    let answer = world.anybody().get(path).await;
    (answer.status.as_u16(), serde_json::from_slice(&answer.body).unwrap())
}

async fn errors(world: &World) -> u64 {
    let answer = Client::send(world.anybody().request(Method::GET, paths::METRICS).bearer_auth("token")).await;
    let text = String::from_utf8(answer.body).unwrap();
    let value = text.lines().find_map(|line| line.strip_prefix("pem2_limit_store_errors_total "));
    value.unwrap_or_else(|| panic!("{text}")).parse().unwrap()
}

#[tokio::test]
async fn two_servers_count_one_person_together_and_the_database_hears_nothing_of_it() {
    let Some(url) = redis() else { return };
    let Some(world) = World::on_postgres_with(on(&url)).await else { return };
    let another = world.another(|_| {}).await;
    let here = world.signed_in("mike").await;
    let mut there = Client::new(&another.address);
    there.sign_in("mike", PASSWORD).await;
    for phone in [&here, &there, &there, &here, &there] {
        assert!(phone.pull_page(None, None).await.status.is_success());
    }
    must_wait(&here.pull_page(None, None).await, "user");
    must_wait(&there.pull_page(None, None).await, "user");
    assert!(world.app.db.all("SELECT bucket FROM limits", vec![]).await.unwrap().is_empty());
    let (status, health) = health(&world, paths::HEALTH).await;
    assert_eq!((status, &health["limits"]), (200, &json!({"ok": true, "kind": "redis"})));
    assert_eq!(errors(&world).await, 0);
}

#[tokio::test]
async fn without_redis_the_server_goes_on_says_so_and_counts_for_itself() {
    let Some(mut server) = Server::start() else { return };
    let world = World::with(on(&server.url()), |_| {}).await;
    let (mike, dana) = (world.signed_in("mike").await, world.signed_in("dana").await);
    assert!(mike.pull_page(None, None).await.status.is_success());
    server.kill();
    // Nobody is refused for what Redis knew, nobody waits long, and there is still a limit.
    for _ in 0..5 {
        let started = Instant::now();
        assert!(dana.pull_page(None, None).await.status.is_success());
        assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
    }
    must_wait(&dana.pull_page(None, None).await, "user");
    assert!(errors(&world).await > 0);
    let (status, words) = health(&world, paths::HEALTH).await;
    assert_eq!((status, &words["limits"]), (503, &json!({"ok": false, "kind": "redis"})));
    let (status, words) = health(&world, paths::HEALTH_READY).await;
    assert_eq!((status, &words["well"], &words["limits"]["ok"]), (200, &json!(false), &json!(false)));

    server.again();
    until(async || (health(&world, paths::HEALTH).await.0 == 200).then_some(())).await;
    // It is asked again, and has forgotten: a phone that asks on is served, and nothing new goes wrong.
    until(async || {
        let before = errors(&world).await;
        let served = mike.pull_page(None, None).await.status.is_success();
        (served && errors(&world).await == before).then_some(())
    })
    .await;
}

#[tokio::test]
async fn bad_sign_ins_are_counted_whatever_becomes_of_redis() {
    let Some(mut server) = Server::start() else { return };
    let world = World::with(on(&server.url()), |_| {}).await;
    let client = world.anybody();
    for nth in 0..5 {
        match nth {
            2 => server.kill(),
            // Up again, and it knows of nothing.
            4 => server.again(),
            _ => {}
        }
        assert_eq!(client.log_in("mike", "wrong").await.error(401), ErrorCode::BadCredentials);
    }
    assert_eq!(client.log_in("mike", PASSWORD).await.error(429), ErrorCode::TooMany);
    server.kill();
    assert_eq!(client.log_in("mike", PASSWORD).await.error(429), ErrorCode::TooMany);
}

#[tokio::test]
async fn a_redis_that_never_answers_does_not_hold_up_who_asks() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("redis://{}", silent.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((connection, _)) = silent.accept().await {
            held.push(connection);
        }
    });
    let world = World::with(on(&url), |_| {}).await;
    let mike = world.signed_in("mike").await;
    let started = Instant::now();
    assert!(mike.pull_page(None, None).await.status.is_success());
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(health(&world, paths::HEALTH_READY).await.0, 200);
}

#[tokio::test]
async fn an_address_that_is_none_is_said_at_the_start_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let config = server::config::Config::in_folder(folder.path());
    let (_stop, stopping) = watch::channel(false);
    let started = App::start(&config, on("redis//:secret-word@nowhere"), stopping).await;
    let Err(error) = started else { panic!("it started") };
    let words = format!("{error} {error:?}");
    assert!(words.contains("REDIS_URL") && !words.contains("secret-word"), "{words}");
}
