//! Codes that come by letter or out of an admin's hand, and what they are good for.

use domain::Entity;
use protocol::account::ResetCode;
use protocol::auth::InviteResponse;
use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::{Value, json};

use crate::client::{Answer, Client, set};
use crate::smtp::Smtp;
use crate::world::{PASSWORD, World, until, user_id};

crate::on_both_databases!(
    a_forgotten_password_is_replaced_by_the_code_of_a_letter,
    nobody_learns_by_asking_whether_there_is_an_account,
    one_person_gets_one_letter_however_often_somebody_asks,
    asking_too_often_is_told_to_wait,
    an_admin_hands_a_reset_code_over_and_it_is_good_once,
    a_reset_code_ends_every_session,
    a_code_that_is_too_old_is_nothing,
    wrong_reset_codes_are_counted,
    an_invitation_goes_by_letter_where_there_is_an_address,
    without_a_mail_server_the_code_is_shown_alone,
);

const NEW: &str = "copper kettle under stairs";

async fn with_address(world: &World, login: &str) {
    let mut admin = world.signed_in("olivia").await;
    let address = json!(format!("{login}@example.com"));
    admin.done(set(Entity::User, user_id(login).0, "email", json!(""), address)).await;
}

async fn forgot(client: &Client, login: &str) -> Answer {
    client.post(paths::FORGOT, &json!({ "login": login })).await
}

async fn reset(client: &Client, login: &str, code: &str, password: &str) -> Answer {
    let body = json!({"login": login, "code": code, "password": password, "device": client.device});
    client.post(paths::RESET, &body).await
}

async fn a_forgotten_password_is_replaced_by_the_code_of_a_letter(mut world: World) {
    let smtp = world.with_mail().await;
    with_address(&world, "mike").await;
    let mut client = world.anybody();
    assert_eq!(forgot(&client, "Mike").await.status, 204);
    let letter = smtp.letter(1).await;
    assert_eq!(letter.to, "mike@example.com");
    assert_eq!(letter.line("User name:"), "mike@ours", "there are two companies");
    // The code is typed: the link is the app's, with nothing behind it.
    assert!(letter.text.contains("https://pem2.example.com/, "), "{}", letter.text);
    let code = letter.line("Code:");
    let weak = reset(&client, "mike@ours", &code, "mike-mike-mike").await;
    assert_eq!(weak.error(422), ErrorCode::WeakPassword);
    let answer = reset(&client, "mike@ours", &code, NEW).await;
    client.take(&answer);
    client.pull().await;
    assert_eq!(reset(&client, "mike", &code, NEW).await.error(403), ErrorCode::BadSetUpCode, "used up");
    assert_eq!(client.log_in("mike", PASSWORD).await.error(401), ErrorCode::BadCredentials);
    client.sign_in("mike", NEW).await;
}

async fn nobody_learns_by_asking_whether_there_is_an_account(mut world: World) {
    let smtp = world.with_mail().await;
    with_address(&world, "mike").await;
    let client = world.anybody();
    // Dana has no address.
    for login in ["nobody", "dana", "mike"] {
        let answer = forgot(&client, login).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0), "{login}");
    }
    assert_eq!(smtp.letter(1).await.to, "mike@example.com", "the only one");
    assert_eq!(smtp.asked(), 1);
}

async fn one_person_gets_one_letter_however_often_somebody_asks(mut world: World) {
    let smtp = world.with_mail().await;
    with_address(&world, "mike").await;
    with_address(&world, "ana").await;
    let client = world.anybody();
    forgot(&client, "mike").await;
    smtp.letter(1).await;
    // Under another name, so that they are not counted together.
    forgot(&client, "mike@ours").await;
    forgot(&client, "ana").await;
    assert_eq!(smtp.letter(2).await.to, "ana@example.com");
    reset(&client, "mike", &smtp.arrived()[0].line("Code:"), NEW).await.ok::<Value>();
}

async fn asking_too_often_is_told_to_wait(world: World) {
    let client = world.anybody();
    for _ in 0..5 {
        assert_eq!(forgot(&client, "mike").await.status, 204);
    }
    assert_eq!(forgot(&client, "mike").await.error(429), ErrorCode::TooMany);
    client.log_in("mike", PASSWORD).await.ok::<Value>();
}

