//! Signing in, staying signed in, and everything that somebody may try instead.

use domain::Entity;
use protocol::auth::{InviteResponse, SetUpRequest};
use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::json;

use crate::client::{Client, set};
use crate::world::{PASSWORD, World, user_id};

crate::on_both_databases!(
    a_right_password_signs_in,
    a_wrong_password_and_an_unknown_name_look_the_same,
    the_sixth_bad_try_is_told_to_wait_also_with_the_right_password,
    a_good_sign_in_forgets_bad_tries,
    refreshing_rotates_the_token,
    a_lost_answer_is_given_again,
    a_copied_token_ends_the_session,
    signing_out_ends_the_session,
    an_invited_person_chooses_a_password_once,
    a_wrong_set_up_code_is_counted_too,
    switching_an_account_off_takes_effect_at_once,
    a_changed_role_takes_effect_at_once,
);

async fn a_right_password_signs_in(world: World) {
    let mut client = world.anybody();
    let answer = client.log_in(" Mike ", PASSWORD).await;
    let cookie = answer.header("set-cookie").to_owned();
    client.take(&answer);
    let who = client.who.clone().unwrap();
    assert_eq!((who.login.as_str(), who.company_name.as_str(), who.company), ("mike", "ours", world.ours));
    for part in ["HttpOnly", "SameSite=Lax", "Path=/auth"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "plain HTTP on this machine: a Secure cookie would never come back");
    assert_eq!(answer.header("cache-control"), "no-store");
    client.pull().await;
    assert!(client.holds(Entity::User, user_id("mike").0));
}

async fn a_wrong_password_and_an_unknown_name_look_the_same(world: World) {
    let client = world.anybody();
    let (wrong, unknown) = (client.log_in("mike", "wrong").await, client.log_in("nobody", "wrong").await);
    assert_eq!(wrong.error(401), ErrorCode::BadCredentials);
    assert_eq!(unknown.error(401), ErrorCode::BadCredentials);
}

async fn the_sixth_bad_try_is_told_to_wait_also_with_the_right_password(world: World) {
    let client = world.anybody();
    for _ in 0..5 {
        assert_eq!(client.log_in("mike", "wrong").await.error(401), ErrorCode::BadCredentials);
    }
    let sixth = client.log_in("mike", PASSWORD).await;
    assert_eq!(sixth.error(429), ErrorCode::TooMany);
    let wait: u64 = sixth.header("retry-after").parse().unwrap();
    assert!((1..=15 * 60).contains(&wait), "{wait}");
    assert_eq!(client.log_in("dana", "wrong").await.error(401), ErrorCode::BadCredentials, "others are not locked out");
}

async fn a_good_sign_in_forgets_bad_tries(world: World) {
    let mut client = world.anybody();
    for _ in 0..2 {
        for _ in 0..4 {
            client.log_in("mike", "wrong").await.error(401);
        }
        client.sign_in("mike", PASSWORD).await;
    }
}

async fn refreshing_rotates_the_token(world: World) {
    let mut client = world.anybody();
    let first = client.sign_in("mike", PASSWORD).await;
    let second = client.take(&client.refresh(&first).await);
    assert_ne!(first, second);
    client.pull().await;
    let third = client.take(&client.refresh(&second).await);
    assert_ne!(second, third);
    assert_eq!(world.anybody().refresh("nonsense").await.error(401), ErrorCode::SignInNeeded);
}

async fn a_lost_answer_is_given_again(world: World) {
    let mut client = world.anybody();
    let first = client.sign_in("mike", PASSWORD).await;
    let lost = client.refresh(&first).await;
    let again = client.refresh(&first).await;
    let token = |answer| world.anybody().take(answer);
    assert_eq!(token(&lost), token(&again), "the same successor: it does not matter which answer arrives");
    let second = client.take(&again);
    client.pull().await;
    client.refresh(&second).await.ok::<serde_json::Value>();
}

