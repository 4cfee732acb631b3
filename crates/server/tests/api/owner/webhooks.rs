//! Webhooks: what happens is told, signed, in order and at least once, to whoever wants it and nobody else.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Entity;
use domain::ids::{ItemId, LocationId, TimeEntryId, WorkOrderId};
use domain::quantity::Quantity;
use domain::status::Status;
use domain::stock::{MoveKind, Movement};
use domain::time_entry::TimeKind;
use hmac::{Hmac, Mac};
use protocol::error::ErrorCode;
use protocol::sync::{PushResponse, Verdict};
use reqwest::Method;
use serde_json::{Value, json};
use server::auth::api_token::Scope;
use server::clock::DAY;
use server::owner::webhooks::{KEPT, tell_all};
use server::owner::wire::{MadeWebhook, WebhookList};
use sha2::Sha256;
use uuid::Uuid;

use super::Program;
use crate::client::{Client, create, set, work_order};
use crate::world::{World, user_id};

crate::on_both_databases!(
    what_happens_arrives_signed_and_in_order,
    what_did_not_arrive_is_sent_again_under_the_same_name,
    a_receiver_that_is_gone_for_three_days_is_given_up_and_resumed_where_it_stopped,
    redirects_are_not_followed,
    stock_is_told_once_when_it_falls,
    only_what_is_wanted_is_told_and_nothing_of_other_companies,
    webhooks_are_for_those_who_may_and_secrets_are_sealed,
    two_servers_do_not_tell_the_same_twice,
    what_a_phone_brings_late_is_told_all_the_same,
);

type Received = Arc<Mutex<Vec<(HeaderMap, String)>>>;

/// A program that listens.
struct Receiver {
    url: String,
    received: Received,
    status: Arc<Mutex<StatusCode>>,
}

impl Receiver {
    async fn start() -> Self {
        type Shared = (Received, Arc<Mutex<StatusCode>>);
        async fn take(State((received, status)): State<Shared>, request: Request) -> Response {
            let headers = request.headers().clone();
            let body = axum::body::to_bytes(request.into_body(), 1_000_000).await.unwrap();
            received.lock().unwrap().push((headers, String::from_utf8(body.to_vec()).unwrap()));
            let status = *status.lock().unwrap();
            (status, [("location", "/elsewhere")]).into_response()
        }
        let (received, status) = (Received::default(), Arc::new(Mutex::new(StatusCode::OK)));
        let router = Router::new().fallback(take).with_state((Arc::clone(&received), Arc::clone(&status)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, received, status }
    }

    fn answers(&self, status: u16) {
        *self.status.lock().unwrap() = StatusCode::from_u16(status).unwrap();
    }

    /// What has arrived since the last time: name, identifier, body.
    fn taken(&self, secret: &str) -> Vec<(String, String, Value)> {
        let all = std::mem::take(&mut *self.received.lock().unwrap());
        all.iter().map(|(headers, body)| checked(headers, body, secret)).collect()
    }
}

fn checked(headers: &HeaderMap, body: &str, secret: &str) -> (String, String, Value) {
    let text = |name: &str| headers[name].to_str().unwrap().to_owned();
    let (id, at) = (text("webhook-id"), text("webhook-timestamp"));
    assert!((at.parse::<i64>().unwrap() - server::clock::now() / 1000).abs() < 60);
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    assert_eq!(text("webhook-signature"), signature);
    let value: Value = serde_json::from_str(body).unwrap();
    (value["type"].as_str().unwrap().to_owned(), id, value["data"].clone())
}

async fn hook(program: &Program, receiver: &Receiver, events: &[&str]) -> MadeWebhook {
    let answer = program.write(Method::POST, "/admin/webhooks", &json!({"url": receiver.url, "events": events})).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    answer.ok()
}

async fn program(world: &World) -> Program {
    Program::of(world, "olivia", &[Scope::Hooks]).await
}

fn moved(order: Uuid, from: Status, to: Status) -> domain::Edit {
    let work_order = WorkOrderId(order);
    domain::Edit::Transition { work_order, from, to, waiting_on: None, reason: String::new() }
}

async fn what_happens_arrives_signed_and_in_order(world: World) {
    let (program, receiver) = (program(&world).await, Receiver::start().await);
    let mut olivia = world.signed_in("olivia").await;
    let before = work_order(&mut olivia, &[]).await.0;
    let made = hook(&program, &receiver, &["*"]).await;
    let (order, _) = work_order(&mut olivia, &[]).await;
    olivia.done(moved(order, Status::Dispatched, Status::Travelling)).await;
    let id = TimeEntryId(Uuid::new_v4());
    let at = server::clock::now();
    olivia.done(domain::Edit::StartTimer { id, kind: TimeKind::Work, work_order: Some(WorkOrderId(order)), at }).await;
    olivia.done(domain::Edit::StopTimer { id, at: at + 60_000 }).await;
    tell_all(&world.app).await.unwrap();
    let taken = receiver.taken(&made.secret);
    let names: Vec<&str> = taken.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["work_order.created", "work_order.status_changed", "time_entry.recorded"]);
    assert_eq!(taken[0].2["work_order"], json!(order));
    assert_eq!((&taken[1].2["from"], &taken[1].2["to"]), (&json!("dispatched"), &json!("travelling")));
    assert!(taken.iter().all(|(_, _, data)| data["work_order"] != json!(before)), "what was before is not told");
    // Other people see the work order now: its timeline takes new numbers, and is not told again.
    let assign = domain::Edit::Assign { work_order: WorkOrderId(order), add: vec![user_id("mike")], remove: vec![] };
    olivia.done(assign).await;
    tell_all(&world.app).await.unwrap();
    assert_eq!(receiver.taken(&made.secret), []);
}

