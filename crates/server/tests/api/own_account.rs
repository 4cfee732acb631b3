//! The own password, the own sessions, and who signed in when.

use protocol::account::{OpenSession, OpenSessions, SIGN_INS_PAGE, SignInEvent, SignIns};
use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::{Value, json};
use server::db::{audit, sign_ins};
use uuid::Uuid;

use crate::client::{Answer, Client};
use crate::world::{PASSWORD, World, until, user_id};

crate::on_both_databases!(
    changing_the_password_ends_the_other_sessions_only,
    the_old_password_must_be_right_and_is_counted,
    a_guessable_password_is_refused_in_words,
    sessions_are_listed_and_ended_one_by_one,
    ending_the_others_keeps_this_one,
    an_admin_sees_and_ends_sessions_of_the_company_only,
    what_happens_to_an_account_is_in_its_history,
    a_person_sees_the_own_history_and_an_admin_everybodys,
    a_long_history_comes_in_pages,
);

const NEW: &str = "copper kettle under stairs";

async fn change(client: &Client, old: &str, new: &str) -> Answer {
    client.post(paths::PASSWORD, &json!({"old": old, "new": new})).await
}

async fn sessions(client: &Client) -> Vec<OpenSession> {
    client.get(paths::SESSIONS).await.ok::<OpenSessions>().sessions
}

async fn changing_the_password_ends_the_other_sessions_only(world: World) {
    let (mut mike, mut other, dana) = (world.anybody(), world.signed_in("mike").await, world.signed_in("dana").await);
    let cookie = mike.sign_in("mike", PASSWORD).await;
    other.pull().await;
    assert_eq!(change(&mike, PASSWORD, NEW).await.status, 204);
    assert_eq!(other.pull_page(None, None).await.error(401), ErrorCode::SignInNeeded);
    mike.pull().await;
    mike.take(&mike.refresh(&cookie).await);
    assert_eq!(dana.get(paths::ACCOUNT).await.status, 200);
    assert_eq!(world.anybody().log_in("mike", PASSWORD).await.error(401), ErrorCode::BadCredentials);
    world.anybody().sign_in("mike", NEW).await;
}

async fn the_old_password_must_be_right_and_is_counted(world: World) {
    let mike = world.signed_in("mike").await;
    for _ in 0..5 {
        assert_eq!(change(&mike, "wrong", NEW).await.error(403), ErrorCode::WrongPassword);
    }
    assert_eq!(change(&mike, PASSWORD, NEW).await.error(429), ErrorCode::TooMany);
    world.anybody().sign_in("mike", PASSWORD).await;
}

async fn a_guessable_password_is_refused_in_words(world: World) {
    let mike = world.signed_in("mike").await;
    for weak in ["short", "electrician", "1234567890", "mikemikemike"] {
        let answer = change(&mike, PASSWORD, weak).await;
        assert_eq!(answer.error(422), ErrorCode::WeakPassword, "{weak}");
        assert!(!String::from_utf8_lossy(&answer.body).contains(weak), "what was typed is not repeated");
    }
}

