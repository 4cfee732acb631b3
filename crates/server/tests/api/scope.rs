//! What a technician's phone holds, and what leaves it again.

use std::collections::BTreeMap;

use domain::digest::Digest;
use domain::ids::WorkOrderId;
use domain::{Edit, Entity, Key};
use protocol::sync::{PullResponse, Verdict};
use serde_json::json;
use uuid::Uuid;

use crate::client::{create, set, work_order};
use crate::world::{World, user_id};

crate::on_both_databases!(
    a_technician_holds_the_work_of_the_own_crew_only,
    assigning_brings_a_work_order_with_all_that_hangs_on_it_and_unassigning_takes_it_away,
    a_company_may_let_technicians_see_all,
    a_technician_cannot_write_on_a_job_of_others,
    who_joins_a_crew_is_sent_what_that_brings_and_who_leaves_it_is_told_what_goes,
    rows_are_compared_by_the_digest_of_all_that_is_seen,
);

async fn a_technician_holds_the_work_of_the_own_crew_only(world: World) {
    let mut dana = world.signed_in("dana").await;
    let (mikes, customer) = work_order(&mut dana, &[user_id("mike")]).await;
    let (nobodys, other_customer) = work_order(&mut dana, &[]).await;
    for (login, sees) in [("mike", true), ("ana", true), ("tess", false)] {
        let mut client = world.signed_in(login).await;
        client.pull().await;
        assert_eq!(client.holds(Entity::WorkOrder, mikes), sees, "{login}");
        assert_eq!(client.holds(Entity::Customer, customer), sees, "{login}");
        assert!(
            !client.holds(Entity::WorkOrder, nobodys) && !client.holds(Entity::Customer, other_customer),
            "{login}"
        );
    }
}

async fn assigning_brings_a_work_order_with_all_that_hangs_on_it_and_unassigning_takes_it_away(world: World) {
    let (mut dana, mut tess) = (world.signed_in("dana").await, world.signed_in("tess").await);
    let (order, customer) = work_order(&mut dana, &[user_id("mike")]).await;
    let note = Uuid::new_v4();
    dana.done(create(Entity::Note, note, json!({"work_order": order, "text": "Key box"}))).await;
    tess.pull().await;
    assert!(!tess.holds(Entity::Note, note));

    let assign = |add, remove| Edit::Assign { work_order: WorkOrderId(order), add, remove };
    dana.done(assign(vec![user_id("tess")], vec![])).await;
    tess.pull().await;
    assert!(
        tess.holds(Entity::WorkOrder, order)
            && tess.holds(Entity::Note, note)
            && tess.holds(Entity::Customer, customer)
    );

    dana.done(assign(vec![], vec![user_id("tess")])).await;
    tess.pull().await;
    assert!(
        !tess.holds(Entity::WorkOrder, order)
            && !tess.holds(Entity::Note, note)
            && !tess.holds(Entity::Customer, customer)
    );
}

async fn a_company_may_let_technicians_see_all(world: World) {
    let mut admin = world.signed_in("olivia").await;
    let mut tess = world.signed_in("tess").await;
    let (order, _) = work_order(&mut admin, &[]).await;
    tess.pull().await;
    assert!(!tess.holds(Entity::WorkOrder, order));
    admin.done(set(Entity::Company, world.ours.0, "technicians_see_all", json!(false), json!(true))).await;
    tess.pull().await;
    assert!(tess.holds(Entity::WorkOrder, order));
}

async fn a_technician_cannot_write_on_a_job_of_others(world: World) {
    let (mut dana, mut tess) = (world.signed_in("dana").await, world.signed_in("tess").await);
    let (order, _) = work_order(&mut dana, &[user_id("mike")]).await;
    let verdict = tess.push(create(Entity::Note, Uuid::new_v4(), json!({"work_order": order, "text": "Mine"}))).await;
    assert!(matches!(verdict, Verdict::Rejected { .. }), "{verdict:?}");
}

async fn who_joins_a_crew_is_sent_what_that_brings_and_who_leaves_it_is_told_what_goes(world: World) {
    let (mut olivia, mut tess) = (world.signed_in("olivia").await, world.signed_in("tess").await);
    let (order, customer) = work_order(&mut olivia, &[user_id("mike")]).await;
    let note = Uuid::new_v4();
    olivia.done(create(Entity::Note, note, json!({"work_order": order, "text": "Key box"}))).await;
    for item in 0..20 {
        olivia.done(create(Entity::Item, Uuid::new_v4(), json!({"name": format!("Wire {item}"), "unit": "ft"}))).await;
    }
    tess.pull().await;
    let held = tess.rows.len();

    let crew = Uuid::new_v4();
    let members = [user_id("mike"), user_id("tess")];
    olivia.done(create(Entity::Crew, crew, json!({"name": "Truck 5", "members": members}))).await;
    let page: PullResponse = tess.pull_page(tess.cursor(), None).await.ok();
    assert_eq!(page.reset, None);
    assert!(page.rows.len() < held, "the difference, not everything: {} rows", page.rows.len());
    tess.pull().await;
    for (entity, id) in [(Entity::WorkOrder, order), (Entity::Note, note), (Entity::Customer, customer)] {
        assert!(tess.holds(entity, id), "{entity:?}");
    }

    olivia.done(set(Entity::Crew, crew, "members", json!(members), json!([user_id("mike")]))).await;
    tess.pull().await;
    for (entity, id) in [(Entity::WorkOrder, order), (Entity::Note, note), (Entity::Customer, customer)] {
        assert!(!tess.holds(entity, id), "{entity:?}");
    }
    // The crew itself stays: everybody of the company sees it.
    assert_eq!(tess.rows.values().filter(|row| !row.deleted).count(), held + 1, "and nothing else went");
}

async fn rows_are_compared_by_the_digest_of_all_that_is_seen(world: World) {
    let (mut dana, mut tess) = (world.signed_in("dana").await, world.signed_in("tess").await);
    let (order, _) = work_order(&mut dana, &[]).await;
    dana.done(set(Entity::WorkOrder, order, "title", json!("Panel"), json!("Panel change"))).await;
    for client in [&mut dana, &mut tess] {
        client.pull().await;
        let page = client.pull_with_digest().await;
        let mut ours = BTreeMap::<Entity, Digest>::new();
        for row in client.rows.values().filter(|row| !row.deleted) {
            ours.entry(row.entity).or_default().add(row.id, row.version);
        }
        assert_eq!(page.digest, Some(ours));
        assert_eq!(client.rows.contains_key(&Key::new(Entity::WorkOrder, order)), client.who_is_office());
    }
}
