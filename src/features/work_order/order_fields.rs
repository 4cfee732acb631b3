//! The fields of the form: their names, and what a row's values look like in them. Everything in a form is text.

use domain::work_order::Window;
use leptos::prelude::WithValue;
use serde_json::{Map, Value, json};

use crate::features::form::plain_text;
use crate::state::PortsHandle;

/// Every field of the form. Those of a new customer and a new address are among them.
pub(super) const FIELDS: [&str; 20] = [
    "customer",
    "name",
    "phone",
    "site",
    "label",
    "street",
    "town",
    "state",
    "zip",
    "access",
    "kind",
    "priority",
    "title",
    "description",
    "start",
    "end",
    "assignees",
    "permit",
    "code_edition",
    "prevailing_wage",
];

/// The fields that are texts in the row too.
pub(super) const PLAIN: [&str; 6] = ["kind", "priority", "title", "description", "permit", "code_edition"];

/// In `customer` and `site`: one that is entered here.
pub(super) const NEW: &str = "new";
/// In a field that is yes or no.
pub(super) const YES: &str = "yes";

/// The text of a field, from the row that the author saw.
pub(super) fn text_of(ports: &PortsHandle, seen: &Map<String, Value>, name: &str) -> String {
    match name {
        "start" | "end" => moment(ports, seen.get("window").and_then(|window| window.get(name))),
        "assignees" => ids(seen.get(name)).join(" "),
        "prevailing_wage" if seen.get(name) == Some(&Value::Bool(true)) => YES.to_owned(),
        "kind" => or(plain_text(seen, name), "service_call"),
        "priority" => or(plain_text(seen, name), "normal"),
        _ => plain_text(seen, name),
    }
}

/// The window that two texts name: nothing when both are empty, `Err` when they make none.
pub(super) fn window_of(ports: &PortsHandle, start: &str, end: &str) -> Result<Option<Window>, ()> {
    if start.is_empty() && end.is_empty() {
        return Ok(None);
    }
    let parse = |text: &str| ports.0.with_value(|ports| ports.phone.parse_local(text));
    match (parse(start), parse(end)) {
        (Some(start), Some(end)) if start < end => Ok(Some(Window { start, end })),
        _ => Err(()),
    }
}

/// A window as a row holds it.
pub(super) fn window_value(window: Option<Window>) -> Value {
    json!(window)
}

/// Identifiers in a list of a row.
pub(super) fn ids(value: Option<&Value>) -> Vec<String> {
    let list = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn moment(ports: &PortsHandle, at: Option<&Value>) -> String {
    let at = at.and_then(Value::as_i64);
    at.map(|at| ports.0.with_value(|ports| ports.phone.format_local(at))).unwrap_or_default()
}

fn or(text: String, otherwise: &str) -> String {
    if text.is_empty() { otherwise.to_owned() } else { text }
}