async fn a_copied_token_ends_the_session(world: World) {
    let mut client = world.anybody();
    let first = client.sign_in("mike", PASSWORD).await;
    let second = client.take(&client.refresh(&first).await);
    let third = client.take(&client.refresh(&second).await);
    client.pull().await;
    let thief = world.anybody();
    assert_eq!(thief.refresh(&first).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(client.refresh(&third).await.error(401), ErrorCode::SignInNeeded, "the family is over, for both");
    assert_eq!(client.pull_page(None, None).await.error(401), ErrorCode::SignInNeeded, "and so is the access token");
}

async fn signing_out_ends_the_session(world: World) {
    let mut client = world.anybody();
    let cookie = client.sign_in("mike", PASSWORD).await;
    let request =
        client.request(reqwest::Method::POST, paths::LOGOUT).header("cookie", format!("pem2_refresh={cookie}"));
    let answer = Client::send(request).await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(client.refresh(&cookie).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(client.pull_page(None, None).await.error(401), ErrorCode::SignInNeeded);
}

async fn an_invited_person_chooses_a_password_once(world: World) {
    let mut admin = world.signed_in("olivia").await;
    let invite = json!({"name": "Grace Tran", "login": "Grace", "role": "technician", "title": "Apprentice"});
    let answer = admin.post(paths::USERS, &invite).await;
    let invited: InviteResponse = answer.ok();
    admin.pull().await;
    assert_eq!(admin.field(Entity::User, invited.user.0, "login"), "grace");

    let mut client = world.anybody();
    assert_eq!(client.log_in("grace", "whatever").await.error(403), ErrorCode::SetUpNeeded);
    let set_up = |code: &str, password: &str| SetUpRequest {
        login: "grace".into(),
        code: code.into(),
        password: password.into(),
        device: client.device,
        device_name: String::new(),
    };
    let weak = client.post(paths::SET_UP, &set_up(&invited.set_up_code, "password123")).await;
    assert_eq!(weak.error(422), ErrorCode::WeakPassword);
    let typed = invited.set_up_code.to_lowercase().replace('-', " ");
    let good = set_up(&typed, "my long new password");
    let answer = client.post(paths::SET_UP, &good).await;
    assert_eq!(client.post(paths::SET_UP, &good).await.error(403), ErrorCode::BadSetUpCode, "used up");
    client.take(&answer);
    client.sign_in("grace", "my long new password").await;
}

async fn a_wrong_set_up_code_is_counted_too(world: World) {
    let client = world.anybody();
    let body =
        json!({"login": "mike", "code": "AAAAA-AAAAA", "password": "my long new password", "device": client.device});
    for _ in 0..5 {
        assert_eq!(client.post(paths::SET_UP, &body).await.error(403), ErrorCode::BadSetUpCode);
    }
    assert_eq!(client.post(paths::SET_UP, &body).await.error(429), ErrorCode::TooMany);
}

async fn switching_an_account_off_takes_effect_at_once(world: World) {
    let mut admin = world.signed_in("olivia").await;
    let mut mike = world.anybody();
    let cookie = mike.sign_in("mike", PASSWORD).await;
    admin.done(set(Entity::User, user_id("mike").0, "active", json!(true), json!(false))).await;
    assert_eq!(mike.pull_page(None, None).await.error(403), ErrorCode::AccountInactive);
    assert_eq!(mike.refresh(&cookie).await.error(403), ErrorCode::AccountInactive);
    assert_eq!(mike.log_in("mike", PASSWORD).await.error(403), ErrorCode::AccountInactive);
}

async fn a_changed_role_takes_effect_at_once(world: World) {
    let mut admin = world.signed_in("olivia").await;
    let dana = world.signed_in("dana").await;
    let invite = |login: &str| json!({"name": login, "login": login, "role": "technician"});
    assert_eq!(dana.post(paths::USERS, &invite("kyle")).await.error(403), ErrorCode::Forbidden);
    admin.done(set(Entity::User, user_id("dana").0, "role", json!("dispatcher"), json!("admin"))).await;
    dana.post(paths::USERS, &invite("kyle")).await.ok::<InviteResponse>();
}
