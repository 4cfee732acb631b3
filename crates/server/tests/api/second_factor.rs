//! Authenticators and recovery codes.

use protocol::account::{AccountState, NewSecondFactor, RecoveryCodes, ResetCode};
use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::client::{Answer, Client};
use crate::world::{PASSWORD, World, user_id};

crate::on_both_databases!(
    a_second_factor_is_asked_for_once_it_was_confirmed,
    a_code_is_good_once_and_so_is_every_one_before_it,
    a_recovery_code_is_good_once,
    wrong_codes_are_counted_for_the_account_whatever_name_was_typed,
    being_asked_for_a_code_is_no_bad_try,
    switching_it_off_takes_password_and_code,
    an_admin_switches_it_off_for_whoever_lost_it,
    an_admin_gets_around_no_password_of_their_own,
    a_reset_code_is_not_enough,
    the_secret_is_not_in_the_database,
    one_that_counts_is_not_replaced,
);

/// The digits of now, or of some steps from now.
fn digits(secret: &str, steps: i64) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate((server::clock::now() / 1000 + steps * 30) as u64).to_string()
}

async fn begin(client: &Client) -> NewSecondFactor {
    client.post(paths::SECOND_FACTOR, &json!({ "password": PASSWORD })).await.ok()
}

async fn confirm(client: &Client, code: &str) -> Answer {
    client.post(&format!("{}/confirm", paths::SECOND_FACTOR), &json!({ "code": code })).await
}

async fn end(client: &Client, password: &str, code: &str) -> Answer {
    client.post(&format!("{}/end", paths::SECOND_FACTOR), &json!({"password": password, "code": code})).await
}

/// Mike with a second factor; its secret and the recovery codes.
async fn protected(world: &World) -> (Client, String, Vec<String>) {
    let mike = world.signed_in("mike").await;
    let secret = begin(&mike).await.secret;
    let codes: RecoveryCodes = confirm(&mike, &digits(&secret, 0)).await.ok();
    forget_steps(world).await;
    (mike, secret, codes.codes)
}

/// As if time had passed.
async fn forget_steps(world: &World) {
    world.app.db.execute("UPDATE second_factors SET last_step = 0", vec![]).await.unwrap();
}

async fn a_second_factor_is_asked_for_once_it_was_confirmed(world: World) {
    let mike = world.signed_in("mike").await;
    let wrong = mike.post(paths::SECOND_FACTOR, &json!({"password": "wrong"})).await;
    assert_eq!(wrong.error(403), ErrorCode::WrongPassword);
    let new = begin(&mike).await;
    assert!(new.url.starts_with("otpauth://totp/") && new.url.contains(&new.secret), "{}", new.url);
    world.anybody().sign_in("mike", PASSWORD).await;
    assert_eq!(confirm(&mike, &digits(&new.secret, 9)).await.error(403), ErrorCode::BadSecondFactor);
    let state: AccountState = mike.get(paths::ACCOUNT).await.ok();
    assert!(!state.second_factor);

    let codes: RecoveryCodes = confirm(&mike, &digits(&new.secret, 0)).await.ok();
    assert_eq!(codes.codes.len(), 10);
    forget_steps(&world).await;
    let mut client = world.anybody();
    assert_eq!(client.log_in("mike", PASSWORD).await.error(403), ErrorCode::SecondFactorNeeded);
    assert_eq!(client.log_in_with("mike", "wrong", Some("000000")).await.error(401), ErrorCode::BadCredentials);
    let wrong = client.log_in_with("mike", PASSWORD, Some(&digits(&new.secret, 9))).await;
    assert_eq!(wrong.error(403), ErrorCode::BadSecondFactor);
    let answer = client.log_in_with("mike", PASSWORD, Some(&digits(&new.secret, 0))).await;
    client.take(&answer);
    let state: AccountState = client.get(paths::ACCOUNT).await.ok();
    assert!(state.second_factor && state.recovery_codes == 10, "{state:?}");
}

async fn a_code_is_good_once_and_so_is_every_one_before_it(world: World) {
    let (_, secret, _) = protected(&world).await;
    let client = world.anybody();
    let (before, now) = (digits(&secret, -1), digits(&secret, 0));
    client.log_in_with("mike", PASSWORD, Some(&now)).await.ok::<Value>();
    for used in [now, before] {
        let again = client.log_in_with("mike", PASSWORD, Some(&used)).await;
        assert_eq!(again.error(403), ErrorCode::BadSecondFactor);
    }
    let next = digits(&secret, 1);
    client.log_in_with("mike", PASSWORD, Some(&format!("{} {}", &next[..3], &next[3..]))).await.ok::<Value>();
}

async fn a_recovery_code_is_good_once(world: World) {
    let (mike, _, codes) = protected(&world).await;
    let client = world.anybody();
    client.log_in_with("mike", PASSWORD, Some(&codes[3].to_lowercase())).await.ok::<Value>();
    let again = client.log_in_with("mike", PASSWORD, Some(&codes[3])).await;
    assert_eq!(again.error(403), ErrorCode::BadSecondFactor);
    client.log_in_with("mike", PASSWORD, Some(&codes[4])).await.ok::<Value>();
    let state: AccountState = mike.get(paths::ACCOUNT).await.ok();
    assert_eq!(state.recovery_codes, 8);
}

