//! A ledger entry in words.

use domain::Entity;
use domain::stock::Movement;
use domain::work_order::WorkOrder;

use super::levels::location_name;
use crate::state::Desk;
use crate::words::{t, t_value};

/// "Used", "Undone".
pub(super) fn what(movement: &Movement) -> String {
    if movement.undoes.is_some() { t("stock.undone").to_owned() } else { t_value("move_kind", &movement.kind) }
}

/// "Truck 4 → WO-2041", "Shop → Truck 4", "→ Shop".
pub(super) fn way(desk: Desk, movement: &Movement) -> String {
    let place = |id: Option<_>| id.map(|id| location_name(desk, id)).unwrap_or_default();
    let job = movement
        .work_order
        .and_then(|id| desk.get::<WorkOrder>(Entity::WorkOrder, id.0))
        .and_then(|order| order.label());
    let (mut from, mut to) = (place(movement.from), place(movement.to));
    if let Some(job) = job {
        *(if from.is_empty() { &mut from } else { &mut to }) = job;
    }
    match (from.is_empty(), to.is_empty()) {
        (_, true) => from,
        (true, false) => to,
        (false, false) => format!("{from} → {to}"),
    }
}
