//! Locked accounts.

use domain::Entity;
use protocol::account::{AccountState, Accounts, ResetCode};
use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::{Value, json};

use crate::client::{Answer, Client, create, set};
use crate::world::{PASSWORD, World, user_id};

crate::on_both_databases!(
    a_locked_account_is_out_at_once_and_cannot_sign_in,
    an_unlocked_account_signs_in_again,
    what_waited_on_a_locked_phone_is_taken_after_the_unlock,
    a_locked_account_gets_no_reset,
    nobody_locks_the_own_account,
    two_admins_cannot_lock_each_other_out,
);

async fn act(client: &Client, login: &str, what: &str) -> Answer {
    let path = format!("{}/{}/{what}", paths::USERS, user_id(login).0);
    client.post(&path, &json!({"reason": "Left the company"})).await
}

async fn a_locked_account_is_out_at_once_and_cannot_sign_in(world: World) {
    let (admin, mut mike) = (world.signed_in("olivia").await, world.anybody());
    let cookie = mike.sign_in("mike", PASSWORD).await;
    mike.pull().await;
    assert_eq!(act(&admin, "mike", "lock").await.status, 204);
    assert_eq!(mike.pull_page(None, None).await.error(403), ErrorCode::AccountInactive);
    assert_eq!(mike.push_mutations(vec![]).await.error(403), ErrorCode::AccountInactive);
    assert_eq!(mike.refresh(&cookie).await.error(403), ErrorCode::AccountInactive);
    assert_eq!(mike.log_in("mike", PASSWORD).await.error(403), ErrorCode::AccountInactive);
    assert_eq!(world.anybody().log_in("mike", "wrong").await.error(401), ErrorCode::BadCredentials);
    let accounts = admin.get(paths::USERS).await.ok::<Accounts>().accounts;
    let is_locked = |account: &&AccountState| account.locked_at.is_some();
    let locked: Vec<_> = accounts.iter().filter(is_locked).collect();
    assert_eq!((locked.len(), locked[0].user), (1, user_id("mike")));
    assert_eq!(locked[0].locked_reason.as_deref(), Some("Left the company"));
    assert_eq!(act(&admin, "mike", "lock").await.status, 204, "it stays so");
}

async fn an_unlocked_account_signs_in_again(world: World) {
    let (admin, mut mike) = (world.signed_in("olivia").await, world.anybody());
    let cookie = mike.sign_in("mike", PASSWORD).await;
    act(&admin, "mike", "lock").await;
    assert_eq!(act(&admin, "mike", "unlock").await.status, 204);
    assert_eq!(mike.pull_page(None, None).await.error(401), ErrorCode::SignInNeeded, "its sessions stay ended");
    assert_eq!(mike.refresh(&cookie).await.error(401), ErrorCode::SignInNeeded);
    mike.sign_in("mike", PASSWORD).await;
    mike.pull().await;
}

async fn what_waited_on_a_locked_phone_is_taken_after_the_unlock(world: World) {
    let (admin, mut mike) = (world.signed_in("olivia").await, world.signed_in("mike").await);
    let (order, _) = crate::client::work_order(&mut world.signed_in("dana").await, &[user_id("mike")]).await;
    act(&admin, "mike", "lock").await;
    let note = uuid::Uuid::new_v4();
    let edit = create(Entity::Note, note, json!({"work_order": order, "text": "Found aluminium"}));
    let waiting = vec![mike.mutation(&edit)];
    assert_eq!(mike.push_mutations(waiting.clone()).await.error(403), ErrorCode::AccountInactive);
    act(&admin, "mike", "unlock").await;
    mike.sign_in("mike", PASSWORD).await;
    mike.push_mutations(waiting).await.ok::<Value>();
    mike.pull().await;
    assert!(mike.holds(Entity::Note, note));
}

async fn a_locked_account_gets_no_reset(mut world: World) {
    let smtp = world.with_mail().await;
    let mut admin = world.signed_in("olivia").await;
    for login in ["mike", "ana"] {
        let address = json!(format!("{login}@example.com"));
        admin.done(set(Entity::User, user_id(login).0, "email", json!(""), address)).await;
    }
    let before: ResetCode = act(&admin, "mike", "reset").await.ok();
    act(&admin, "mike", "lock").await;
    assert_eq!(act(&admin, "mike", "reset").await.error(409), ErrorCode::Conflict);
    let client = world.anybody();
    let body = json!({"login": "mike", "code": before.code, "password": "copper kettle under stairs", "device": client.device});
    assert_eq!(client.post(paths::RESET, &body).await.error(403), ErrorCode::BadSetUpCode);
    for login in ["mike", "ana"] {
        assert_eq!(client.post(paths::FORGOT, &json!({ "login": login })).await.status, 204);
    }
    assert_eq!(smtp.letter(1).await.to, "ana@example.com");
    act(&admin, "mike", "unlock").await;
    assert_eq!(client.post(paths::RESET, &body).await.error(403), ErrorCode::BadSetUpCode, "the lock took it along");
    assert_eq!(smtp.asked(), 1);
}

async fn nobody_locks_the_own_account(world: World) {
    let admin = world.signed_in("olivia").await;
    assert_eq!(act(&admin, "olivia", "lock").await.error(409), ErrorCode::Conflict);
    assert_eq!(act(&admin, "otto", "lock").await.error(404), ErrorCode::NotFound, "another company");
    assert_eq!(admin.get(paths::ACCOUNT).await.status, 200);
}

async fn two_admins_cannot_lock_each_other_out(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    olivia.done(set(Entity::User, user_id("dana").0, "role", json!("dispatcher"), json!("admin"))).await;
    let dana = world.signed_in("dana").await;
    let (one, other) = tokio::join!(act(&olivia, "dana", "lock"), act(&dana, "olivia", "lock"));
    let done = [one, other].iter().filter(|answer| answer.status == 204).count();
    assert_eq!(done, 1, "one of them is left");
}
