//! What the signed-in person may do, for hiding what the server would refuse. The same table as the server's.

use domain::Entity;
use domain::ids::UserId;
use domain::permission::{Act, Relation, allowed};
use domain::work_order::WorkOrder;

use super::desk::Desk;

/// Whether the person may do `act` to something of nobody in particular.
pub fn may(desk: Desk, act: Act<'_>) -> bool {
    allowed(desk.actor().role, act, Relation::Own)
}

/// Whether the person may do `act` on this work order, made by `author`.
pub fn may_on(desk: Desk, act: Act<'_>, order: &WorkOrder, author: UserId) -> bool {
    let actor = desk.actor();
    allowed(actor.role, act, actor.relation(&order.assignees, author))
}

/// Whether the person belongs to the office.
pub fn is_office(desk: Desk) -> bool {
    desk.actor().role.is_office()
}

/// Whether the person may make accounts.
pub fn is_admin(desk: Desk) -> bool {
    may(desk, Act::Set(Entity::Company, "name"))
}
