//! Lists: all rows of the company and no other, in pages, narrowed, and always over an index.

use std::collections::BTreeSet;

use domain::Entity;
use domain::ids::CompanyId;
use domain::work_order::WorkOrder;
use protocol::error::ErrorCode;
use serde_json::{Value, json};
use server::auth::api_token::Scope;
use server::db::lists::{self, Ask, Narrow, Place, WorkOrders};
use server::db::{Kind, Tx};
use server::demo;
use server::owner::wire::{Page, Stored};
use uuid::Uuid;

use super::Program;
use crate::client::{create, set, work_order};
use crate::world::{World, user_id};

const LISTS: [&str; 10] = [
    "work-orders",
    "customers",
    "sites",
    "items",
    "levels",
    "movements",
    "locations",
    "time-entries",
    "users",
    "photos",
];

crate::on_both_databases!(
    every_list_has_the_companys_rows_once_and_no_others,
    a_list_goes_on_where_it_was_left,
    work_orders_are_narrowed,
    no_list_reads_what_it_does_not_need,
    nonsense_is_refused,
    databases_of_older_builds_are_narrowed_too,
);

async fn every_list_has_the_companys_rows_once_and_no_others(world: World) {
    let plan = demo::Plan { work_orders: 60, items: 0, now: server::clock::now() };
    assert!(demo::seed(&world.app.db, plan).await.unwrap());
    let mut otto = world.signed_in("otto").await;
    work_order(&mut otto, &[]).await;
    let theirs = Program::of(&world, "otto", &[Scope::Read]).await;
    let demo_admin = format!("{}@demo", demo::logins()[0].login);
    let mut client = world.anybody();
    client.sign_in(&demo_admin, demo::logins()[0].password).await;
    let answer = client.post("/admin/api-tokens", &json!({"name": "x", "scopes": ["read"]})).await;
    let program = Program { http: reqwest::Client::new(), address: world.address.clone(), made: answer.ok() };
    client.pull_in_pages_of(1000).await;
    for name in LISTS {
        let entity = Entity::named(&name.replace('-', "_").trim_end_matches('s').replace("time_entrie", "time_entry"));
        let held: BTreeSet<String> =
            client.rows.values().filter(|r| Some(r.entity) == entity).map(|r| r.id.to_string()).collect();
        let rows = program.all(&format!("/api/v1/{name}"), 37).await;
        let listed: BTreeSet<String> = rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(rows.len(), listed.len(), "{name}: none comes twice");
        assert_eq!(listed, held, "{name}");
        for row in theirs.all(&format!("/api/v1/{name}"), 200).await {
            let id = row["id"].as_str().unwrap();
            assert!(!held.contains(id), "{name}: {id}");
        }
        if let Some(id) = listed.first() {
            let path = format!("/api/v1/{name}/{id}");
            let one: Stored<Value> = program.get(&path).await.ok();
            assert_eq!(one.id.to_string(), *id);
            assert_eq!(theirs.get(&path).await.error(404), ErrorCode::NotFound, "of another company: {name}");
        }
    }
}

async fn a_list_goes_on_where_it_was_left(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    let program = Program::of(&world, "olivia", &[Scope::Read]).await;
    let ids: Vec<Uuid> = (0..5).map(|_| Uuid::new_v4()).collect();
    for id in &ids {
        olivia.done(create(Entity::Customer, *id, json!({"name": "A \"quoted\" Ünïcode, and\nmore"}))).await;
    }
    let first: Page<Value> = program.get("/api/v1/customers?limit=3").await.ok();
    assert_eq!((first.rows.len(), first.more), (3, true));
    assert_eq!(first.rows[0].fields["name"], "A \"quoted\" Ünïcode, and\nmore");
    // What is written meanwhile moves to the end.
    olivia.done(set(Entity::Customer, ids[0], "phone", Value::Null, json!("555"))).await;
    let second: Page<Value> = program.get(&format!("/api/v1/customers?after={}", first.next)).await.ok();
    let listed: Vec<Uuid> = second.rows.iter().map(|row| row.id).collect();
    assert_eq!((listed, second.more), (vec![ids[3], ids[4], ids[0]], false));
    let third: Page<Value> = program.get(&format!("/api/v1/customers?after={}", second.next)).await.ok();
    assert_eq!((third.rows.len(), third.more, &third.next), (0, false, &second.next));
    let seq = second.rows[1].seq;
    let since: Page<Value> = program.get(&format!("/api/v1/customers?changed_since={seq}")).await.ok();
    assert_eq!(since.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[0]]);
    let future = server::clock::now() + 1_000_000;
    let none: Page<Value> = program.get(&format!("/api/v1/customers?updated_since={future}")).await.ok();
    assert!(none.rows.is_empty());
}

