//! Own time entries, as the pages read them.

use domain::Entity;
use domain::ids::TimeEntryId;
use domain::time_entry::TimeEntry;

use crate::state::Desk;

/// A timer that runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    /// Which.
    pub id: TimeEntryId,
    /// Since when, on what.
    pub entry: TimeEntry,
}

/// All time entries of the person who looks, in no order. Follows them.
pub(super) fn own_entries(desk: Desk) -> Vec<(TimeEntryId, TimeEntry)> {
    let rows = desk.children(desk.me().0, Entity::TimeEntry);
    rows.iter().filter_map(|row| Some((TimeEntryId(row.id), row.read()?))).collect()
}

/// The timers that run for the person who looks, the latest first: one, or one for each phone. Follows them.
pub fn running(desk: Desk) -> Vec<Running> {
    let entries = own_entries(desk).into_iter();
    let mut found: Vec<Running> =
        entries.filter(|(_, entry)| entry.end.is_none()).map(|(id, entry)| Running { id, entry }).collect();
    found.sort_by_key(|timer| std::cmp::Reverse(timer.entry.start));
    found
}
