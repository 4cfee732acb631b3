//! Edits of programs go through the door of phones, once, all of a request or nothing.

use domain::Entity;
use domain::customer::Customer;
use domain::stock::Item;
use domain::work_order::WorkOrder;
use protocol::error::{ErrorBody, ErrorCode};
use reqwest::Method;
use serde_json::json;
use server::auth::api_token::Scope;
use server::owner::wire::Stored;
use uuid::Uuid;

use super::Program;
use crate::client::{Answer, work_order};
use crate::world::{World, user_id};

crate::on_both_databases!(
    a_program_makes_and_changes_rows_and_phones_learn_of_them,
    a_request_sent_twice_is_done_once,
    a_refused_edit_says_why_and_leaves_nothing_behind,
    all_of_a_change_is_done_or_nothing,
    rows_of_another_company_are_not_there,
    bodies_of_another_shape_are_refused,
);

const ALL: [Scope; 2] = [Scope::Read, Scope::Write];

async fn a_program_makes_and_changes_rows_and_phones_learn_of_them(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    let customer: Stored<Customer> =
        program.write(Method::POST, "/api/v1/customers", &json!({"name": "Harbor Bakery"})).await.ok();
    assert_eq!((customer.fields.name.as_str(), customer.created_by), ("Harbor Bakery", user_id("olivia").0));
    let new = json!({"title": "Panel", "customer": customer.id, "assignees": [user_id("mike")], "status": "scheduled"});
    let answer = program.write(Method::POST, "/api/v1/work-orders", &new).await;
    assert_eq!(answer.status, 201);
    let order: Stored<WorkOrder> = answer.ok();
    assert!(order.fields.number.is_some());
    let item: Stored<Item> = program
        .write(Method::POST, "/api/v1/items", &json!({"name": "Wire", "unit": "ft", "codes": [{"code": "123"}]}))
        .await
        .ok();
    assert_eq!(item.fields.codes.len(), 1);
    let change = json!({"title": "Panel upgrade", "status": "dispatched", "assignees": [user_id("ana")], "site": null});
    let path = format!("/api/v1/work-orders/{}", order.id);
    let changed: Stored<WorkOrder> = program.write(Method::PATCH, &path, &change).await.ok();
    assert_eq!(changed.fields.title, "Panel upgrade");
    assert_eq!(changed.fields.status, domain::status::Status::Dispatched);
    assert_eq!(changed.fields.assignees, [user_id("ana")]);
    let again: Stored<WorkOrder> = program.write(Method::PATCH, &path, &change).await.ok();
    assert_eq!(again.version, changed.version, "nothing to change");
    let mut mike = world.signed_in("mike").await;
    mike.pull().await;
    assert_eq!(mike.field(Entity::WorkOrder, order.id, "title"), "Panel upgrade", "Ana is on his crew");
}

async fn a_request_sent_twice_is_done_once(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    let key = Uuid::new_v4();
    let new = json!({"name": "Eleanor Whitfield"});
    let first: Stored<Customer> = program.write_as(key, Method::POST, "/api/v1/customers", &new).await.ok();
    let second: Stored<Customer> = program.write_as(key, Method::POST, "/api/v1/customers", &new).await.ok();
    assert_eq!((first.id, first.seq), (second.id, second.seq));
    assert_eq!(program.all("/api/v1/customers", 50).await.len(), 1);
    let other = json!({"name": "Somebody else"});
    let answer = program.write_as(key, Method::POST, "/api/v1/customers", &other).await;
    assert_eq!(answer.error(409), ErrorCode::Conflict);

    let path = format!("/api/v1/customers/{}", first.id);
    let key = Uuid::new_v4();
    let change = json!({"phone": "555"});
    let one: Stored<Customer> = program.write_as(key, Method::PATCH, &path, &change).await.ok();
    // Somebody else has changed it since: the repeated request must not change it back.
    let between: Stored<Customer> = program.write(Method::PATCH, &path, &json!({"phone": "777"})).await.ok();
    let two: Stored<Customer> = program.write_as(key, Method::PATCH, &path, &change).await.ok();
    assert_eq!((one.version, between.version, two.version), (2, 3, 3));
    assert_eq!(two.fields.phone, "777");
}

