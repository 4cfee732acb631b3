//! The demonstration company stands up to the rules, and its people can sign in and work.

use std::collections::BTreeMap;

use domain::Entity;
use domain::ids::level_id;
use domain::quantity::Quantity;
use domain::stock::{Item, Level, Movement};
use domain::work_order::WorkOrder;
use server::demo::{self, Plan};

use crate::client::Client;
use crate::world::World;

crate::on_both_databases!(the_demonstration_is_complete_and_consistent);

async fn the_demonstration_is_complete_and_consistent(world: World) {
    let now = server::clock::now();
    let plan = Plan { work_orders: demo::WORK_ORDERS, items: 200, now };
    assert!(demo::seed(&world.app.db, plan).await.unwrap());
    assert!(!demo::seed(&world.app.db, plan).await.unwrap(), "a second time does nothing");

    let mut office = signed_in(&world, "olivia@demo").await;
    let of = |client: &Client, entity| client.rows.values().filter(|r| r.entity == entity).cloned().collect::<Vec<_>>();
    let orders: Vec<WorkOrder> = of(&office, Entity::WorkOrder).iter().filter_map(|r| r.read()).collect();
    assert_eq!(orders.len(), demo::WORK_ORDERS);
    for status in domain::status::ALL {
        assert!(orders.iter().any(|o| o.status == status), "none is {status:?}");
    }
    let items: Vec<Item> = of(&office, Entity::Item).iter().filter_map(|r| r.read()).collect();
    assert_eq!(items.len(), 200, "the catalogue, and some that were made up");
    assert!(items.iter().any(|i| i.codes.iter().any(|c| c.code == "00400880000600")), "the receptacle of the table");
    assert!(of(&office, Entity::Customer).len() >= 40);
    ledger_and_levels_agree(&office);

    for login in ["mike@demo", "tess@demo"] {
        let client = signed_in(&world, login).await;
        let day = 24 * 3_600_000;
        let windows = of(&client, Entity::WorkOrder).into_iter().filter_map(|r| r.read::<WorkOrder>()?.window);
        assert!(windows.filter(|w| (w.start - now).abs() < day).count() >= 3, "{login} has work today");
        assert!(of(&client, Entity::WorkOrder).len() < orders.len() / 2, "{login} holds the own crew's work only");
    }
    office.pull().await;
}

async fn signed_in(world: &World, login: &str) -> Client {
    let mut client = world.anybody();
    client.sign_in(login, demo::logins()[0].password).await;
    client.pull_in_pages_of(1000).await;
    client
}

fn ledger_and_levels_agree(client: &Client) {
    let mut sums: BTreeMap<uuid::Uuid, Quantity> = BTreeMap::new();
    for row in client.rows.values().filter(|r| r.entity == Entity::Movement) {
        let movement: Movement = row.read().unwrap();
        for (location, delta) in movement.deltas() {
            let sum = sums.entry(level_id(movement.item, location)).or_default();
            *sum = *sum + delta;
        }
    }
    let levels: BTreeMap<uuid::Uuid, Quantity> = client
        .rows
        .values()
        .filter(|r| r.entity == Entity::Level)
        .map(|r| (r.id, r.read::<Level>().unwrap().on_hand))
        .collect();
    assert_eq!(sums, levels);
    let short = levels.values().filter(|q| q.is_negative()).count();
    assert!(short * 50 < levels.len(), "{short} of {} levels are below zero", levels.len());
}
