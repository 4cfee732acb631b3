//! Companies that ask their admins for a second factor.

use domain::Entity;
use protocol::account::{AccountState, NewSecondFactor, RecoveryCodes};
use protocol::auth::InviteResponse;
use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::client::{Client, create, set};
use crate::world::{PASSWORD, World, user_id};

crate::on_both_databases!(
    an_admin_without_one_is_let_in_once_it_is_set_up,
    nothing_else_is_open_to_such_an_admin,
    others_are_not_asked,
    what_waited_on_such_a_phone_is_taken_afterwards,
    a_new_admin_sets_it_up_right_after_the_first_password,
    whose_second_factor_is_switched_off_stands_at_the_door_again,
    without_the_rule_everybody_is_let_in,
);

const FIELD: &str = "admins_need_second_factor";

/// Makes the rule, or takes it back.
async fn rule(world: &World, admin: &mut Client, on: bool) {
    admin.done(set(Entity::Company, world.ours.0, FIELD, json!(!on), json!(on))).await;
}

async fn set_up(client: &Client, password: &str) -> RecoveryCodes {
    let new: NewSecondFactor = client.post(paths::SECOND_FACTOR, &json!({ "password": password })).await.ok();
    let totp = Builder::new().with_secret(Secret::try_from_base32(&new.secret).unwrap()).build().unwrap();
    let code = totp.generate((server::clock::now() / 1000) as u64).to_string();
    client.post(&format!("{}/confirm", paths::SECOND_FACTOR), &json!({ "code": code })).await.ok()
}

async fn pull(client: &Client) -> ErrorCode {
    client.pull_page(None, None).await.error(403)
}

async fn an_admin_without_one_is_let_in_once_it_is_set_up(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    rule(&world, &mut olivia, true).await;
    assert_eq!(pull(&olivia).await, ErrorCode::SecondFactorDue, "from now on, whoever made the rule too");
    let olivia = world.signed_in("olivia").await;
    assert_eq!(pull(&olivia).await, ErrorCode::SecondFactorDue);
    assert!(!olivia.get(paths::ACCOUNT).await.ok::<AccountState>().second_factor);
    let wrong = olivia.post(paths::SECOND_FACTOR, &json!({"password": "wrong"})).await;
    assert_eq!(wrong.error(403), ErrorCode::WrongPassword);
    set_up(&olivia, PASSWORD).await;
    olivia.pull_page(None, None).await.ok::<Value>();
    olivia.get(paths::USERS).await.ok::<Value>();
}

async fn nothing_else_is_open_to_such_an_admin(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    rule(&world, &mut olivia, true).await;
    let lines = [crate::every_route::table(), crate::routes::table()].concat();
    let is_for_setting_up = |path: &str| path == paths::ACCOUNT || path.starts_with(paths::SECOND_FACTOR);
    let asks_who = lines.into_iter().filter(|(_, path, _, [nobody, ..])| *nobody == 401 && !path.starts_with("/auth/"));
    for (method, path, body, _) in asks_who {
        // Ending one is no way of setting one up.
        if is_for_setting_up(&path) && !path.ends_with("/end") {
            continue;
        }
        let answer = Client::send(olivia.request(method.clone(), &path).json(&body)).await;
        assert_eq!(answer.status.as_u16(), 403, "{method} {path}");
        if method != reqwest::Method::HEAD {
            assert_eq!(answer.error(403), ErrorCode::SecondFactorDue, "{method} {path}");
        }
    }
}

async fn others_are_not_asked(world: World) {
    rule(&world, &mut world.signed_in("olivia").await, true).await;
    for login in ["dana", "mike", "otto"] {
        world.signed_in(login).await.pull_page(None, None).await.ok::<Value>();
    }
}

async fn what_waited_on_such_a_phone_is_taken_afterwards(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    let (order, _) = crate::client::work_order(&mut olivia, &[user_id("mike")]).await;
    rule(&world, &mut olivia, true).await;
    let note = uuid::Uuid::new_v4();
    let edit = create(Entity::Note, note, json!({"work_order": order, "text": "Entered in the basement"}));
    let waiting = vec![olivia.mutation(&edit)];
    assert_eq!(olivia.push_mutations(waiting.clone()).await.error(403), ErrorCode::SecondFactorDue);
    set_up(&olivia, PASSWORD).await;
    olivia.push_mutations(waiting).await.ok::<Value>();
    olivia.pull().await;
    assert!(olivia.holds(Entity::Note, note));
}

async fn a_new_admin_sets_it_up_right_after_the_first_password(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    let invited = json!({"name": "Ruth", "login": "ruth", "role": "admin"});
    let code = olivia.post(paths::USERS, &invited).await.ok::<InviteResponse>().set_up_code;
    rule(&world, &mut olivia, true).await;
    let mut ruth = world.anybody();
    let new = "copper kettle under stairs";
    let body = json!({"login": "ruth", "code": code, "password": new, "device": ruth.device});
    let answer = ruth.post(paths::SET_UP, &body).await;
    ruth.take(&answer);
    assert_eq!(pull(&ruth).await, ErrorCode::SecondFactorDue);
    set_up(&ruth, new).await;
    ruth.pull_page(None, None).await.ok::<Value>();
}

async fn whose_second_factor_is_switched_off_stands_at_the_door_again(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    let codes = set_up(&olivia, PASSWORD).await.codes;
    rule(&world, &mut olivia, true).await;
    olivia.pull_page(None, None).await.ok::<Value>();
    let body = json!({"password": PASSWORD, "code": codes[0]});
    assert_eq!(olivia.post(&format!("{}/end", paths::SECOND_FACTOR), &body).await.status, 204);
    assert_eq!(pull(&olivia).await, ErrorCode::SecondFactorDue);
    set_up(&olivia, PASSWORD).await;
    olivia.pull_page(None, None).await.ok::<Value>();
}

async fn without_the_rule_everybody_is_let_in(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    olivia.pull_page(None, None).await.ok::<Value>();
    set_up(&olivia, PASSWORD).await;
    rule(&world, &mut olivia, true).await;
    olivia.done(set(Entity::User, user_id("dana").0, "role", json!("dispatcher"), json!("admin"))).await;
    let dana = world.signed_in("dana").await;
    assert_eq!(pull(&dana).await, ErrorCode::SecondFactorDue);
    rule(&world, &mut olivia, false).await;
    dana.pull_page(None, None).await.ok::<Value>();
}
