//! Tokens: who makes them, what they may do, and how they end.

use domain::Entity;
use protocol::error::ErrorCode;
use reqwest::Method;
use serde_json::{Value, json};
use server::auth::api_token::{SCOPES, Scope};
use server::owner::wire::ApiTokenList;

use super::Program;
use crate::client::{Client, set};
use crate::world::{World, user_id};

crate::on_both_databases!(
    only_admins_make_tokens_and_they_are_kept_as_hashes,
    a_scope_opens_what_it_says_and_nothing_else,
    a_revoked_token_is_refused_at_once,
    a_token_dies_with_its_maker,
    the_token_of_somebody_locked_is_refused,
    a_token_opens_nothing_that_phones_use,
    use_is_noted_to_the_minute,
);

async fn only_admins_make_tokens_and_they_are_kept_as_hashes(world: World) {
    let new = json!({"name": "Billing", "scopes": ["read"]});
    for login in ["dana", "mike"] {
        let client = world.signed_in(login).await;
        assert_eq!(client.post("/admin/api-tokens", &new).await.error(403), ErrorCode::Forbidden);
        assert_eq!(client.get("/admin/api-tokens").await.error(403), ErrorCode::Forbidden);
    }
    let program = Program::of(&world, "olivia", &[Scope::Read]).await;
    assert!(program.made.token.starts_with("pem2_"));
    let olivia = world.signed_in("olivia").await;
    let answer = olivia.get("/admin/api-tokens").await;
    assert!(!String::from_utf8_lossy(&answer.body).contains(&program.made.token), "it is shown once");
    let list: ApiTokenList = answer.ok();
    assert_eq!((list.tokens.len(), list.tokens[0].name.as_str()), (1, "Billing"));
    let stored = world.app.db.all("SELECT token_hash, name FROM api_tokens", vec![]).await.unwrap();
    assert_ne!(stored[0].text("token_hash").unwrap(), program.made.token);
    let lines =
        world.app.db.all("SELECT event, detail FROM audit WHERE event = 'api_token_made'", vec![]).await.unwrap();
    assert_eq!(lines.len(), 1);
    assert!(!lines[0].text("detail").unwrap().contains(&program.made.token));
    for wrong in [json!({"name": " ", "scopes": ["read"]}), json!({"name": "x", "scopes": []}), json!({"name": "x"})] {
        assert_eq!(olivia.post("/admin/api-tokens", &wrong).await.error(400), ErrorCode::BadRequest);
    }
    // Nobody makes a token with a token.
    assert_eq!(program.write(Method::POST, "/admin/api-tokens", &new).await.error(401), ErrorCode::SignInNeeded);
}

async fn a_scope_opens_what_it_says_and_nothing_else(world: World) {
    let customer = json!({"name": "Eleanor Whitfield"});
    for scope in SCOPES {
        let program = Program::of(&world, "olivia", &[scope]).await;
        let read = program.get("/api/v1/customers").await;
        assert_eq!(read.status.is_success(), scope == Scope::Read, "{scope:?}");
        let written = program.write(Method::POST, "/api/v1/customers", &customer).await;
        assert_eq!(written.status.is_success(), scope == Scope::Write, "{scope:?}");
    }
    let none = world.anybody();
    assert_eq!(none.get("/api/v1/customers").await.error(401), ErrorCode::SignInNeeded);
    assert!(world.signed_in("olivia").await.get("/api/v1/customers").await.status.is_success(), "an admin in person");
    assert_eq!(world.signed_in("dana").await.get("/api/v1/customers").await.error(403), ErrorCode::Forbidden);
}

async fn a_revoked_token_is_refused_at_once(world: World) {
    let program = Program::of(&world, "olivia", &[Scope::Read]).await;
    assert!(program.get("/api/v1/items").await.status.is_success());
    let olivia = world.signed_in("olivia").await;
    let path = format!("/admin/api-tokens/{}", program.made.info.id);
    let otto = world.signed_in("otto").await;
    assert_eq!(Client::send(otto.request(Method::DELETE, &path)).await.error(404), ErrorCode::NotFound);
    assert_eq!(Client::send(olivia.request(Method::DELETE, &path)).await.status, 204);
    assert_eq!(program.get("/api/v1/items").await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(Client::send(olivia.request(Method::DELETE, &path)).await.error(404), ErrorCode::NotFound);
}

async fn a_token_dies_with_its_maker(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    olivia.done(set(Entity::User, user_id("dana").0, "role", json!("dispatcher"), json!("admin"))).await;
    let program = Program::of(&world, "dana", &[Scope::Read]).await;
    assert!(program.get("/api/v1/items").await.status.is_success());
    olivia.done(set(Entity::User, user_id("dana").0, "active", json!(true), json!(false))).await;
    let refused = async || program.get("/api/v1/items").await.status == 401;
    let since = std::time::Instant::now();
    while !refused().await {
        assert!(since.elapsed() < std::time::Duration::from_secs(5), "it is noticed within a second");
        tokio::task::yield_now().await;
    }
}

async fn the_token_of_somebody_locked_is_refused(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    olivia.done(set(Entity::User, user_id("dana").0, "role", json!("dispatcher"), json!("admin"))).await;
    let program = Program::of(&world, "dana", &[Scope::Read]).await;
    assert!(program.get("/api/v1/items").await.status.is_success());
    let locked = olivia.post(&format!("/admin/users/{}/lock", user_id("dana")), &json!({"reason": "lost phone"})).await;
    assert!(locked.status.is_success(), "{}", String::from_utf8_lossy(&locked.body));
    let since = std::time::Instant::now();
    while program.get("/api/v1/items").await.status != 401 {
        assert!(since.elapsed() < std::time::Duration::from_secs(5), "it is noticed within a second");
        tokio::task::yield_now().await;
    }
}

async fn a_token_opens_nothing_that_phones_use(world: World) {
    let program = Program::of(&world, "olivia", &SCOPES).await;
    let pull = json!({"schema": 1, "device": uuid::Uuid::new_v4()});
    assert_eq!(program.write(Method::POST, "/sync/pull", &pull).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(program.get("/events").await.error(401), ErrorCode::SignInNeeded);
}

async fn use_is_noted_to_the_minute(world: World) {
    let program = Program::of(&world, "olivia", &[Scope::Read]).await;
    let olivia = world.signed_in("olivia").await;
    let used = async || {
        let list: Value = olivia.get("/admin/api-tokens").await.ok();
        list["tokens"][0]["last_used_at"].as_i64()
    };
    assert_eq!(used().await, None);
    program.get("/api/v1/items").await;
    let first = used().await;
    assert!(first.is_some());
    program.get("/api/v1/items").await;
    assert_eq!(used().await, first);
}
