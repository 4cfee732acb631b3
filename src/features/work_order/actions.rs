//! Edits of a work order. Plain functions: what is entered comes in, edits go out.

use domain::ids::WorkOrderId;
use domain::people::Role;
use domain::status::{Status, Step, WaitingOn, step};
use domain::work_order::WorkOrder;
use domain::{Edit, Entity};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Why a job goes to another status.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Why {
    pub waiting_on: Option<WaitingOn>,
    pub reason: String,
}

/// Takes a job from where it stands to `to`.
pub(super) fn transition(id: WorkOrderId, from: Status, to: Status, why: Why) -> Edit {
    Edit::Transition { work_order: id, from, to, waiting_on: why.waiting_on, reason: why.reason }
}

/// Takes a job that was just moved to `to` back to where it stood; nothing where `role` has no such step.
/// `taken_back` is the reason where the way back needs one.
pub(super) fn take_back(id: WorkOrderId, before: &WorkOrder, to: Status, role: Role, taken_back: &str) -> Vec<Edit> {
    let reason = match (step(role, to, before.status), before.reason.as_str()) {
        (Step::Forbidden, _) => return Vec::new(),
        (Step::Allowed, reason) => reason,
        (Step::WithReason, "") => taken_back,
        (Step::WithReason, reason) => reason,
    };
    let why = Why { waiting_on: before.waiting_on, reason: reason.to_owned() };
    vec![transition(id, to, before.status, why)]
}

/// Writes a note.
pub(super) fn add_note(id: Uuid, work_order: WorkOrderId, text: String) -> Edit {
    let fields = Map::from_iter([
        ("work_order".to_owned(), Value::String(work_order.to_string())),
        ("text".to_owned(), Value::String(text)),
    ]);
    Edit::Create { entity: Entity::Note, id, fields }
}

/// Hides a note for good.
pub(super) fn remove_note(id: Uuid) -> Edit {
    Edit::Remove { entity: Entity::Note, id }
}
