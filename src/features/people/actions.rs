//! The edits of this feature.

use domain::edit::{Change, Patch};
use domain::people::{Crew, User};
use domain::{Edit, Entity};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Changes of a person: nothing when nothing is different.
pub(super) fn change_person(id: Uuid, seen: &User, wanted: &User) -> Vec<Edit> {
    set_fields(Entity::User, id, seen, wanted)
}

/// Changes of a crew.
pub(super) fn change_crew(id: Uuid, seen: &Crew, wanted: &Crew) -> Vec<Edit> {
    set_fields(Entity::Crew, id, seen, wanted)
}

/// A new crew.
pub(super) fn create_crew(id: Uuid, crew: &Crew) -> Vec<Edit> {
    vec![Edit::Create { entity: Entity::Crew, id, fields: fields(crew) }]
}

fn set_fields<T: Serialize>(entity: Entity, id: Uuid, seen: &T, wanted: &T) -> Vec<Edit> {
    let seen = fields(seen);
    let change = |(name, new): (String, Value)| {
        let old = seen.get(&name).cloned().unwrap_or_default();
        (old != new).then_some((name, Change { old, new }))
    };
    let patch: Patch = fields(wanted).into_iter().filter_map(change).collect();
    if patch.is_empty() { Vec::new() } else { vec![Edit::SetFields { entity, id, patch }] }
}

fn fields<T: Serialize>(value: &T) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}