async fn what_did_not_arrive_is_sent_again_under_the_same_name(world: World) {
    let (program, receiver) = (program(&world).await, Receiver::start().await);
    let made = hook(&program, &receiver, &["work_order.created"]).await;
    let mut olivia = world.signed_in("olivia").await;
    let (first, _) = work_order(&mut olivia, &[]).await;
    let (second, _) = work_order(&mut olivia, &[]).await;
    receiver.answers(500);
    tell_all(&world.app).await.unwrap();
    tell_all(&world.app).await.unwrap();
    let failed = receiver.taken(&made.secret);
    assert_eq!(failed.len(), 1, "it waits before it tries again, and the second waits for the first");
    let list: WebhookList = program.get("/admin/webhooks").await.ok();
    assert!(list.webhooks[0].failing_since.is_some() && list.webhooks[0].delivered_at.is_none());
    assert_eq!(list.webhooks[0].failure.as_deref(), Some("it answered 500"));
    receiver.answers(204);
    let resumed = program.write(Method::POST, &format!("/admin/webhooks/{}/resume", made.info.id), &json!({})).await;
    assert_eq!(resumed.status, 204);
    tell_all(&world.app).await.unwrap();
    let taken = receiver.taken(&made.secret);
    assert_eq!(
        taken.iter().map(|(_, _, data)| data["work_order"].clone()).collect::<Vec<_>>(),
        [json!(first), json!(second)]
    );
    assert_eq!(taken[0].1, failed[0].1, "the same identifier");
    let list: WebhookList = program.get("/admin/webhooks").await.ok();
    assert_eq!((list.webhooks[0].failing_since, &list.webhooks[0].failure), (None, &None));
    assert!(list.webhooks[0].delivered_at.is_some());
}

