//! What every answer carries, and what other sites' pages cannot do.

use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::json;

use std::time::{Duration, Instant};

use reqwest::Method;
use server::config::{Listen, SecureCookies};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::client::Client;
use crate::world::World;

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let world = World::on_sqlite().await;
    std::fs::write(world.dist.join("index.html"), "<!doctype html>").unwrap();
    for path in ["/", paths::HEALTH, paths::EVENTS, "/auth/nothing", "/missing.js"] {
        let answer = world.anybody().get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval'") && !policy.contains("unsafe-inline"),
            "{path}: {policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("object-src 'none'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(answer.header("permissions-policy").contains("camera=(self)"), "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn a_writing_request_without_the_apps_own_header_is_refused() {
    let world = World::on_sqlite().await;
    let http = reqwest::Client::new();
    for path in [paths::LOGIN, paths::REFRESH, paths::LOGOUT, paths::PUSH, paths::BLOBS, paths::USERS] {
        let request = http.post(format!("{}{path}", world.address)).json(&json!({}));
        assert_eq!(Client::send(request).await.error(403), ErrorCode::Forbidden, "{path}");
    }
}

#[tokio::test]
async fn nonsense_is_answered_in_the_words_of_the_protocol() {
    let world = World::on_sqlite().await;
    let client = world.anybody();
    let answer = Client::send(client.request(reqwest::Method::POST, paths::LOGIN).body("{")).await;
    assert_eq!(answer.error(400), ErrorCode::BadRequest);
    assert_eq!(client.get("/sync/nothing").await.error(404), ErrorCode::NotFound);
    assert_eq!(client.get(paths::LOGIN).await.error(400), ErrorCode::BadRequest);
}

#[tokio::test]
async fn a_forged_access_token_is_nothing() {
    let world = World::on_sqlite().await;
    let mut mike = world.signed_in("mike").await;
    mike.token = mike.token.map(|t| t.replace("v4.local.A", "v4.local.B").chars().rev().collect());
    assert_eq!(mike.pull_page(None, None).await.error(401), ErrorCode::SignInNeeded);
}

const STRICT: &str = "strict-transport-security";

#[tokio::test]
async fn browsers_are_told_to_keep_to_tls_where_it_is_and_nowhere_else() {
    let health = |world: &World, proto: &str| {
        let request = world.anybody().request(Method::GET, paths::HEALTH_LIVE).header("x-forwarded-proto", proto);
        Client::send(request)
    };
    let behind_a_proxy = World::with(Listen { trust_proxy: true, ..Listen::default() }, |_| {}).await;
    assert_eq!(health(&behind_a_proxy, "https").await.header(STRICT), "max-age=63072000");
    assert_eq!(health(&behind_a_proxy, "http").await.header(STRICT), "");
    let always = Listen { secure_cookies: SecureCookies::Always, ..Listen::default() };
    let always = World::with(always, |_| {}).await;
    assert_eq!(health(&always, "http").await.header(STRICT), "max-age=63072000");
    let open = World::on_sqlite().await;
    assert_eq!(health(&open, "https").await.header(STRICT), "", "nobody else's word counts");
}

#[tokio::test]
async fn another_sites_page_is_not_given_leave() {
    let world = World::on_sqlite().await;
    for path in [paths::PUSH, paths::LOGIN, paths::HEALTH, "/admin/anything"] {
        let asked = reqwest::Client::new()
            .request(Method::OPTIONS, format!("{}{path}", world.address))
            .header("origin", "https://elsewhere.example")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", paths::CLIENT_HEADER);
        let answer = Client::send(asked).await;
        let leave = answer.headers.keys().find(|name| name.as_str().starts_with("access-control"));
        assert!(leave.is_none(), "{path}: {leave:?}");
        let plain = world.anybody().request(Method::GET, path).header("origin", "https://elsewhere.example");
        let answer = Client::send(plain).await;
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{path}");
    }
}

#[tokio::test]
async fn no_answer_of_the_server_itself_is_kept_by_anybody() {
    let world = World::on_sqlite().await;
    let mut dana = world.anybody();
    let signed_in = dana.log_in("dana", crate::world::PASSWORD).await;
    dana.take(&signed_in);
    let no_store = |what: &str, answer: &crate::client::Answer| {
        assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    };
    no_store("login", &signed_in);
    no_store("pull", &dana.pull_page(None, None).await);
    no_store("packed pull", &dana.pull_packs(10).await);
    no_store("push", &dana.push_mutations(vec![]).await);
    no_store("refused", &world.anybody().pull_page(None, None).await);
    no_store("announce", &dana.post(paths::BLOBS, &crate::uploads::announce_of(b"x")).await);
    no_store("wrong method", &dana.get(paths::LOGIN).await);
    no_store("log-out", &dana.post(paths::LOGOUT, &json!({})).await);
    let paths =
        [paths::PHONES, paths::HEALTH, paths::HEALTH_LIVE, paths::HEALTH_READY, paths::METRICS, "/sync/nothing"];
    for path in paths {
        no_store(path, &dana.get(path).await);
    }
    let hints = dana.request(Method::GET, paths::EVENTS).send().await.unwrap();
    assert!(["no-store", "no-cache"].contains(&hints.headers()["cache-control"].to_str().unwrap()));
}

#[tokio::test]
async fn what_is_too_large_is_refused_and_who_does_not_finish_is_not_waited_for() {
    let listen = Listen { patience_seconds: 1, ..Listen::default() };
    let world = World::with(listen, |_| {}).await;
    let large = world.anybody().request(Method::POST, paths::LOGIN).body(vec![b' '; 70 * 1024]);
    assert_eq!(Client::send(large).await.error(413), ErrorCode::TooLarge);

    let started = Instant::now();
    let mut line = tokio::net::TcpStream::connect(world.address.trim_start_matches("http://")).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\n{}: 1\r\ncontent-length: 1000\r\n\r\n{{",
        paths::LOGIN,
        paths::CLIENT_HEADER
    );
    line.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 12];
    line.read_exact(&mut answer).await.unwrap();
    assert_eq!(String::from_utf8(answer).unwrap(), "HTTP/1.1 503");
    assert!(started.elapsed() < Duration::from_secs(10));
}
