//! Something that a person might do with what is on the screen.

use domain::ids::{CustomerId, ItemId, LocationId, TimeEntryId, WorkOrderId};
use domain::quantity::Quantity;
use domain::status::{WaitingOn, steps_from};
use domain::stock::{MoveKind, Movement};
use domain::time_entry::TimeKind;
use domain::work_order::WorkOrder;
use domain::{Edit, Entity, Row};
use serde_json::{Value, json};
use uuid::Uuid;

use super::world::{PEOPLE, World};

/// Draws an edit for phone `nth`; `None` when its app is not running or shows nothing fitting.
pub(super) fn draw(world: &mut World, nth: usize) -> Option<Edit> {
    let id = world.draw();
    let dice = world.rng.u32(0..100);
    let orders = rows(world, nth, Entity::WorkOrder);
    let customers = rows(world, nth, Entity::Customer);
    match dice {
        0..=7 => Some(create(Entity::Customer, id, json!({"name": format!("Customer {dice}")}))),
        8..=17 => {
            let customer = pick(world, &customers)?;
            let title = format!("Job {}", world.rng.u32(0..1000));
            Some(create(Entity::WorkOrder, id, json!({"title": title, "customer": CustomerId(customer.id)})))
        }
        18..=22 => Some(create(Entity::Item, id, json!({"name": "Box", "unit": "ea"}))),
        23..=25 => Some(create(Entity::Location, id, json!({"name": "Truck", "kind": "truck"}))),
        26..=40 => {
            let order = pick(world, &orders)?;
            let field = ["title", "description", "permit"][world.rng.usize(0..3)];
            let old = order.body.fields().ok()?.remove(field).unwrap_or(Value::Null);
            let new = json!(format!("{field} {}", world.rng.u32(0..100)));
            let patch = serde_json::from_value(json!({field: {"old": old, "new": new}})).ok()?;
            Some(Edit::SetFields { entity: Entity::WorkOrder, id: order.id, patch })
        }
        41..=55 => {
            let order = pick(world, &orders)?;
            let from = order.read::<WorkOrder>()?.status;
            let role = world.phones[nth].role;
            let steps: Vec<_> = steps_from(role, from).collect();
            let (to, _) = *steps.get(world.rng.usize(0..steps.len().max(1)))?;
            let reason = String::from("because");
            Some(Edit::Transition {
                work_order: WorkOrderId(order.id),
                from,
                to,
                waiting_on: Some(WaitingOn::Parts),
                reason,
            })
        }
        56..=63 => {
            let order = pick(world, &orders)?;
            let (who, other) = (PEOPLE[world.rng.usize(0..4)].0, PEOPLE[world.rng.usize(0..4)].0);
            Some(Edit::Assign { work_order: WorkOrderId(order.id), add: vec![who], remove: vec![other] })
        }
        64..=75 => {
            let order = pick(world, &orders)?;
            Some(create(Entity::Note, id, json!({"work_order": order.id, "text": "Seen"})))
        }
        76..=90 => {
            let (items, places) = (rows(world, nth, Entity::Item), rows(world, nth, Entity::Location));
            let (item, from, to) = (pick(world, &items)?, pick(world, &places)?, pick(world, &places)?);
            let quantity = Quantity::whole(world.rng.i64(1..5));
            let (kind, from, to) = match world.rng.u32(0..3) {
                0 => (MoveKind::Receive, None, Some(LocationId(to.id))),
                1 => (MoveKind::Use, Some(LocationId(from.id)), None),
                _ => (MoveKind::Transfer, Some(LocationId(from.id)), Some(LocationId(to.id))),
            };
            let movement = Movement { item: ItemId(item.id), from, to, quantity, kind, ..Movement::default() };
            Some(Edit::MoveStock { id, movement })
        }
        91..=95 => {
            Some(Edit::StartTimer { id: TimeEntryId(id), kind: TimeKind::Work, work_order: None, at: world.now })
        }
        _ => {
            let timers = rows(world, nth, Entity::TimeEntry);
            let timer = pick(world, &timers)?;
            Some(Edit::StopTimer { id: TimeEntryId(timer.id), at: world.now })
        }
    }
}

fn create(entity: Entity, id: Uuid, fields: Value) -> Edit {
    Edit::Create { entity, id, fields: fields.as_object().cloned().unwrap_or_default() }
}

fn rows(world: &World, nth: usize, entity: Entity) -> Vec<Row> {
    let Some(client) = &world.phones[nth].client else { return Vec::new() };
    client.view().all(entity).map(|r| Row::clone(r)).collect()
}

fn pick(world: &mut World, rows: &[Row]) -> Option<Row> {
    if rows.is_empty() { None } else { Some(rows[world.rng.usize(0..rows.len())].clone()) }
}
