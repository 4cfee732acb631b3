//! An edit in the words of whoever made it: "Status: On site – WO-2041".

use domain::conflict::Choice;
use domain::edit::Patch;
use domain::ids::UserId;
use domain::stock::Movement;
use domain::{Edit, Entity, Key};
use serde_json::{Map, Value};

use super::job_of::job_of;
use super::row_name::{job_name, name_in, row_name, step_text};
use super::value_words::field_words;
use crate::state::Desk;
use crate::words::{t, t_named, t_value, t_with};

/// One line: what was done, and to what.
pub fn describe(desk: Desk, edit: &Edit) -> String {
    let what = what(desk, edit);
    let to_what = match (edit, job_of(desk, edit)) {
        // Says by itself what it makes.
        (Edit::Create { entity: Entity::WorkOrder, .. }, _) => None,
        (_, Some(job)) => job_name(desk, job),
        (Edit::SetFields { entity, id, .. }, None) => row_name(desk, Key { entity: *entity, id: *id }),
        (Edit::AddCode { item, .. } | Edit::RemoveCode { item, .. } | Edit::LinkCode { item, .. }, None) => {
            row_name(desk, Key::new(Entity::Item, item.0))
        }
        (Edit::Resolve { subject, .. }, None) => row_name(desk, *subject),
        _ => None,
    };
    match to_what {
        Some(to_what) => format!("{what} – {to_what}"),
        None => what,
    }
}

fn what(desk: Desk, edit: &Edit) -> String {
    match edit {
        Edit::Create { entity, fields, .. } => created(desk, *entity, fields),
        Edit::SetFields { patch, .. } => changed(patch),
        Edit::Remove { entity: Entity::Photo, .. } => t("edit.remove_photo").to_owned(),
        Edit::Remove { .. } => t("edit.remove_note").to_owned(),
        Edit::Transition { to, .. } => t_with("edit.transition", &[("status", &t_value("status", to))]),
        Edit::Assign { add, remove, .. } => assigned(desk, add, remove),
        Edit::Answer { checklist, step, finding, .. } => {
            let step = step_text(desk, *checklist, step);
            match finding {
                Some(finding) => t_with("edit.answer", &[("finding", &t_value("finding", finding)), ("step", &step)]),
                None => t_with("edit.answer_back", &[("step", &step)]),
            }
        }
        Edit::CompleteChecklist { checklist } => {
            let name = row_name(desk, Key::new(Entity::Checklist, *checklist)).unwrap_or_default();
            t_with("edit.complete_checklist", &[("name", &name)])
        }
        Edit::MoveStock { movement, .. } => moved(desk, movement),
        Edit::AddCode { code, .. } => t_with("edit.add_code", &[("code", &code.code)]),
        Edit::RemoveCode { code, .. } => t_with("edit.remove_code", &[("code", code)]),
        Edit::LinkCode { parked, .. } => {
            let code = row_name(desk, Key::new(Entity::ParkedCode, *parked)).unwrap_or_default();
            t_with("edit.link_code", &[("code", &code)])
        }
        Edit::StartTimer { kind, .. } => t_with("edit.start_timer", &[("kind", &t_value("time_kind", kind))]),
        Edit::StopTimer { .. } => t("edit.stop_timer").to_owned(),
        Edit::CorrectTime { kind, .. } => t_with("edit.correct_time", &[("kind", &t_value("time_kind", kind))]),
        Edit::Resolve { choice: Choice::TakeOther, .. } => t("edit.resolve_take").to_owned(),
        Edit::Resolve { choice: Choice::Keep, .. } => t("edit.resolve_keep").to_owned(),
        Edit::Decide { again: Some(_), .. } => t("edit.decide_again").to_owned(),
        Edit::Decide { again: None, .. } => t("edit.decide_discard").to_owned(),
    }
}

fn created(desk: Desk, entity: Entity, fields: &Map<String, Value>) -> String {
    // A new job has no number to be called by yet.
    let name = match entity {
        Entity::WorkOrder => fields.get("title").and_then(Value::as_str).map(str::to_owned),
        _ => name_in(desk, entity, fields),
    };
    t_named(&format!("edit.create.{}", entity.name())).replace("{name}", &name.unwrap_or_default())
}

fn changed(patch: &Patch) -> String {
    let fields: Vec<String> = patch.keys().map(|field| field_words(field)).collect();
    t_with("edit.set_fields", &[("fields", &fields.join(", "))])
}

fn assigned(desk: Desk, add: &[UserId], remove: &[UserId]) -> String {
    let names = |users: &[UserId]| {
        let names = users.iter().filter_map(|user| row_name(desk, Key::new(Entity::User, user.0)));
        names.collect::<Vec<_>>().join(", ")
    };
    let come = || t_with("edit.assign", &[("names", &names(add))]);
    let go = || t_with("edit.unassign", &[("names", &names(remove))]);
    match (add.is_empty(), remove.is_empty()) {
        (false, false) => format!("{}; {}", come(), go()),
        (true, _) => go(),
        (_, true) => come(),
    }
}

fn moved(desk: Desk, movement: &Movement) -> String {
    let item =
        desk.row(Key::new(Entity::Item, movement.item.0)).and_then(|row| row.body.fields().ok()).unwrap_or_default();
    let text = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let kind = match movement.undoes {
        Some(_) => t("edit.move_back").to_owned(),
        None => t_value("move_kind", &movement.kind),
    };
    let quantity = movement.quantity.to_string();
    t_with(
        "edit.move_stock",
        &[("kind", &kind), ("quantity", &quantity), ("unit", &text("unit")), ("item", &text("name"))],
    )
}