async fn sessions_are_listed_and_ended_one_by_one(world: World) {
    let (mike, other) = (world.signed_in("mike").await, world.signed_in("mike").await);
    world.signed_in("dana").await;
    let open = sessions(&mike).await;
    assert_eq!(open.len(), 2);
    let this: Vec<_> = open.iter().filter(|session| session.this).collect();
    assert_eq!((this.len(), this[0].device), (1, mike.device));
    assert_eq!((this[0].device_name.as_str(), this[0].address.as_str()), ("test", "127.0.0.1"));
    let that = open.iter().find(|session| session.device == other.device).unwrap();

    let path = format!("{}/{}", paths::SESSIONS, that.id);
    assert_eq!(world.signed_in("dana").await.delete(&path).await.error(404), ErrorCode::NotFound, "not hers");
    assert_eq!(mike.delete(&path).await.status, 204);
    assert_eq!(other.pull_page(None, None).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(mike.delete(&path).await.error(404), ErrorCode::NotFound, "it is over");
    assert_eq!(sessions(&mike).await.len(), 1);
}

async fn ending_the_others_keeps_this_one(world: World) {
    let (mike, other) = (world.signed_in("mike").await, world.signed_in("mike").await);
    let dana = world.signed_in("dana").await;
    assert_eq!(mike.post(&format!("{}/end-others", paths::SESSIONS), &json!({})).await.status, 204);
    assert_eq!(other.get(paths::ACCOUNT).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(sessions(&mike).await.len(), 1);
    assert_eq!(sessions(&dana).await.len(), 1);
}

async fn an_admin_sees_and_ends_sessions_of_the_company_only(world: World) {
    let (admin, stranger) = (world.signed_in("olivia").await, world.signed_in("otto").await);
    let (mike, other) = (world.signed_in("mike").await, world.signed_in("mike").await);
    let of_mike = format!("{}/{}/sessions", paths::USERS, user_id("mike").0);
    let open = admin.get(&of_mike).await.ok::<OpenSessions>().sessions;
    assert!(open.len() == 2 && open.iter().all(|session| !session.this), "{open:?}");
    let first = open.iter().find(|session| session.device == mike.device).unwrap().id;
    assert_eq!(stranger.get(&of_mike).await.error(404), ErrorCode::NotFound);
    assert_eq!(stranger.delete(&format!("{of_mike}/{first}")).await.error(404), ErrorCode::NotFound);
    assert_eq!(mike.get(paths::ACCOUNT).await.status, 200);

    assert_eq!(admin.delete(&format!("{of_mike}/{first}")).await.status, 204);
    assert_eq!(mike.get(paths::ACCOUNT).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(other.get(paths::ACCOUNT).await.status, 200);
    assert_eq!(admin.post(&format!("{of_mike}/end-all"), &json!({})).await.status, 204);
    assert_eq!(other.get(paths::ACCOUNT).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(admin.get(paths::ACCOUNT).await.status, 200);
}

async fn history(client: &Client, path: &str) -> Vec<SignInEvent> {
    client.get(path).await.ok::<SignIns>().events
}

async fn what_happens_to_an_account_is_in_its_history(world: World) {
    let (admin, mike) = (world.signed_in("olivia").await, world.signed_in("mike").await);
    world.anybody().log_in("mike", "wrong").await.error(401);
    let name = |event: &SignInEvent| event.event.clone();
    // It is written behind the answer.
    until(async || history(&mike, paths::SIGN_INS).await.iter().any(|e| e.event == "sign_in_failed").then_some(()))
        .await;
    change(&mike, PASSWORD, NEW).await;
    let path = format!("{}/{}", paths::USERS, user_id("mike").0);
    admin.post(&format!("{path}/reset"), &json!({})).await.ok::<Value>();
    admin.post(&format!("{path}/lock"), &json!({"reason": "Lost the phone"})).await;
    admin.post(&format!("{path}/unlock"), &json!({})).await;
    let mike = {
        let mut client = world.anybody();
        client.sign_in("mike", NEW).await;
        client
    };
    mike.post(&format!("{}/end-others", paths::SESSIONS), &json!({})).await;
    let seen = history(&mike, paths::SIGN_INS).await;
    let events: Vec<_> = seen.iter().map(name).collect();
    let expected =
        ["signed_in", "unlocked", "locked", "reset_issued", "password_changed", "sign_in_failed", "signed_in"];
    assert_eq!(events, expected, "the newest first");
    let locked = &seen[2];
    assert_eq!((locked.user, locked.by), (user_id("mike"), Some(user_id("olivia"))));
    assert_eq!((locked.detail.as_str(), locked.address.as_str()), ("Lost the phone", "127.0.0.1"));
    let failed = &seen[5];
    assert_eq!((failed.user, failed.by, failed.detail.as_str()), (user_id("mike"), None, "wrong password"));
}

async fn a_person_sees_the_own_history_and_an_admin_everybodys(world: World) {
    let (admin, stranger) = (world.signed_in("olivia").await, world.signed_in("otto").await);
    let (mike, _dana) = (world.signed_in("mike").await, world.signed_in("dana").await);
    let whose = |events: Vec<SignInEvent>| events.into_iter().map(|e| e.user).collect::<Vec<_>>();
    assert_eq!(whose(history(&mike, paths::SIGN_INS).await), [user_id("mike")]);
    let all = whose(history(&admin, paths::ALL_SIGN_INS).await);
    assert_eq!(all, ["dana", "mike", "olivia"].map(user_id), "of the own company");
    let of_mike = format!("{}?user={}", paths::ALL_SIGN_INS, user_id("mike").0);
    assert_eq!(whose(history(&admin, &of_mike).await), [user_id("mike")]);
    assert!(history(&stranger, &of_mike).await.is_empty());
    let nonsense = admin.get(&format!("{}?user=mike", paths::ALL_SIGN_INS)).await;
    assert_eq!(nonsense.error(400), ErrorCode::BadRequest);
}

async fn a_long_history_comes_in_pages(world: World) {
    let mike = world.signed_in("mike").await;
    let (company, many) = (world.ours, SIGN_INS_PAGE as usize + 20);
    let mut tx = world.app.db.begin().await.unwrap();
    for nth in 0..many {
        let detail = format!("{} a name that is somebody's identifier, {nth}", user_id("ana").0);
        let entry =
            audit::Entry { company, user: Some(user_id("mike")), address: "", event: sign_ins::SIGNED_IN, detail };
        audit::write(&mut tx, entry, server::clock::now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (mut seen, mut before) = (Vec::<Uuid>::new(), None);
    loop {
        let query = before.map(|id: Uuid| format!("?before={id}")).unwrap_or_default();
        let page: SignIns = mike.get(&format!("{}{query}", paths::SIGN_INS)).await.ok();
        assert!(page.events.len() <= SIGN_INS_PAGE as usize);
        seen.extend(page.events.iter().map(|event| event.id));
        before = seen.last().copied();
        if !page.more {
            break;
        }
    }
    assert_eq!(seen.len(), many + 1);
    assert!(seen.is_sorted_by(|a, b| a > b), "each once, the newest first");
    let ana = world.signed_in("ana").await;
    assert_eq!(history(&ana, paths::SIGN_INS).await.len(), 1, "a phone's name puts nothing into another's history");
}