async fn a_receiver_that_is_gone_for_three_days_is_given_up_and_resumed_where_it_stopped(mut world: World) {
    let smtp = world.with_mail().await;
    let (program, receiver) = (program(&world).await, Receiver::start().await);
    let made = hook(&program, &receiver, &["*"]).await;
    let mut olivia = world.signed_in("olivia").await;
    olivia.done(set(Entity::User, user_id("olivia").0, "email", json!(""), json!("olivia@example.com"))).await;
    work_order(&mut olivia, &[]).await;
    receiver.answers(503);
    tell_all(&world.app).await.unwrap();
    let long_ago = server::clock::now() - server::owner::webhooks::GIVEN_UP_AFTER;
    let aged = format!("UPDATE webhooks SET failing_since = {long_ago}, next_at = 0");
    world.app.db.execute(sqlx::AssertSqlSafe(aged), vec![]).await.unwrap();
    tell_all(&world.app).await.unwrap();
    let list: WebhookList = program.get("/admin/webhooks").await.ok();
    assert!(list.webhooks[0].disabled_at.is_some());
    let lines = world.app.db.all("SELECT detail FROM audit WHERE event = 'webhook_given_up'", vec![]).await.unwrap();
    assert_eq!(lines.len(), 1);
    let letter = smtp.letter(1).await;
    assert_eq!(
        (letter.to.as_str(), letter.line("Subject:").as_str()),
        ("olivia@example.com", "A webhook was switched off")
    );
    assert!(letter.text.contains(&receiver.url) && letter.text.contains("it answered 503"), "{}", letter.text);
    receiver.answers(200);
    receiver.taken(&made.secret);
    work_order(&mut olivia, &[]).await;
    tell_all(&world.app).await.unwrap();
    assert_eq!(receiver.taken(&made.secret), [], "it is switched off");
    program.write(Method::POST, &format!("/admin/webhooks/{}/resume", made.info.id), &json!({})).await;
    tell_all(&world.app).await.unwrap();
    assert_eq!(receiver.taken(&made.secret).len(), 2, "nothing was missed");
}

async fn redirects_are_not_followed(world: World) {
    let (program, receiver) = (program(&world).await, Receiver::start().await);
    let made = hook(&program, &receiver, &["*"]).await;
    work_order(&mut world.signed_in("olivia").await, &[]).await;
    receiver.answers(307);
    tell_all(&world.app).await.unwrap();
    assert_eq!(receiver.taken(&made.secret).len(), 1);
    let list: WebhookList = program.get("/admin/webhooks").await.ok();
    assert_eq!(list.webhooks[0].failure.as_deref(), Some("it answered 307"));
}

async fn stock_is_told_once_when_it_falls(world: World) {
    let (program, receiver) = (program(&world).await, Receiver::start().await);
    let made = hook(&program, &receiver, &["stock.low"]).await;
    let mut olivia = world.signed_in("olivia").await;
    let (item, truck, shop) = (Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
    olivia.done(create(Entity::Item, item, json!({"name": "Wire", "unit": "ft", "truck_min": 5_000}))).await;
    olivia.done(create(Entity::Location, truck, json!({"name": "Truck", "kind": "truck"}))).await;
    olivia.done(create(Entity::Location, shop, json!({"name": "Shop", "kind": "shop"}))).await;
    let mut moved = async |place: Uuid, quantity: i64| {
        let (place, none) = (Some(LocationId(place)), None);
        let (from, to) = if quantity < 0 { (place, none) } else { (none, place) };
        let quantity = Quantity::whole(quantity.abs());
        let movement =
            Movement { item: ItemId(item), from, to, quantity, kind: MoveKind::Count, ..Movement::default() };
        olivia.done(domain::Edit::MoveStock { id: Uuid::new_v4(), movement }).await;
        tell_all(&world.app).await.unwrap();
        receiver.taken(&made.secret)
    };
    assert_eq!(moved(truck, 10).await, []);
    assert_eq!(moved(truck, -5).await, [], "as much as it should hold");
    let low = moved(truck, -1).await;
    assert_eq!((low.len(), &low[0].2["on_hand"], &low[0].2["min"]), (1, &json!(4_000), &json!(5_000)));
    assert_eq!(moved(truck, -1).await, [], "it was low before");
    assert_eq!(moved(truck, 8).await, []);
    assert_eq!(moved(truck, -9).await.len(), 1);
    assert_eq!(moved(shop, 1).await, [], "the minimum is of trucks");
}

async fn only_what_is_wanted_is_told_and_nothing_of_other_companies(world: World) {
    let (ours, theirs) = (Receiver::start().await, Receiver::start().await);
    let program = program(&world).await;
    let made = hook(&program, &ours, &["work_order.status_changed"]).await;
    let their_program = Program::of(&world, "otto", &[Scope::Hooks]).await;
    let their_hook = hook(&their_program, &theirs, &["*"]).await;
    let mut olivia = world.signed_in("olivia").await;
    let (order, _) = work_order(&mut olivia, &[]).await;
    olivia.done(moved(order, Status::Dispatched, Status::Travelling)).await;
    tell_all(&world.app).await.unwrap();
    let names: Vec<String> = ours.taken(&made.secret).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["work_order.status_changed"]);
    assert_eq!(theirs.taken(&their_hook.secret), []);
    let list: WebhookList = their_program.get("/admin/webhooks").await.ok();
    assert_eq!(list.webhooks.len(), 1);
    for (method, path) in [
        (Method::DELETE, format!("/admin/webhooks/{}", made.info.id)),
        (Method::POST, format!("/admin/webhooks/{}/resume", made.info.id)),
    ] {
        assert_eq!(Client::send(their_program.request(method, &path)).await.error(404), ErrorCode::NotFound);
    }
    let path = format!("/admin/webhooks/{}", made.info.id);
    assert_eq!(Client::send(program.request(Method::DELETE, &path)).await.status, 204);
    olivia.done(moved(order, Status::Travelling, Status::OnSite)).await;
    tell_all(&world.app).await.unwrap();
    assert_eq!(ours.taken(&made.secret), []);
}