async fn an_admin_hands_a_reset_code_over_and_it_is_good_once(world: World) {
    let admin = world.signed_in("olivia").await;
    let path = format!("{}/{}/reset", paths::USERS, user_id("mike").0);
    let first: ResetCode = admin.post(&path, &json!({})).await.ok();
    let second: ResetCode = admin.post(&path, &json!({})).await.ok();
    let mut client = world.anybody();
    assert_eq!(reset(&client, "dana", &first.code, NEW).await.error(403), ErrorCode::BadSetUpCode, "somebody else's");
    let answer = reset(&client, "mike", &first.code.to_lowercase(), NEW).await;
    client.take(&answer);
    for code in [first.code, second.code] {
        assert_eq!(reset(&client, "mike", &code, NEW).await.error(403), ErrorCode::BadSetUpCode);
    }
    client.sign_in("mike", NEW).await;
}

async fn a_reset_code_ends_every_session(world: World) {
    let (admin, mut mike) = (world.signed_in("olivia").await, world.anybody());
    let cookie = mike.sign_in("mike", PASSWORD).await;
    let path = format!("{}/{}/reset", paths::USERS, user_id("mike").0);
    let code: ResetCode = admin.post(&path, &json!({})).await.ok();
    mike.pull().await;
    reset(&world.anybody(), "mike", &code.code, NEW).await.ok::<Value>();
    assert_eq!(mike.pull_page(None, None).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(mike.refresh(&cookie).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(admin.get(paths::ACCOUNT).await.status, 200, "others stay");
}

async fn a_code_that_is_too_old_is_nothing(world: World) {
    let admin = world.signed_in("olivia").await;
    let path = format!("{}/{}/reset", paths::USERS, user_id("mike").0);
    let code: ResetCode = admin.post(&path, &json!({})).await.ok();
    world.app.db.execute("UPDATE reset_codes SET expires_at = 1", vec![]).await.unwrap();
    assert_eq!(reset(&world.anybody(), "mike", &code.code, NEW).await.error(403), ErrorCode::BadSetUpCode);
}

async fn wrong_reset_codes_are_counted(world: World) {
    let client = world.anybody();
    for login in ["mike", "nobody"] {
        for _ in 0..5 {
            assert_eq!(reset(&client, login, "AAAAA-AAAAA", NEW).await.error(403), ErrorCode::BadSetUpCode);
        }
        assert_eq!(reset(&client, login, "AAAAA-AAAAA", NEW).await.error(429), ErrorCode::TooMany);
    }
}

async fn invite(world: &World, email: &str) -> InviteResponse {
    let body = json!({"name": "Grace Tran", "login": "grace", "role": "technician", "email": email});
    world.signed_in("olivia").await.post(paths::USERS, &body).await.ok()
}

async fn an_invitation_goes_by_letter_where_there_is_an_address(mut world: World) {
    let smtp: Smtp = world.with_mail().await;
    let invited = invite(&world, "grace@example.com").await;
    assert!(invited.by_letter);
    let letter = smtp.letter(1).await;
    assert_eq!((letter.to.as_str(), letter.line("Code:")), ("grace@example.com", invited.set_up_code.clone()));
    let mut client = world.anybody();
    let login = letter.line("User name:");
    let body = json!({"login": login, "code": letter.line("Code:"), "password": NEW, "device": client.device});
    let answer = client.post(paths::SET_UP, &body).await;
    client.take(&answer);
    let emptied = async || {
        let row = world.app.db.one("SELECT body FROM outgoing_mail", vec![]).await.unwrap().unwrap();
        row.text("body").unwrap().is_empty().then_some(())
    };
    until(emptied).await;
}

async fn without_a_mail_server_the_code_is_shown_alone(world: World) {
    let invited = invite(&world, "grace@example.com").await;
    assert!(!invited.by_letter && invited.set_up_code.len() == 11);
    assert!(world.app.db.one("SELECT id FROM outgoing_mail", vec![]).await.unwrap().is_none());
}
