//! The audit log: what stands in it, that it cannot be changed, and that a change by other means is found.

use domain::Entity;
use protocol::paths;
use protocol::sync::PushResponse;
use serde_json::json;
use server::db::audit::{Checked, Fault, Line, lines, verify};
use server::db::{Db, Kind, companies};
use server::sync_store::SqlStore;
use sqlx::AssertSqlSafe;
use sync::server::{PushTx, ServerStore};
use uuid::Uuid;

use crate::client::{Client, create};
use crate::world::{World, user_id};

crate::on_both_databases!(
    every_edit_sign_in_and_permission_has_a_line,
    a_push_that_came_to_nothing_leaves_no_line,
    lines_cannot_be_changed_or_removed,
    a_changed_removed_or_inserted_line_is_found,
    lines_that_many_write_at_once_are_one_chain,
);

async fn log(world: &World) -> Vec<Line> {
    lines(&world.app.db, world.ours, 0, 0).await.unwrap()
}

async fn check(world: &World) -> Checked {
    verify(&world.app.db, world.ours).await.unwrap()
}

async fn customer(client: &mut Client, name: &str) {
    client.done(create(Entity::Customer, Uuid::new_v4(), json!({"name": name}))).await;
}

async fn every_edit_sign_in_and_permission_has_a_line(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    let before = log(&world).await.len();
    let id = Uuid::new_v4();
    olivia.done(create(Entity::Customer, id, json!({"name": "Eleanor Whitfield"}))).await;
    let wrong = olivia.mutation(&create(Entity::Customer, Uuid::new_v4(), json!({"name": ""})));
    let refused_id = wrong.id;
    olivia.push_mutations(vec![wrong]).await.ok::<PushResponse>();
    let invite = json!({"name": "Kyle", "login": "kyle", "role": "dispatcher"});
    assert_eq!(olivia.post(paths::USERS, &invite).await.status, 201);
    let all = log(&world).await;
    let by = Some(user_id("olivia").to_string());
    assert!(all.iter().take(before).any(|l| l.event.contains("sign") && l.user == by), "{all:?}");
    let [accepted, refused, permission, invited] = &all[before..] else { panic!("{all:?}") };
    assert_eq!((accepted.event.as_str(), &accepted.user), ("edit_accepted", &by));
    assert!(accepted.detail.ends_with(&format!("row.create customer {id}: applied")), "{}", accepted.detail);
    assert!(accepted.address.contains(&olivia.device.to_string()));
    assert_eq!((refused.event.as_str(), &refused.user), ("edit_refused", &by));
    assert!(refused.detail.contains(&refused_id.to_string()), "{}", refused.detail);
    assert_eq!(permission.event, "permission_changed");
    assert!(permission.detail.ends_with("nobody -> dispatcher"), "{}", permission.detail);
    assert_eq!(invited.event, "invited");
    assert_eq!(check(&world).await, Checked { lines: all.len() as u64, fault: None });
    assert!(!all.iter().any(|l| l.detail.contains("Whitfield")), "what was entered is not in the log");
}

async fn a_push_that_came_to_nothing_leaves_no_line(world: World) {
    let before = log(&world).await;
    let mut tx = SqlStore::new(world.app.db.clone()).begin(world.ours).await.unwrap();
    let seq = tx.next_seq().await.unwrap();
    tx.remember(vec![sync::server::store::NewResult {
        id: domain::ids::MutationId(Uuid::new_v4()),
        device: domain::ids::DeviceId(Uuid::new_v4()),
        user: user_id("olivia"),
        device_seq: 1,
        kind: "row.create",
        subject: None,
        result: sync::server::StoredResult {
            content: String::new(),
            verdict: protocol::sync::Verdict::Applied { seq },
        },
    }])
    .await
    .unwrap();
    drop(tx);
    assert_eq!(log(&world).await, before);
    assert_eq!(check(&world).await.fault, None);
}

