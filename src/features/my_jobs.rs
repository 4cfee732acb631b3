//! Which jobs a person has at hand: for today's page, and for every picker that asks "on which job?".
//!
//! Never here: rows; these are lines that were read before.

use std::sync::Arc;

use domain::ids::{UserId, WorkOrderId};
use domain::status::Status;

use crate::state::{OrderLine, OrderLines};
use crate::ui::Choice;
use crate::words::t;

/// More than this in a picker is a list to search, not a list to pick from.
const MOST: usize = 40;

/// The jobs of `me` between dispatched and done, the one under way first. For somebody with none, as in the office: those
/// that anybody is on.
pub fn at_hand(orders: &OrderLines, me: UserId) -> Vec<Arc<OrderLine>> {
    let under_way = orders.lines.iter().filter(|line| rank(line.status).is_some());
    let (mine, others): (Vec<_>, Vec<_>) = under_way.cloned().partition(|line| line.assignees.contains(&me));
    let mut found = if mine.is_empty() { others } else { mine };
    // The sort is stable: within a status the nearest window stays first.
    found.sort_by_key(|line| rank(line.status));
    found.truncate(MOST);
    found
}

/// How near to the hand a job in this status is; `None`: not the field's.
pub const fn rank(status: Status) -> Option<u8> {
    match status {
        Status::OnSite => Some(0),
        Status::Travelling => Some(1),
        Status::Dispatched => Some(2),
        Status::Paused => Some(3),
        Status::Waiting => Some(4),
        _ => None,
    }
}

/// The choices of a picker: no job, then `jobs`, then `chosen` when it is none of these.
pub fn choices(orders: &OrderLines, jobs: &[Arc<OrderLine>], chosen: Option<WorkOrderId>) -> Vec<Choice> {
    let none = Choice::new("", t("my_jobs.none"));
    let other = chosen.filter(|id| jobs.iter().all(|line| line.id != *id));
    let other = other.and_then(|id| orders.lines.iter().find(|line| line.id == id));
    let named = |line: &Arc<OrderLine>| Choice::new(line.id.to_string(), name(line));
    [none].into_iter().chain(jobs.iter().chain(other).map(named)).collect()
}

/// A job in one line: "WO-2041 Quincy Yacht Supply".
pub fn name(line: &OrderLine) -> String {
    let number = line.number.as_deref().unwrap_or(t("my_jobs.new"));
    format!("{number} {}", if line.customer.is_empty() { &line.title } else { &line.customer })
}

/// A job by its identifier, in one line; nothing when it is not on this phone.
pub fn name_of(orders: &OrderLines, id: WorkOrderId) -> Option<String> {
    orders.lines.iter().find(|line| line.id == id).map(|line| name(line))
}
