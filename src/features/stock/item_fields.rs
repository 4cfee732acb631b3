//! The fields of an item, as texts in a form and back.

use domain::barcode::code_key;
use domain::edit::Change;
use domain::ids::ItemId;
use domain::quantity::Quantity;
use domain::rejection::{Code, Rejection};
use domain::{Edit, Entity};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::features::form::{Form, plain_text};
use crate::state::PortsHandle;

/// What the form asks. Code and pack only for a new item; later they have a section of their own.
pub(super) const FIELDS: [&str; 8] = ["name", "category", "brand", "unit", "truck_min", "truck_max", "code", "pack"];

const TEXTS: [&str; 4] = ["name", "category", "brand", "unit"];
const NUMBERS: [&str; 2] = ["truck_min", "truck_max"];

/// The text of a field; quantities without idle zeros.
pub(super) fn text_of(_: &PortsHandle, seen: &Map<String, Value>, name: &str) -> String {
    match seen.get(name).and_then(Value::as_i64) {
        Some(thousandths) if NUMBERS.contains(&name) => Quantity(thousandths).to_string(),
        _ => plain_text(seen, name),
    }
}

/// A new item, with its first code when there is one. A code that was parked is linked instead, so that it is no longer
/// waiting.
pub(super) fn create(form: Form, id: ItemId, parked: Option<Uuid>) -> Result<Vec<Edit>, Rejection> {
    let mut fields: Map<String, Value> =
        TEXTS.iter().map(|name| ((*name).to_owned(), Value::String(form.text(name)))).collect();
    for name in NUMBERS {
        fields.insert(name.to_owned(), quantity(form, name)?.0.into());
    }
    let code = form.text("code");
    let pack = match form.text("pack") {
        text if text.is_empty() => Quantity::whole(1),
        text => text.parse().map_err(|_| Rejection::on(Code::Invalid, "pack"))?,
    };
    let own_code = (!code.is_empty() && parked.is_none()).then(|| {
        Value::Object(Map::from_iter([("code".to_owned(), code_key(&code).into()), ("pack".to_owned(), pack.0.into())]))
    });
    fields.insert("codes".to_owned(), own_code.into_iter().collect());
    let mut edits = vec![Edit::Create { entity: Entity::Item, id: id.0, fields }];
    edits.extend(parked.map(|parked| Edit::LinkCode { parked, item: id, pack }));
    Ok(edits)
}

/// What was changed on an item, field by field; nothing when nothing was.
pub(super) fn change(form: Form, id: ItemId) -> Result<Vec<Edit>, Rejection> {
    let mut patch = domain::edit::Patch::new();
    for name in TEXTS.into_iter().chain(NUMBERS).filter(|name| form.is_changed(name)) {
        let new = if NUMBERS.contains(&name) { quantity(form, name)?.0.into() } else { Value::String(form.text(name)) };
        patch.insert(name.to_owned(), Change { old: form.seen(name), new });
    }
    Ok(if patch.is_empty() { Vec::new() } else { vec![Edit::SetFields { entity: Entity::Item, id: id.0, patch }] })
}

fn quantity(form: Form, name: &'static str) -> Result<Quantity, Rejection> {
    match form.text(name) {
        text if text.is_empty() => Ok(Quantity::ZERO),
        text => text.parse().map_err(|_| Rejection::on(Code::Invalid, name)),
    }
}
