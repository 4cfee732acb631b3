//! Who may ask for what: every path of accounts, by everybody.

use protocol::error::{ErrorBody, ErrorCode};
use protocol::paths;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::client::Client;
use crate::world::{World, user_id};

crate::on_both_databases!(every_path_of_accounts_answers_whom_it_should);

/// Method, path, body, and the status for: nobody, a technician, a dispatcher, an admin, an admin of another company.
pub type Line = (Method, String, Value, [u16; 5]);

/// For everybody who is signed in.
fn own(method: Method, path: &str, body: Value, status: u16) -> Line {
    (method, path.to_owned(), body, [401, status, status, status, status])
}

/// For admins; on somebody of ours.
fn on_tess(method: Method, path: &str, body: Value, status: u16) -> Line {
    let path = format!("{}/{}/{path}", paths::USERS, user_id("tess").0);
    (method, path, body, [401, 403, 403, status, 404])
}

pub fn table() -> Vec<Line> {
    let (get, post, delete) = (Method::GET, Method::POST, Method::DELETE);
    let (nothing, factor, sessions) = (json!({}), paths::SECOND_FACTOR, paths::SESSIONS);
    let never = Uuid::new_v4();
    let push = json!({"schema": 1, "device": never, "mutations": []});
    let hand_in = json!({"user": user_id("mike"), "push": push});
    let wrong = json!({"password": "wrong", "code": "000000"});
    vec![
        own(get.clone(), paths::ACCOUNT, nothing.clone(), 200),
        own(post.clone(), paths::PASSWORD, json!({"old": "wrong", "new": "wrong"}), 403),
        own(post.clone(), factor, wrong.clone(), 403),
        own(post.clone(), &format!("{factor}/confirm"), wrong.clone(), 403),
        own(post.clone(), &format!("{factor}/end"), wrong, 403),
        own(get.clone(), sessions, nothing.clone(), 200),
        own(delete.clone(), &format!("{sessions}/{never}"), nothing.clone(), 404),
        own(post.clone(), &format!("{sessions}/end-others"), nothing.clone(), 204),
        own(get.clone(), paths::SIGN_INS, nothing.clone(), 200),
        (get.clone(), paths::USERS.into(), nothing.clone(), [401, 403, 403, 200, 200]),
        (
            post.clone(),
            paths::USERS.into(),
            json!({"name": "Kyle", "login": "kyle", "role": "technician"}),
            [401, 403, 403, 201, 201],
        ),
        (get.clone(), paths::ALL_SIGN_INS.into(), nothing.clone(), [401, 403, 403, 200, 200]),
        // The office hands in; for the other company Mike is nobody.
        (post.clone(), paths::HAND_IN.into(), hand_in, [401, 403, 200, 200, 403]),
        on_tess(post.clone(), "reset", nothing.clone(), 200),
        on_tess(post.clone(), "lock", nothing.clone(), 204),
        on_tess(post.clone(), "unlock", nothing.clone(), 204),
        on_tess(post.clone(), "second-factor/end", nothing.clone(), 204),
        on_tess(get, "sessions", nothing.clone(), 200),
        on_tess(post, "sessions/end-all", nothing.clone(), 204),
        on_tess(delete, &format!("sessions/{never}"), nothing, 404),
    ]
}

async fn every_path_of_accounts_answers_whom_it_should(world: World) {
    let mut everybody = vec![world.anybody()];
    for login in ["mike", "dana", "olivia", "otto"] {
        everybody.push(world.signed_in(login).await);
    }
    for (method, path, body, expected) in table() {
        for (client, expected) in everybody.iter().zip(expected) {
            let answer = Client::send(client.request(method.clone(), &path).json(&body)).await;
            let words = String::from_utf8_lossy(&answer.body).into_owned();
            let who = client.who.as_ref().map_or("nobody", |who| who.login.as_str());
            assert_eq!(answer.status.as_u16(), expected, "{method} {path} by {who}: {words}");
            let office_only = path.starts_with("/admin") && matches!(who, "mike" | "dana");
            if expected == 403 && office_only {
                let error: ErrorBody = serde_json::from_str(&words).unwrap();
                assert_eq!(error.code, ErrorCode::Forbidden, "{method} {path} by {who}");
            }
            assert_eq!(answer.header("cache-control"), "no-store", "{method} {path} by {who}");
        }
    }
}