async fn webhooks_are_for_those_who_may_and_secrets_are_sealed(world: World) {
    let receiver = Receiver::start().await;
    let reader = Program::of(&world, "olivia", &[Scope::Read, Scope::Write, Scope::Export]).await;
    assert_eq!(reader.get("/admin/webhooks").await.error(403), ErrorCode::Forbidden);
    assert_eq!(world.signed_in("dana").await.get("/admin/webhooks").await.error(403), ErrorCode::Forbidden);
    let program = program(&world).await;
    let made = hook(&program, &receiver, &["*"]).await;
    let stored = world.app.db.all("SELECT secret FROM webhooks", vec![]).await.unwrap();
    let bare = made.secret.strip_prefix("whsec_").unwrap();
    assert!(!stored[0].text("secret").unwrap().contains(bare));
    assert!(!String::from_utf8_lossy(&program.get("/admin/webhooks").await.body).contains(bare));
    for (url, events) in [
        ("http://example.com/", vec!["*"]),
        ("nonsense", vec!["*"]),
        ("https://user:word@example.com/", vec!["*"]),
        ("https://example.com/", vec!["no.such.event"]),
        ("https://example.com/", vec![]),
    ] {
        let answer = program.write(Method::POST, "/admin/webhooks", &json!({"url": url, "events": events})).await;
        assert_eq!(answer.error(400), ErrorCode::BadRequest, "{url}");
    }
}

async fn two_servers_do_not_tell_the_same_twice(world: World) {
    let (program, receiver) = (program(&world).await, Receiver::start().await);
    let made = hook(&program, &receiver, &["*"]).await;
    let mut olivia = world.signed_in("olivia").await;
    for _ in 0..5 {
        work_order(&mut olivia, &[]).await;
    }
    let (one, other) = tokio::join!(tell_all(&world.app), tell_all(&world.app));
    one.unwrap();
    other.unwrap();
    let mut ids: Vec<String> = receiver.taken(&made.secret).into_iter().map(|(_, id, _)| id).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), all), (5, 5));
}

async fn what_a_phone_brings_late_is_told_all_the_same(world: World) {
    let (program, receiver) = (program(&world).await, Receiver::start().await);
    let made = hook(&program, &receiver, &["work_order.created"]).await;
    let mut olivia = world.signed_in("olivia").await;
    let (_, customer) = work_order(&mut olivia, &[]).await;
    let order = Uuid::new_v4();
    let mut late = olivia.mutation(&create(Entity::WorkOrder, order, json!({"title": "Panel", "customer": customer})));
    late.occurred_at -= KEPT + DAY;
    let response: PushResponse = olivia.push_mutations(vec![late]).await.ok();
    assert!(matches!(response.outcomes[0].verdict, Verdict::Applied { .. }), "{response:?}");
    server::db::webhook_events::sweep(&world.app.db, server::clock::now() - KEPT).await.unwrap();
    tell_all(&world.app).await.unwrap();
    let told: Vec<Value> =
        receiver.taken(&made.secret).into_iter().map(|(.., data)| data["work_order"].clone()).collect();
    assert_eq!(told.len(), 2);
    assert_eq!(told[1], json!(order));
    server::db::webhook_events::sweep(&world.app.db, server::clock::now() + DAY).await.unwrap();
    let left = world.app.db.all("SELECT nth FROM webhook_events", vec![]).await.unwrap();
    assert!(left.is_empty(), "nothing is kept for ever");
}