async fn work_orders_are_narrowed(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    let program = Program::of(&world, "olivia", &[Scope::Read]).await;
    let (mikes, customer) = work_order(&mut olivia, &[user_id("mike")]).await;
    let (tess, _) = work_order(&mut olivia, &[user_id("tess")]).await;
    let window = json!({"start": 1000, "end": 2000});
    olivia.done(set(Entity::WorkOrder, tess, "window", Value::Null, window)).await;
    let found = async |query: &str| -> BTreeSet<Uuid> {
        let page: Page<WorkOrder> = program.get(&format!("/api/v1/work-orders?{query}")).await.ok();
        page.rows.into_iter().map(|row| row.id).collect()
    };
    let (one, other) = (BTreeSet::from([mikes]), BTreeSet::from([tess]));
    assert_eq!(found(&format!("assigned_to={}", user_id("mike"))).await, one);
    assert_eq!(found(&format!("assigned_to={}", user_id("olivia"))).await, BTreeSet::new(), "made by, not assigned to");
    assert_eq!(found(&format!("customer={customer}")).await, one);
    assert_eq!(found("status=dispatched").await, BTreeSet::from([mikes, tess]));
    assert_eq!(found("status=closed").await, BTreeSet::new());
    assert_eq!(found("from=1500").await, other);
    assert_eq!(found("from=2000").await, BTreeSet::new(), "the end is not part of it");
    assert_eq!(found("to=1000").await, BTreeSet::new());
    assert_eq!(found(&format!("from=0&to=5000&status=dispatched&assigned_to={}", user_id("tess"))).await, other);
    // People go off a work order, and its place in the narrowed list follows.
    let assign = domain::Edit::Assign {
        work_order: domain::ids::WorkOrderId(mikes),
        add: vec![user_id("tess")],
        remove: vec![user_id("mike")],
    };
    olivia.done(assign).await;
    assert_eq!(found(&format!("assigned_to={}", user_id("mike"))).await, BTreeSet::new());
    assert_eq!(found(&format!("assigned_to={}", user_id("tess"))).await, BTreeSet::from([mikes, tess]));
    let page: Page<WorkOrder> = program.get("/api/v1/work-orders?status=dispatched").await.ok();
    let all: Page<WorkOrder> = program.get("/api/v1/work-orders").await.ok();
    let seqs = |page: &Page<WorkOrder>| page.rows.iter().map(|row| (row.id, row.seq)).collect::<Vec<_>>();
    assert_eq!(seqs(&page), seqs(&all), "narrowed or not, the same order");
}

fn asks() -> Vec<Ask> {
    let id = Uuid::from_u128(1);
    let by = |by: WorkOrders| Narrow::WorkOrders(by);
    let narrows = [
        (Entity::WorkOrder, Narrow::No),
        (Entity::Level, Narrow::No),
        (Entity::Site, Narrow::Scope("customer", id)),
        (Entity::TimeEntry, Narrow::Scope("user", id)),
        (Entity::WorkOrder, by(WorkOrders { status: Some("closed".into()), ..WorkOrders::default() })),
        (Entity::WorkOrder, by(WorkOrders { customer: Some(id), ..WorkOrders::default() })),
        (Entity::WorkOrder, by(WorkOrders { assigned_to: Some(id), ..WorkOrders::default() })),
        (Entity::WorkOrder, by(WorkOrders { from: Some(1), to: Some(2), ..WorkOrders::default() })),
        (
            Entity::WorkOrder,
            by(WorkOrders { assigned_to: Some(id), status: Some("closed".into()), ..WorkOrders::default() }),
        ),
    ];
    narrows
        .into_iter()
        .map(|(entity, narrow)| Ask {
            entity,
            after: Place::default(),
            limit: 50,
            updated_since: None,
            removed: false,
            narrow,
        })
        .collect()
}

