//! How long a phone takes to read a thousand unsent edits and replay them on the server's rows.
//!
//! `cargo run --release -p sync --example replay`
//!
//! The edits are answers to a checklist of twenty steps: each reads the work order and the list, writes the list, and adds a
//! line to the timeline.

use std::error::Error;
use std::time::Instant;

use domain::checklist::Finding;
use domain::ids::{DeviceId, MutationId, UserId};
use domain::people::Role;
use domain::{Edit, Entity};
use serde_json::{Value, json};
use sync::client::{Client, NewEdit, VaultImage, VaultOp};
use uuid::Uuid;

const NOW: i64 = 1_700_000_000_000;
const EDITS: u128 = 1_000;
const ROUNDS: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let (user, device) = (UserId(Uuid::from_u128(0xA0)), DeviceId(Uuid::from_u128(0xD0)));
    let open = |vault| Client::open(user, Role::Dispatcher, device, vault, None);
    let mut client = open(VaultImage::default());
    let mut vault = VaultImage::default();
    let mut enter = |id: u128, edit: Edit| -> Result<(), Box<dyn Error>> {
        let new = NewEdit { id: MutationId(Uuid::from_u128(id)), edit };
        let plan = client.submit(vec![new], vec![], vec![], NOW).map_err(|failure| format!("{failure:?}"))?;
        for op in &plan.before {
            if let VaultOp::Put { shelf, key, value } = op {
                vault.records.push((*shelf, key.clone(), value.clone()));
            }
        }
        client.finish(plan);
        Ok(())
    };
    let steps: Vec<Value> = (0..20)
        .map(|n| json!({"key": format!("s{n}"), "text": format!("Torque of lug {n} as the label on the panel says")}))
        .collect();
    let ids = [1, 2, 3, 4].map(Uuid::from_u128);
    let create = |entity, id, fields: Value| Edit::Create {
        entity,
        id,
        fields: fields.as_object().cloned().unwrap_or_default(),
    };
    enter(1, create(Entity::Customer, ids[0], json!({"name": "Harbor Bakery"})))?;
    let order = json!({"customer": ids[0], "title": "Replace panel", "description": "Two hundred amperes. ".repeat(8)});
    enter(2, create(Entity::WorkOrder, ids[1], order))?;
    enter(3, create(Entity::Template, ids[2], json!({"title": "Panel", "steps": steps})))?;
    enter(
        4,
        create(
            Entity::Checklist,
            ids[3],
            json!({"work_order": ids[1], "template": ids[2], "title": "Panel", "steps": steps}),
        ),
    )?;
    for n in 0..EDITS {
        let finding = Some(if (n / 20) % 2 == 0 { Finding::Pass } else { Finding::Fail });
        let (step, note) = (format!("s{}", n % 20), String::new());
        enter(10 + n, Edit::Answer { checklist: ids[3], step, finding, note })?;
    }
    let mut took: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let vault = VaultImage { records: vault.records.clone() };
            let start = Instant::now();
            let client = open(vault);
            let took = start.elapsed().as_secs_f64() * 1_000.0;
            assert_eq!(client.outbox().count() as u128, EDITS + 4);
            took
        })
        .collect();
    took.sort_by(f64::total_cmp);
    println!("{EDITS} edits read and replayed: median {:.2} ms", took[ROUNDS / 2]);
    let client = open(vault);
    let mut took: Vec<f64> = (0..ROUNDS as u128)
        .map(|n| {
            let (step, note) = (format!("s{}", n % 20), String::new());
            let edit = Edit::Answer { checklist: ids[3], step, finding: Some(Finding::NotApplicable), note };
            let new = NewEdit { id: MutationId(Uuid::from_u128(100_000 + n)), edit };
            let start = Instant::now();
            let plan = client.submit(vec![new], vec![], vec![], NOW);
            let took = start.elapsed().as_secs_f64() * 1_000_000.0;
            assert!(plan.is_ok());
            took
        })
        .collect();
    took.sort_by(f64::total_cmp);
    println!("one more, checked and made ready for the vault: median {:.0} µs", took[ROUNDS / 2]);
    Ok(())
}
