//! Edits of time. One timer runs at a time: starting one stops the other in the same save.

use domain::Edit;
use domain::ids::{TimeEntryId, WorkOrderId};
use domain::time_entry::TimeKind;

use super::running::Running;

/// Starts a timer and stops what runs.
pub fn start_edits(
    id: TimeEntryId,
    kind: TimeKind,
    work_order: Option<WorkOrderId>,
    running: &[Running],
    at: i64,
) -> Vec<Edit> {
    let mut edits = stop_edits(running, at);
    edits.push(Edit::StartTimer { id, kind, work_order, at });
    edits
}

/// Stops what runs. Two phones may each have started one.
pub fn stop_edits(running: &[Running], at: i64) -> Vec<Edit> {
    running.iter().map(|timer| Edit::StopTimer { id: timer.id, at }).collect()
}

/// What takes a stop back: the same work goes on from the moment it was stopped.
pub(super) fn go_on(timer: &Running, again: TimeEntryId, at: i64) -> Vec<Edit> {
    let (kind, work_order) = (timer.entry.kind, timer.entry.work_order);
    vec![Edit::StartTimer { id: again, kind, work_order, at }]
}
