//! Who may ask for what: every path of the server, by everybody. What accounts answer in detail is in `routes`.

use protocol::paths;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::routes::Line;
use crate::world::World;

crate::on_both_databases!(every_path_answers_whom_it_should);

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// The same for everybody.
fn open(method: Method, path: &str, body: Value, status: u16) -> Line {
    (method, path.to_owned(), body, [status; 5])
}

/// For everybody who is signed in.
fn signed_in(method: Method, path: &str, body: Value, status: u16) -> Line {
    (method, path.to_owned(), body, [401, status, status, status, status])
}

/// For admins. What is named is nobody's, or their own.
fn admins(method: Method, path: &str, body: Value, status: u16) -> Line {
    (method, path.to_owned(), body, [401, 403, 403, status, status])
}

pub fn table() -> Vec<Line> {
    let (device, never, hash) = (Uuid::new_v4(), Uuid::new_v4(), "0".repeat(64));
    let person = json!({"login": "somebody", "password": "wrong", "code": "wrong", "device": device});
    let mut lines = vec![
        open(POST, paths::LOGIN, person.clone(), 401),
        open(POST, paths::REFRESH, json!({}), 401),
        open(POST, paths::LOGOUT, json!({}), 204),
        open(POST, paths::FORGOT, json!({"login": "somebody of forgotten"}), 204),
        open(POST, paths::SET_UP, json!({"login": "nobody", "password": "a", "code": "b", "device": device}), 403),
        open(POST, paths::RESET, json!({"login": "no one", "password": "a", "code": "b", "device": device}), 403),
        signed_in(POST, paths::PUSH, json!({"schema": 1, "device": device, "mutations": []}), 200),
        signed_in(POST, paths::PULL, json!({"schema": 1, "device": device}), 200),
        signed_in(GET, paths::EVENTS, json!({}), 200),
        signed_in(GET, paths::PHONES, json!({}), 200),
        signed_in(POST, paths::BLOBS, json!({"sha256": hash, "size": 10, "mime": "image/jpeg"}), 200),
        signed_in(Method::PATCH, &format!("{}/{never}", paths::BLOBS), json!({}), 400),
        signed_in(Method::HEAD, &format!("{}/{never}", paths::BLOBS), json!({}), 404),
        signed_in(GET, &format!("{}/{never}/thumb", paths::PHOTOS), json!({}), 404),
        admins(GET, paths::BACKUPS, json!({}), 200),
        open(GET, paths::HEALTH, json!({}), 200),
        open(GET, paths::HEALTH_LIVE, json!({}), 200),
        open(GET, paths::HEALTH_READY, json!({}), 200),
        open(GET, paths::METRICS, json!({}), 404),
        open(GET, "/api/docs", json!({}), 200),
        open(GET, "/api/docs.css", json!({}), 200),
        open(GET, "/api/openapi.json", json!({}), 200),
        admins(GET, "/api/v1/export/customers.csv", json!({}), 200),
        admins(POST, "/api/v1/import/customers?dry_run=true", json!({}), 200),
        admins(GET, "/admin/api-tokens", json!({}), 200),
        admins(POST, "/admin/api-tokens", json!({"name": "books", "scopes": ["read"]}), 201),
        admins(Method::DELETE, &format!("/admin/api-tokens/{never}"), json!({}), 404),
        admins(GET, "/admin/webhooks", json!({}), 200),
        admins(POST, "/admin/webhooks", json!({"url": "ftp://example.com", "events": ["*"]}), 400),
        admins(Method::DELETE, &format!("/admin/webhooks/{never}"), json!({}), 404),
        admins(POST, &format!("/admin/webhooks/{never}/resume"), json!({}), 404),
    ];
    let read = ["work-orders", "customers", "items", "sites", "levels", "movements", "locations", "time-entries"];
    for what in read.into_iter().chain(["users", "photos"]) {
        lines.push(admins(GET, &format!("/api/v1/{what}"), json!({}), 200));
        lines.push(admins(GET, &format!("/api/v1/{what}/{never}"), json!({}), 404));
    }
    for what in ["work-orders", "customers", "items"] {
        lines.push(admins(POST, &format!("/api/v1/{what}"), json!([]), 400));
        lines.push(admins(Method::PATCH, &format!("/api/v1/{what}/{never}"), json!([]), 400));
    }
    lines
}

async fn every_path_answers_whom_it_should(world: World) {
    let mut everybody = vec![world.anybody()];
    for login in ["mike", "dana", "olivia", "otto"] {
        everybody.push(world.signed_in(login).await);
    }
    let mut wrong = Vec::new();
    for (method, path, body, expected) in table() {
        for (client, expected) in everybody.iter().zip(expected) {
            // Only until the answer begins: one of them does not end.
            let answer = client.request(method.clone(), &path).json(&body).send().await.unwrap();
            if answer.status().as_u16() != expected {
                let who = client.who.as_ref().map_or("nobody", |who| who.login.as_str());
                wrong.push(format!("{method} {path} by {who}: {} instead of {expected}", answer.status()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A path that is not in the table above or in that of `routes` is nobody's decision.
#[test]
fn every_path_of_the_server_stands_in_a_table() {
    let sources = [include_str!("../../src/router.rs"), include_str!("../../src/routes/api.rs")];
    let routed: usize = sources.iter().map(|text| text.matches(".route(").count()).sum();
    let named = |lines: Vec<Line>| lines.into_iter().map(|(_, path, ..)| template(&path)).collect::<Vec<_>>();
    let mut paths = [named(table()), named(crate::routes::table())].concat();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), routed, "a route without a line, or a line without a route: {paths:#?}");
}

/// The path with what differs from call to call taken out.
fn template(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let parts = path.split('/').map(|part| if part.parse::<Uuid>().is_ok() { "{id}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