#[track_caller]
fn refusal(answer: &Answer) -> (String, Option<String>) {
    assert_eq!(answer.error(422), ErrorCode::Refused);
    let body: ErrorBody = serde_json::from_slice(&answer.body).unwrap();
    let rejection = body.rejection.unwrap();
    (serde_json::to_value(rejection.code).unwrap().as_str().unwrap().to_owned(), rejection.field)
}

async fn a_refused_edit_says_why_and_leaves_nothing_behind(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    let key = Uuid::new_v4();
    let answer = program.write_as(key, Method::POST, "/api/v1/customers", &json!({"name": " "})).await;
    assert_eq!(refusal(&answer), ("required".into(), Some("name".into())));
    let nobody = json!({"title": "Panel", "customer": Uuid::new_v4()});
    let answer = program.write(Method::POST, "/api/v1/work-orders", &nobody).await;
    assert_eq!(refusal(&answer), ("not_found".into(), Some("customer".into())));
    let rejected = world.app.db.all("SELECT id FROM rows WHERE entity = 'rejected'", vec![]).await.unwrap();
    assert!(rejected.is_empty());
    // Nothing was done under that key: it may be used for the corrected request.
    let corrected = program.write_as(key, Method::POST, "/api/v1/customers", &json!({"name": "Eleanor"})).await;
    assert_eq!(corrected.status, 201);
}

async fn all_of_a_change_is_done_or_nothing(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    let (order, _) = work_order(&mut olivia, &[]).await;
    let program = Program::of(&world, "olivia", &ALL).await;
    let path = format!("/api/v1/work-orders/{order}");
    // From dispatched to closed needs a reason.
    let change = json!({"title": "Another", "status": "closed"});
    let answer = program.write(Method::PATCH, &path, &change).await;
    assert_eq!(refusal(&answer), ("reason_needed".into(), Some("reason".into())));
    let row: Stored<WorkOrder> = program.get(&path).await.ok();
    assert_eq!((row.fields.title.as_str(), row.version), ("Panel", 1));
    let change = json!({"title": "Another", "status": "closed", "reason": "done by phone"});
    let row: Stored<WorkOrder> = program.write(Method::PATCH, &path, &change).await.ok();
    assert_eq!((row.fields.title.as_str(), row.fields.status), ("Another", domain::status::Status::Closed));
    let answer = program.write(Method::PATCH, &path, &json!({"reason": "why"})).await;
    assert_eq!(refusal(&answer), ("required".into(), Some("status".into())));
}

async fn rows_of_another_company_are_not_there(world: World) {
    let mut otto = world.signed_in("otto").await;
    let (order, customer) = work_order(&mut otto, &[]).await;
    let program = Program::of(&world, "olivia", &ALL).await;
    let path = format!("/api/v1/work-orders/{order}");
    let answer = program.write(Method::PATCH, &path, &json!({"title": "Mine"})).await;
    assert_eq!(answer.error(404), ErrorCode::NotFound);
    let new = json!({"title": "Panel", "customer": customer});
    assert_eq!(refusal(&program.write(Method::POST, "/api/v1/work-orders", &new).await).0, "not_found");
}

async fn bodies_of_another_shape_are_refused(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    for body in [
        json!({}),
        json!({"name": 5}),
        json!({"name": "x", "colour": "red"}),
        json!([]),
        json!(null),
        json!({"name": "x", "id": "nonsense"}),
    ] {
        let answer = program.write(Method::POST, "/api/v1/customers", &body).await;
        assert_eq!(answer.error(400), ErrorCode::BadRequest, "{body}");
    }
    let request = program.request(Method::POST, "/api/v1/customers").header("Idempotency-Key", "nonsense");
    let answer = crate::client::Client::send(request.json(&json!({"name": "x"}))).await;
    assert_eq!(answer.error(400), ErrorCode::BadRequest);
}
