//! Who asks too much is told to wait, and nobody else is.

use protocol::error::{Advice, ErrorBody, ErrorCode};
use protocol::paths;
use reqwest::Method;
use server::config::{LimitConfig, Listen};

use crate::client::{Answer, Client};
use crate::world::{PASSWORD, World};

mod count;
mod redis;

crate::on_both_databases!(who_asks_now_and_then_is_never_written_down);

fn five(pick: impl FnOnce(&mut LimitConfig)) -> Listen {
    let mut listen = Listen { trust_proxy: true, ..Listen::default() };
    pick(&mut listen.limits);
    listen
}

async fn who_asks_now_and_then_is_never_written_down(world: World) {
    let mike = world.signed_in("mike").await;
    for _ in 0..30 {
        mike.pull_page(None, None).await.ok::<serde_json::Value>();
    }
    let written = world.app.db.all("SELECT bucket FROM limits", vec![]).await.unwrap();
    assert!(written.is_empty(), "{}", written.len());
}

#[track_caller]
fn must_wait(answer: &Answer, policy: &str) {
    assert_eq!(answer.error(429), ErrorCode::TooMany);
    let body: ErrorBody = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(body.advice, Advice::Wait);
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=12).contains(&wait), "a fifth of a minute gives one back: {wait}");
    assert!(answer.header("ratelimit").starts_with(&format!("\"{policy}\";r=0;t=")), "{}", answer.header("ratelimit"));
    assert_eq!(answer.header("ratelimit-policy"), format!("\"{policy}\";q=5;w=60"));
}

#[tokio::test]
async fn one_person_who_asks_too_much_waits_and_a_colleague_does_not() {
    let world = World::with(five(|limits| limits.user = 5), |_| {}).await;
    let (mike, dana) = (world.signed_in("mike").await, world.signed_in("dana").await);
    for nth in 1..=5 {
        let answer = mike.pull_page(None, None).await;
        assert!(answer.status.is_success());
        assert_eq!(answer.header("ratelimit-policy"), "\"user\";q=5;w=60");
        assert!(answer.header("ratelimit").starts_with(&format!("\"user\";r={};t=", 5 - nth)));
    }
    must_wait(&mike.pull_page(None, None).await, "user");
    must_wait(&mike.get(paths::PHONES).await, "user");
    assert!(dana.pull_page(None, None).await.status.is_success());
}

#[tokio::test]
async fn two_servers_count_one_person_together() {
    let Some(world) = World::on_postgres_with(five(|limits| limits.user = 5)).await else { return };
    let another = world.another(|_| {}).await;
    let here = world.signed_in("mike").await;
    let mut there = Client::new(&another.address);
    there.sign_in("mike", PASSWORD).await;
    for phone in [&here, &there, &there, &here, &there] {
        assert!(phone.pull_page(None, None).await.status.is_success());
    }
    must_wait(&here.pull_page(None, None).await, "user");
    must_wait(&there.pull_page(None, None).await, "user");
}

#[tokio::test]
async fn a_company_that_asks_too_much_waits_and_another_does_not() {
    let world = World::with(five(|limits| limits.company = 5), |_| {}).await;
    let (mike, dana, otto) =
        (world.signed_in("mike").await, world.signed_in("dana").await, world.signed_in("otto").await);
    for phone in [&mike, &dana, &mike, &dana, &mike] {
        assert!(phone.pull_page(None, None).await.status.is_success());
    }
    must_wait(&dana.pull_page(None, None).await, "company");
    assert!(otto.pull_page(None, None).await.status.is_success());
}

async fn from(world: &World, address: &str, path: &str, token: Option<&str>) -> Answer {
    let mut request = world.anybody().request(Method::GET, path).header("x-forwarded-for", address);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    Client::send(request).await
}

#[tokio::test]
async fn signing_in_is_counted_for_the_address_whatever_stands_in_the_head() {
    let world = World::with(five(|limits| limits.address = 5), |_| {}).await;
    let client = world.anybody();
    let body = serde_json::json!({"login": "mike", "password": "wrong", "device": client.device, "device_name": ""});
    let ask = async || {
        let request = client.request(Method::POST, paths::LOGIN).bearer_auth("v4.local.nonsense").json(&body);
        Client::send(request).await
    };
    for _ in 0..5 {
        assert_ne!(ask().await.status, 429);
    }
    must_wait(&ask().await, "address");
}

#[tokio::test]
async fn an_address_without_a_sign_in_waits_and_neither_another_nor_who_is_signed_in_there_does() {
    let world = World::with(five(|limits| limits.address = 5), |_| {}).await;
    std::fs::write(world.dist.join("index.html"), "<!doctype html>").unwrap();
    let mike = world.signed_in("mike").await;
    let (bad, worse) = ("203.0.113.7, 198.51.100.1", "203.0.113.8, 198.51.100.1");
    // With no token and with a false one; what the caller wrote before our proxy's word changes nothing.
    for (nth, address) in [bad, worse, bad, worse, bad].into_iter().enumerate() {
        let token = (nth % 2 == 0).then_some("v4.local.nonsense");
        assert_eq!(from(&world, address, paths::EVENTS, token).await.error(401), ErrorCode::SignInNeeded);
    }
    must_wait(&from(&world, bad, paths::EVENTS, None).await, "address");
    must_wait(&from(&world, bad, paths::EVENTS, Some("v4.local.nonsense")).await, "address");
    assert_eq!(from(&world, "198.51.100.2", paths::EVENTS, None).await.error(401), ErrorCode::SignInNeeded);
    let mikes = from(&world, bad, paths::PHONES, mike.token.as_deref()).await;
    assert!(mikes.status.is_success(), "an office has one address");
    assert!(from(&world, bad, "/", None).await.status.is_success(), "the app itself is not counted");
    assert!(from(&world, bad, paths::HEALTH_LIVE, None).await.status.is_success(), "nor who watches");
}

#[tokio::test]
async fn without_limits_there_are_none() {
    let world = World::with(five(|limits| *limits = LimitConfig { user: 0, address: 0, company: 0 }), |_| {}).await;
    let mike = world.signed_in("mike").await;
    for _ in 0..50 {
        let answer = mike.pull_page(None, None).await;
        assert!(answer.status.is_success() && answer.header("ratelimit").is_empty());
    }
}
