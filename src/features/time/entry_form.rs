//! The fields of a time entry, as texts in a form and back.

use domain::Edit;
use domain::ids::{TimeEntryId, WorkOrderId};
use domain::rejection::{Code, Rejection};
use domain::time_entry::{KINDS, TimeEntry, TimeKind};
use leptos::prelude::WithValue;
use serde_json::{Map, Value};

use crate::features::form::{Form, plain_text};
use crate::state::{Ports, PortsHandle};

/// What the form asks.
pub const FIELDS: [&str; 5] = ["kind", "work_order", "start", "end", "reason"];

/// The text of a field; moments as the clock on the wall shows them.
pub fn text_of(ports: &PortsHandle, seen: &Map<String, Value>, name: &str) -> String {
    match (name, seen.get(name).and_then(Value::as_i64)) {
        ("start" | "end", Some(at)) => ports.0.with_value(|ports| ports.phone.format_local(at)),
        ("start" | "end", None) => String::new(),
        // The reason is why this correction is made, not why the last one was.
        ("reason", _) => String::new(),
        _ => plain_text(seen, name),
    }
}

/// What a new entry by hand starts from: the last full hour until now.
pub fn blank(ports: &Ports) -> Map<String, Value> {
    const MINUTE: i64 = 60_000;
    let now = ports.phone.now() / MINUTE * MINUTE;
    fields_of(&TimeEntry { start: now - 60 * MINUTE, end: Some(now), ..TimeEntry::default() })
}

/// The fields of an entry.
pub fn fields_of(entry: &TimeEntry) -> Map<String, Value> {
    match serde_json::to_value(entry) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The stable name of a kind, as in JSON.
pub fn kind_name(kind: TimeKind) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// What the form says, as an edit. `running` entries may stay without an end.
pub fn edit(form: Form, id: TimeEntryId, running: bool, ports: &Ports) -> Result<Edit, Rejection> {
    let moment = |name: &'static str| ports.phone.parse_local(&form.text(name));
    let start = if form.is_changed("start") { moment("start") } else { seen(form, "start") };
    let end = if form.is_changed("end") { moment("end") } else { seen(form, "end") };
    if end.is_none() && !(running && form.text("end").is_empty()) {
        return Err(Rejection::on(Code::Required, "end"));
    }
    let kind = form.text("kind");
    Ok(Edit::CorrectTime {
        id,
        kind: KINDS.into_iter().find(|it| kind_name(*it) == kind).unwrap_or_default(),
        work_order: form.text("work_order").parse().ok().map(WorkOrderId),
        start: start.ok_or_else(|| Rejection::on(Code::Required, "start"))?,
        end,
        reason: form.text("reason"),
    })
}

/// The moment that the author saw, to the millisecond: the field shows minutes only.
fn seen(form: Form, name: &str) -> Option<i64> {
    form.seen(name).as_i64()
}
