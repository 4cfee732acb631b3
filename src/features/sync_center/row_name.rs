//! What people call a row: "WO-2041 Panel upgrade", "Sam Ortiz", "14 Sea St".

use domain::ids::WorkOrderId;
use domain::{Entity, Key};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::state::Desk;
use crate::words::{t, t_named, t_with};

/// Fields that hold a name, the best first.
const NAMES: [&str; 5] = ["name", "title", "street", "raw", "text"];
/// As much of a name as a line can hold.
const LONGEST: usize = 60;

/// The name of the row with this key, when this phone has it.
pub fn row_name(desk: Desk, key: Key) -> Option<String> {
    let fields = desk.row(key)?.body.fields().ok()?;
    name_in(desk, key.entity, &fields)
}

/// The name in these fields of a row.
pub(super) fn name_in(desk: Desk, entity: Entity, fields: &Map<String, Value>) -> Option<String> {
    match entity {
        Entity::WorkOrder => {
            let title = text_in(fields, "title").unwrap_or_default();
            Some(match fields.get("number").and_then(Value::as_u64) {
                Some(number) => format!("WO-{number} {title}"),
                None => t_with("thing.new_job", &[("title", title)]),
            })
        }
        Entity::Photo => Some(match text_in(fields, "slot") {
            Some(slot) => t_named(&format!("slot.{slot}")),
            None => t("thing.photo").to_owned(),
        }),
        Entity::TimeEntry => text_in(fields, "kind").map(|kind| t_named(&format!("time_kind.{kind}"))),
        Entity::Movement => row_name(desk, Key { entity: Entity::Item, id: id_in(fields, "item")? }),
        _ => NAMES.iter().find_map(|name| text_in(fields, name)).map(shortened),
    }
}

/// "WO-2041", or the title while the number is still to come.
pub(super) fn job_name(desk: Desk, job: WorkOrderId) -> Option<String> {
    let fields = desk.row(Key::new(Entity::WorkOrder, job.0))?.body.fields().ok()?;
    match fields.get("number").and_then(Value::as_u64) {
        Some(number) => Some(format!("WO-{number}")),
        None => text_in(&fields, "title").map(shortened),
    }
}

/// The text of a step of a checklist.
pub(super) fn step_text(desk: Desk, checklist: Uuid, step: &str) -> String {
    let text = || {
        let fields = desk.row(Key::new(Entity::Checklist, checklist))?.body.fields().ok()?;
        let found =
            fields.get("steps")?.as_array()?.iter().find(|one| one.get("key").and_then(Value::as_str) == Some(step))?;
        found.get("text")?.as_str().map(str::to_owned)
    };
    text().unwrap_or_else(|| step.to_owned())
}

/// The identifier in a field.
pub(super) fn id_in(fields: &Map<String, Value>, name: &str) -> Option<Uuid> {
    fields.get(name)?.as_str()?.parse().ok()
}

/// The text in a field, when there is some.
pub(super) fn text_in<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    fields.get(name)?.as_str().filter(|text| !text.is_empty())
}

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(LONGEST).collect();
    short.push('…');
    short
}
