//! Everything that a person entered in one edit, field by field: nothing of it may be lost when it is refused.

use domain::conflict::Choice;
use domain::{Edit, Entity};
use serde::Serialize;
use serde_json::Value;

use super::row_name::step_text;
use super::value_words::{field_words, value_words};
use crate::state::Desk;
use crate::state::ports::Phone;
use crate::words::t;

/// Fields that say nothing to a person.
const SILENT: [&str; 10] =
    ["sha256", "thumb_sha256", "size", "mime", "width", "height", "edition", "steps", "batch", "undoes"];

/// Name and value of each field that was entered.
pub fn exact_input(desk: Desk, phone: &dyn Phone, edit: &Edit) -> Vec<(String, String)> {
    let line =
        |entity, field: &str, value: &Value| (field_words(field), value_words(desk, phone, entity, field, value));
    let entity = edit.subject().entity;
    match edit {
        Edit::SetFields { patch, .. } => {
            let words = |field: &str, value: &Value| value_words(desk, phone, entity, field, value);
            let change = |(field, change): (&String, &domain::edit::Change)| {
                (field_words(field), format!("{} → {}", words(field, &change.old), words(field, &change.new)))
            };
            patch.iter().map(change).collect()
        }
        Edit::Answer { checklist, step, finding, note } => vec![
            (field_words("step"), step_text(desk, *checklist, step)),
            line(entity, "finding", &json(finding)),
            line(entity, "note", &json(note)),
        ],
        Edit::Assign { add, remove, .. } => vec![
            (t("edit.field.add").to_owned(), value_words(desk, phone, entity, "assignees", &json(add))),
            (t("edit.field.remove").to_owned(), value_words(desk, phone, entity, "assignees", &json(remove))),
        ],
        Edit::Resolve { choice, .. } => {
            let words = if *choice == Choice::Keep { t("edit.resolve_keep") } else { t("edit.resolve_take") };
            vec![(t("edit.field.choice").to_owned(), words.to_owned())]
        }
        // What it is about is a refusal, which says all by itself.
        Edit::Decide { .. } => Vec::new(),
        Edit::Create { fields, .. } => lines(desk, phone, entity, fields),
        Edit::MoveStock { movement, .. } => match json(movement) {
            Value::Object(fields) => lines(desk, phone, Entity::Movement, &fields),
            _ => Vec::new(),
        },
        // What is left holds plain fields under the name of its kind.
        _ => match json(edit).as_object().and_then(|kinds| kinds.values().next()) {
            Some(Value::Object(fields)) => lines(desk, phone, entity, fields),
            _ => Vec::new(),
        },
    }
}

fn lines(
    desk: Desk,
    phone: &dyn Phone,
    entity: Entity,
    fields: &serde_json::Map<String, Value>,
) -> Vec<(String, String)> {
    let says_something = |(field, value): &(&String, &Value)| {
        let empty = value.is_null() || value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
        !empty && !SILENT.contains(&field.as_str()) && !matches!(field.as_str(), "id" | "checklist" | "parked")
    };
    let line = |(field, value): (&String, &Value)| {
        // The two ends of a step between statuses share the names of the two places of a movement.
        let named = match (entity, field.as_str()) {
            (Entity::WorkOrder, "from" | "to") => "status",
            (_, field) => field,
        };
        (field_words(field), value_words(desk, phone, entity, named, value))
    };
    fields.iter().filter(says_something).map(line).collect()
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
