//! What happened to an account is told to whose it is, by letter.

use domain::Entity;
use protocol::account::{NewSecondFactor, RecoveryCodes, ResetCode};
use protocol::paths;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::client::{Client, set};
use crate::world::{PASSWORD, World, user_id};

crate::on_both_databases!(
    whose_password_was_changed_reads_so,
    a_password_that_came_by_a_code_is_told_of_too,
    whose_second_factor_was_switched_off_reads_so_whoever_did_it,
    what_came_to_nothing_is_not_told,
    without_an_address_a_password_is_changed_all_the_same,
);

const NEW: &str = "copper kettle under stairs";

async fn with_address(world: &World, login: &str) {
    let mut admin = world.signed_in("olivia").await;
    let address = json!(format!("{login}@example.com"));
    admin.done(set(Entity::User, user_id(login).0, "email", json!(""), address)).await;
}

async fn second_factor(client: &Client) -> RecoveryCodes {
    let new: NewSecondFactor = client.post(paths::SECOND_FACTOR, &json!({ "password": PASSWORD })).await.ok();
    let totp = Builder::new().with_secret(Secret::try_from_base32(&new.secret).unwrap()).build().unwrap();
    let code = totp.generate((server::clock::now() / 1000) as u64).to_string();
    client.post(&format!("{}/confirm", paths::SECOND_FACTOR), &json!({ "code": code })).await.ok()
}

async fn whose_password_was_changed_reads_so(mut world: World) {
    let smtp = world.with_mail().await;
    with_address(&world, "mike").await;
    let mike = world.signed_in("mike").await;
    assert_eq!(mike.post(paths::PASSWORD, &json!({"old": PASSWORD, "new": NEW})).await.status, 204);
    let letter = smtp.letter(1).await;
    assert_eq!(letter.to, "mike@example.com");
    assert_eq!(letter.line("Subject:"), "Your password at ours was changed");
    assert!(letter.text.contains("mike@ours") && letter.text.contains("If it was not you"), "{}", letter.text);
    assert!(letter.text.contains("https://pem2.example.com/") && !letter.text.contains(NEW), "{}", letter.text);
    assert_eq!(smtp.asked(), 1);
}

async fn a_password_that_came_by_a_code_is_told_of_too(mut world: World) {
    let smtp = world.with_mail().await;
    with_address(&world, "mike").await;
    let path = format!("{}/{}/reset", paths::USERS, user_id("mike").0);
    let code: ResetCode = world.signed_in("olivia").await.post(&path, &json!({})).await.ok();
    let client = world.anybody();
    let body = json!({"login": "mike", "code": code.code, "password": NEW, "device": client.device});
    client.post(paths::RESET, &body).await.ok::<Value>();
    assert_eq!(smtp.letter(1).await.line("Subject:"), "Your password at ours was changed");
}

async fn whose_second_factor_was_switched_off_reads_so_whoever_did_it(mut world: World) {
    let smtp = world.with_mail().await;
    for login in ["mike", "ana"] {
        with_address(&world, login).await;
    }
    let (mike, ana) = (world.signed_in("mike").await, world.signed_in("ana").await);
    let codes = second_factor(&mike).await.codes;
    second_factor(&ana).await;
    let body = json!({"password": PASSWORD, "code": codes[0]});
    assert_eq!(mike.post(&format!("{}/end", paths::SECOND_FACTOR), &body).await.status, 204);
    let first = smtp.letter(1).await;
    assert_eq!(first.to, "mike@example.com");
    assert_eq!(first.line("Subject:"), "Two-step sign-in at ours was switched off");

    let admin = world.signed_in("olivia").await;
    let of_ana = format!("{}/{}/second-factor/end", paths::USERS, user_id("ana").0);
    for _ in 0..2 {
        assert_eq!(admin.post(&of_ana, &json!({})).await.status, 204);
    }
    assert_eq!(smtp.letter(2).await.to, "ana@example.com");
    assert_eq!(smtp.asked(), 2, "the second time there was none");
}

async fn what_came_to_nothing_is_not_told(mut world: World) {
    let smtp = world.with_mail().await;
    with_address(&world, "mike").await;
    let mike = world.signed_in("mike").await;
    assert_eq!(mike.post(paths::PASSWORD, &json!({"old": "wrong", "new": NEW})).await.status, 403);
    assert_eq!(mike.post(paths::PASSWORD, &json!({"old": PASSWORD, "new": "mike-mike-mike"})).await.status, 422);
    assert_eq!(mike.post(paths::PASSWORD, &json!({"old": PASSWORD, "new": NEW})).await.status, 204);
    smtp.letter(1).await;
    assert_eq!(smtp.asked(), 1);
}

async fn without_an_address_a_password_is_changed_all_the_same(mut world: World) {
    let smtp = world.with_mail().await;
    let mike = world.signed_in("mike").await;
    assert_eq!(mike.post(paths::PASSWORD, &json!({"old": PASSWORD, "new": NEW})).await.status, 204);
    world.anybody().sign_in("mike", NEW).await;
    assert!(smtp.arrived().is_empty());
}
