//! What rows that are being written mean to those who want to be told: events of webhooks.

use domain::activity::{Activity, Event as Line};
use domain::photo::Photo;
use domain::quantity::Quantity;
use domain::stock::{Item, Level, Location, Place};
use domain::time_entry::TimeEntry;
use domain::{Entity, Key, Row};
use serde_json::{Value, json};

/// Something that happened: its name, the row it is about, and what is told of it.
pub(super) struct Happened {
    /// A stable name.
    pub event: &'static str,
    /// What is told.
    pub data: Value,
}

/// Whether rows of this kind may mean something.
pub(super) const fn may_tell(entity: Entity) -> bool {
    matches!(entity, Entity::Activity | Entity::Photo | Entity::TimeEntry | Entity::Level)
}

/// What `row` means; a level needs [`low_stock`].
pub(super) fn of(row: &Row) -> Option<Happened> {
    match row.entity {
        Entity::Activity if row.version == 1 => {
            let Activity { work_order, event } = row.read()?;
            match event {
                Line::Created {} => {
                    Some(Happened { event: "work_order.created", data: json!({"work_order": work_order}) })
                }
                Line::Moved { from, to, waiting_on, reason } => {
                    let data = json!({
                        "work_order": work_order, "from": from, "to": to, "waiting_on": waiting_on, "reason": reason,
                    });
                    Some(Happened { event: "work_order.status_changed", data })
                }
                _ => None,
            }
        }
        Entity::Photo if row.version == 1 => {
            let photo: Photo = row.read()?;
            Some(Happened { event: "photo.added", data: json!({"photo": row.id, "work_order": photo.work_order}) })
        }
        Entity::TimeEntry => {
            let entry: TimeEntry = row.read()?;
            let end = entry.end?;
            let data = json!({
                "time_entry": row.id, "user": entry.user, "kind": entry.kind, "work_order": entry.work_order,
                "start": entry.start, "end": end, "corrections": entry.corrections.len(),
            });
            Some(Happened { event: "time_entry.recorded", data })
        }
        _ => None,
    }
}

/// The rows that decide whether these levels are low: themselves as they were, items and places.
pub(super) fn asked_of(levels: &[&Row]) -> Vec<Key> {
    let mut keys: Vec<Key> = levels
        .iter()
        .filter_map(|row| Some((row.key(), row.read::<Level>()?)))
        .flat_map(|(key, level)| {
            [key, Key::new(Entity::Item, level.item.0), Key::new(Entity::Location, level.location.0)]
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether a level of a truck has just fallen below what the truck should hold, by the rows as they were.
pub(super) fn low_stock(row: &Row, before: &[Row]) -> Option<Happened> {
    let find = |entity, id| before.iter().find(|row| row.key() == Key { entity, id });
    let level: Level = row.read()?;
    let item: Item = find(Entity::Item, level.item.0)?.read()?;
    let place: Location = find(Entity::Location, level.location.0)?.read()?;
    let was = find(Entity::Level, row.id).and_then(Row::read::<Level>).map_or(Quantity::ZERO, |level| level.on_hand);
    let is_new = find(Entity::Level, row.id).is_none();
    let fell = level.on_hand < item.truck_min && (is_new || was >= item.truck_min);
    (place.kind == Place::Truck && fell).then(|| Happened {
        event: "stock.low",
        data: json!({
            "item": level.item, "location": level.location, "on_hand": level.on_hand, "min": item.truck_min,
            "max": item.truck_max,
        }),
    })
}