async fn lines_cannot_be_changed_or_removed(world: World) {
    customer(&mut world.signed_in("olivia").await, "Eleanor Whitfield").await;
    let before = log(&world).await;
    for statement in ["UPDATE audit SET detail = ''", "DELETE FROM audit", "DELETE FROM audit WHERE n = 1"] {
        let refused = world.app.db.execute(statement, vec![]).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
    assert_eq!(log(&world).await, before);
}

/// What somebody does who has the database in their hands.
async fn by_force(db: &Db, statement: String) {
    let (off, on) = match db.kind() {
        Kind::Postgres => ("ALTER TABLE audit DISABLE TRIGGER USER", "ALTER TABLE audit ENABLE TRIGGER USER"),
        Kind::Sqlite => ("DROP TRIGGER IF EXISTS audit_is_not_changed", "DROP TRIGGER IF EXISTS audit_is_not_removed"),
    };
    if db.kind() == Kind::Sqlite {
        db.execute(on, vec![]).await.unwrap();
    }
    db.execute(off, vec![]).await.unwrap();
    db.execute(AssertSqlSafe(statement), vec![]).await.unwrap();
    if db.kind() == Kind::Postgres {
        db.execute(on, vec![]).await.unwrap();
    }
}

async fn a_changed_removed_or_inserted_line_is_found(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    for name in ["Ann", "Bo", "Cy", "Di"] {
        customer(&mut olivia, name).await;
    }
    let db = &world.app.db;
    let theirs = companies::all(db).await.unwrap().into_iter().find(|c| c.slug == "theirs").unwrap().id;
    let all = log(&world).await;
    let last = all.len() as u64;
    let company = world.ours.to_string();
    let at = |n: u64| format!("WHERE company_id = '{company}' AND n = {n}");
    let detail = all[2].detail.clone();

    by_force(db, format!("UPDATE audit SET detail = 'nothing' {}", at(3))).await;
    assert_eq!(check(&world).await, Checked { lines: 2, fault: Some(Fault::Changed(3)) });
    by_force(db, format!("UPDATE audit SET detail = '{detail}' {}", at(3))).await;
    assert_eq!(check(&world).await, Checked { lines: last, fault: None });

    by_force(db, format!("UPDATE audit SET n = {} {}", last + 7, at(last - 1))).await;
    assert_eq!(check(&world).await.fault, Some(Fault::Removed(last - 1)));
    by_force(db, format!("UPDATE audit SET n = {} {}", last - 1, at(last + 7))).await;

    let copy = format!(
        "INSERT INTO audit SELECT company_id, {}, id, at, user_id, address, event, detail, hash FROM audit {}",
        last + 1,
        at(last)
    );
    by_force(db, copy).await;
    assert_eq!(check(&world).await, Checked { lines: last, fault: Some(Fault::Inserted(last + 1)) });
    by_force(db, format!("DELETE FROM audit {}", at(last + 1))).await;
    assert_eq!(check(&world).await.fault, None);

    by_force(db, format!("DELETE FROM audit {}", at(last))).await;
    assert_eq!(check(&world).await.fault, Some(Fault::Removed(last)));
    assert_eq!(verify(db, theirs).await.unwrap().fault, None, "another company's log is whole");
}

async fn lines_that_many_write_at_once_are_one_chain(world: World) {
    let mut clients = Vec::new();
    for login in ["olivia", "dana", "mike", "ana"] {
        clients.push(world.signed_in(login).await);
    }
    let work = clients.into_iter().map(|mut client| async move {
        for _ in 0..5 {
            client.push(create(Entity::Customer, Uuid::new_v4(), json!({"name": "Somebody"}))).await;
        }
    });
    futures_util::future::join_all(work).await;
    let all = log(&world).await;
    assert!(all.iter().zip(1..).all(|(line, n)| line.n == n), "no gap");
    assert_eq!(check(&world).await, Checked { lines: all.len() as u64, fault: None });
}