async fn no_list_reads_what_it_does_not_need(world: World) {
    let kind = world.app.db.kind();
    for ask in asks() {
        let (sql, values) = lists::statement(kind, CompanyId(Uuid::from_u128(1)), &ask);
        let mut tx: Tx = world.app.db.begin().await.unwrap();
        let plan: Vec<String> = match kind {
            Kind::Sqlite => {
                let steps = tx.all(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")), values).await.unwrap();
                steps.iter().map(|step| step.text("detail").unwrap()).collect()
            }
            Kind::Postgres => {
                // Of empty tables it would rather read all.
                tx.execute("SET LOCAL enable_seqscan = off", vec![]).await.unwrap();
                let steps = tx.all(sqlx::AssertSqlSafe(format!("EXPLAIN {sql}")), values).await.unwrap();
                steps.iter().map(|step| step.text("QUERY PLAN").unwrap()).collect()
            }
        };
        // What was put together is read through; tables are not.
        let scans: Vec<&String> = plan
            .iter()
            .filter(|step| step.starts_with("SCAN") || step.contains("Seq Scan"))
            .filter(|step| !["page", "subquery", "own", "rows"].iter().any(|made| step.ends_with(made)))
            .collect();
        assert!(scans.is_empty(), "{ask:?}: {plan:#?}");
        if ask.narrow == Narrow::No && kind == Kind::Sqlite {
            assert!(plan.iter().any(|step| step.contains("rows_by_kind (company_id=? AND entity=?")), "{plan:#?}");
            assert!(
                !plan.iter().any(|step| step.contains("TEMP B-TREE FOR ORDER BY")),
                "it is in order already: {plan:#?}"
            );
        }
    }
}

async fn nonsense_is_refused(world: World) {
    let program = Program::of(&world, "olivia", &[Scope::Read]).await;
    for query in [
        "limit=0",
        "limit=201",
        "limit=x",
        "after=nonsense",
        "status=nothing",
        "customer=nobody",
        "colour=red",
        "limit=1&limit=2",
        "changed_since=-1",
        "user=00000000-0000-0000-0000-000000000001",
    ] {
        let answer = program.get(&format!("/api/v1/work-orders?{query}")).await;
        assert_eq!(answer.error(400), ErrorCode::BadRequest, "{query}");
    }
    assert_eq!(program.get("/api/v1/work-orders/nonsense").await.error(404), ErrorCode::NotFound);
    assert_eq!(program.get("/api/v1/nothing").await.error(404), ErrorCode::NotFound);
}

async fn databases_of_older_builds_are_narrowed_too(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    let (order, customer) = work_order(&mut olivia, &[user_id("mike")]).await;
    let window = json!({"start": 1000, "end": 2000});
    olivia.done(set(Entity::WorkOrder, order, "window", Value::Null, window)).await;
    let all = "SELECT work_order_id, seq, status, customer_id, starts_at, ends_at FROM work_order_facts";
    let facts = async || {
        let found = world.app.db.all(all, vec![]).await.unwrap();
        assert_eq!(found.len(), 1);
        let row = &found[0];
        (
            row.uuid("work_order_id").unwrap(),
            row.int("seq").unwrap(),
            row.text("status").unwrap(),
            row.uuid("customer_id").unwrap(),
            (row.int("starts_at").unwrap(), row.int("ends_at").unwrap()),
        )
    };
    let before = facts().await;
    assert_eq!((before.0, before.3, before.4), (order, customer, (1000, 2000)));
    // As an older build left them.
    let mut tx = world.app.db.begin().await.unwrap();
    tx.execute("DELETE FROM work_order_facts", vec![]).await.unwrap();
    tx.execute("UPDATE work_order_people SET assigned = 1", vec![]).await.unwrap();
    server::db::work_order_facts::fill(&mut tx, world.app.db.kind()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(facts().await, before);
    let people = world.app.db.all("SELECT user_id, assigned FROM work_order_people", vec![]).await.unwrap();
    for row in people {
        assert_eq!(row.flag("assigned").unwrap(), row.uuid("user_id").unwrap() == user_id("mike").0);
    }
}
