//! Which conflicts are open, and who may settle one.

use domain::conflict::{Conflict, Resolution};
use domain::permission::{Act, Relation, allowed};
use domain::work_order::WorkOrder;
use domain::{Entity, Key};
use uuid::Uuid;

use crate::state::Desk;

/// Open conflicts, the newest first.
pub(super) fn open_conflicts(desk: Desk) -> Vec<Uuid> {
    let mut open = desk.read_all::<Conflict>(Entity::Conflict);
    open.retain(|(_, conflict)| conflict.resolution == Resolution::Open);
    open.sort_by_key(|(id, conflict)| (std::cmp::Reverse(conflict.other_by.at), *id));
    open.into_iter().map(|(id, _)| id).collect()
}

/// Whether the signed-in person may choose here: on their own jobs, and the office everywhere.
pub(super) fn may_settle(desk: Desk, conflict: &Conflict) -> bool {
    let actor = desk.actor();
    let relation = match conflict.work_order {
        None => Relation::Own,
        Some(id) => desk
            .row(Key::new(Entity::WorkOrder, id.0))
            .and_then(|row| Some(actor.relation(&row.read::<WorkOrder>()?.assignees, row.created.by)))
            .unwrap_or(Relation::Other),
    };
    allowed(actor.role, Act::Resolve, relation)
}
