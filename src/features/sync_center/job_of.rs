//! Which work order an edit belongs to: people think in jobs.

use domain::ids::WorkOrderId;
use domain::{Edit, Entity, Key};

use super::row_name::id_in;
use crate::state::Desk;

/// The work order that an edit belongs to.
pub(super) fn job_of(desk: Desk, edit: &Edit) -> Option<WorkOrderId> {
    match edit {
        Edit::Transition { work_order, .. } | Edit::Assign { work_order, .. } => Some(*work_order),
        Edit::Create { entity: Entity::WorkOrder, id, .. } => Some(WorkOrderId(*id)),
        Edit::Create { fields, .. } => id_in(fields, "work_order").map(WorkOrderId),
        Edit::MoveStock { movement, .. } => movement.work_order,
        Edit::StartTimer { work_order, .. } | Edit::CorrectTime { work_order, .. } => *work_order,
        Edit::Resolve { subject, .. } => job_of_row(desk, *subject),
        _ => job_of_row(desk, edit.subject()),
    }
}

fn job_of_row(desk: Desk, key: Key) -> Option<WorkOrderId> {
    if key.entity == Entity::WorkOrder {
        return Some(WorkOrderId(key.id));
    }
    id_in(&desk.row(key)?.body.fields().ok()?, "work_order").map(WorkOrderId)
}
