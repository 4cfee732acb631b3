//! A field and its value as a person reads them: names for identifiers, words for stable names, dates for moments.

use domain::quantity::Quantity;
use domain::{Entity, Key};
use serde_json::Value;

use super::row_name::row_name;
use crate::state::Desk;
use crate::state::ports::Phone;
use crate::words::{t, t_named};

/// The field's name in the trade's words.
pub fn field_words(field: &str) -> String {
    let key = format!("field.{field}");
    let words = t_named(&key);
    if words == key { field.replace('_', " ") } else { words }
}

/// The value of `field` of a row of this kind.
pub fn value_words(desk: Desk, phone: &dyn Phone, entity: Entity, field: &str, value: &Value) -> String {
    match value {
        Value::Null => t("value.none").to_owned(),
        Value::Bool(true) => t("value.yes").to_owned(),
        Value::Bool(false) => t("value.no").to_owned(),
        Value::String(text) => text_words(desk, entity, field, text),
        Value::Number(number) => number_words(phone, field, number.as_i64().unwrap_or_default()),
        Value::Array(list) if list.is_empty() => t("value.none").to_owned(),
        Value::Array(list) => {
            let words: Vec<String> = list.iter().map(|one| value_words(desk, phone, entity, field, one)).collect();
            words.join(", ")
        }
        Value::Object(parts) => {
            match (parts.get("start").and_then(Value::as_i64), parts.get("end").and_then(Value::as_i64)) {
                (Some(start), Some(end)) => format!("{} – {}", phone.date_time(start), phone.time(end)),
                _ => parts.get("text").or(parts.get("code")).and_then(Value::as_str).unwrap_or_default().to_owned(),
            }
        }
    }
}

fn text_words(desk: Desk, entity: Entity, field: &str, text: &str) -> String {
    if text.is_empty() {
        return t("value.none").to_owned();
    }
    let id = || text.parse().ok();
    if let Some((entity, id)) = linked(field).zip(id()) {
        return row_name(desk, Key { entity, id }).unwrap_or_else(|| t("value.unknown").to_owned());
    }
    match group(entity, field) {
        Some(group) => {
            let key = format!("{group}.{text}");
            let words = t_named(&key);
            if words == key { text.to_owned() } else { words }
        }
        None => text.to_owned(),
    }
}

fn number_words(phone: &dyn Phone, field: &str, number: i64) -> String {
    match field {
        "start" | "end" | "at" | "taken_at" => phone.date_time(number),
        "quantity" | "pack" | "truck_min" | "truck_max" => Quantity(number).to_string(),
        // Cents are tenths of the thousandths that a quantity counts.
        "cost_cents" => format!("${}", Quantity(number.saturating_mul(10))),
        _ => number.to_string(),
    }
}

/// The kind of row whose identifier this field holds.
fn linked(field: &str) -> Option<Entity> {
    Some(match field {
        "customer" => Entity::Customer,
        "site" => Entity::Site,
        "work_order" => Entity::WorkOrder,
        "item" => Entity::Item,
        "location" | "truck" | "from" | "to" => Entity::Location,
        "assignees" | "members" | "lead" | "owner" | "user" => Entity::User,
        _ => return None,
    })
}

/// The family of words that this field's stable names belong to.
fn group(entity: Entity, field: &str) -> Option<&'static str> {
    Some(match (field, entity) {
        ("status", _) => "status",
        ("priority", _) => "priority",
        ("slot", _) => "slot",
        ("waiting_on", _) => "waiting_on",
        ("role", _) => "role",
        ("finding", _) => "finding",
        ("kind", Entity::WorkOrder) => "kind",
        ("kind", Entity::TimeEntry) => "time_kind",
        ("kind", Entity::Location) => "place",
        ("kind", Entity::Movement) => "move_kind",
        _ => return None,
    })
}
