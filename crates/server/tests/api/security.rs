//! What every answer carries, and what other sites' pages cannot do.

use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::json;

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