async fn wrong_codes_are_counted_for_the_account_whatever_name_was_typed(world: World) {
    let (_, secret, codes) = protected(&world).await;
    let client = world.anybody();
    for login in ["mike", "mike", "mike", "mike@ours", "mike@ours"] {
        let wrong = client.log_in_with(login, PASSWORD, Some("AAAAA-AAAAA")).await;
        assert_eq!(wrong.error(403), ErrorCode::BadSecondFactor);
    }
    for code in [digits(&secret, 0), codes[0].clone()] {
        assert_eq!(client.log_in_with("mike@ours", PASSWORD, Some(&code)).await.error(429), ErrorCode::TooMany);
    }
}

async fn being_asked_for_a_code_is_no_bad_try(world: World) {
    let (_, secret, _) = protected(&world).await;
    let client = world.anybody();
    for _ in 0..7 {
        assert_eq!(client.log_in("mike", PASSWORD).await.error(403), ErrorCode::SecondFactorNeeded);
    }
    client.log_in_with("mike", PASSWORD, Some(&digits(&secret, 0))).await.ok::<Value>();
}

async fn switching_it_off_takes_password_and_code(world: World) {
    let (mike, secret, codes) = protected(&world).await;
    assert_eq!(end(&mike, "wrong", &digits(&secret, 0)).await.error(403), ErrorCode::WrongPassword);
    assert_eq!(end(&mike, PASSWORD, &digits(&secret, 9)).await.error(403), ErrorCode::BadSecondFactor);
    assert_eq!(end(&mike, PASSWORD, &codes[0]).await.status, 204);
    world.anybody().sign_in("mike", PASSWORD).await;

    let secret = begin(&mike).await.secret;
    confirm(&mike, &digits(&secret, 0)).await.ok::<RecoveryCodes>();
    let old = world.anybody().log_in_with("mike", PASSWORD, Some(&codes[1])).await;
    assert_eq!(old.error(403), ErrorCode::BadSecondFactor, "recovery codes go with their authenticator");
}

async fn an_admin_switches_it_off_for_whoever_lost_it(world: World) {
    protected(&world).await;
    let path = format!("{}/{}/second-factor/end", paths::USERS, user_id("mike").0);
    assert_eq!(world.signed_in("otto").await.post(&path, &json!({})).await.error(404), ErrorCode::NotFound);
    assert_eq!(world.anybody().log_in("mike", PASSWORD).await.error(403), ErrorCode::SecondFactorNeeded);
    assert_eq!(world.signed_in("olivia").await.post(&path, &json!({})).await.status, 204);
    world.anybody().sign_in("mike", PASSWORD).await;
}

async fn an_admin_gets_around_no_password_of_their_own(world: World) {
    let olivia = world.signed_in("olivia").await;
    for way in ["second-factor/end", "reset"] {
        let path = format!("{}/{}/{way}", paths::USERS, user_id("olivia").0);
        assert_eq!(olivia.post(&path, &json!({})).await.error(409), ErrorCode::Conflict);
    }
}

async fn a_reset_code_is_not_enough(world: World) {
    let (_, secret, _) = protected(&world).await;
    let path = format!("{}/{}/reset", paths::USERS, user_id("mike").0);
    let code: ResetCode = world.signed_in("olivia").await.post(&path, &json!({})).await.ok();
    let client = world.anybody();
    let mut body =
        json!({"login": "mike", "code": code.code, "password": "copper kettle under stairs", "device": client.device});
    assert_eq!(client.post(paths::RESET, &body).await.error(403), ErrorCode::SecondFactorNeeded);
    body["second_factor"] = json!("AAAAA-AAAAA");
    assert_eq!(client.post(paths::RESET, &body).await.error(403), ErrorCode::BadSecondFactor);
    body["second_factor"] = json!(digits(&secret, 0));
    client.post(paths::RESET, &body).await.ok::<Value>();
}

async fn the_secret_is_not_in_the_database(world: World) {
    let (_, secret, codes) = protected(&world).await;
    let stored = world.app.db.one("SELECT secret FROM second_factors", vec![]).await.unwrap().unwrap();
    assert!(!stored.text("secret").unwrap().contains(&secret));
    let hashes = world.app.db.all("SELECT code_hash FROM recovery_codes", vec![]).await.unwrap();
    assert_eq!(hashes.len(), 10);
    let plain: Vec<String> = codes.iter().map(|code| code.replace('-', "")).collect();
    assert!(hashes.iter().all(|row| !plain.contains(&row.text("code_hash").unwrap())));
}

async fn one_that_counts_is_not_replaced(world: World) {
    let (mike, secret, _) = protected(&world).await;
    let again = mike.post(paths::SECOND_FACTOR, &json!({ "password": PASSWORD })).await;
    assert_eq!(again.error(409), ErrorCode::Conflict);
    assert_eq!(confirm(&mike, &digits(&secret, 0)).await.error(403), ErrorCode::BadSecondFactor, "nothing was begun");
    world.anybody().log_in_with("mike", PASSWORD, Some(&digits(&secret, 0))).await.ok::<Value>();
}
