//! What everybody's timer did this week.

use domain::Edit;
use domain::ids::{TimeEntryId, UserId};
use domain::time_entry::TimeKind;

use super::DemoError;
use super::calendar::Calendar;
use super::field::visit;
use super::jobs::Job;
use super::names;
use crate::clock::MINUTE;

/// The timer edits of one member of a crew for the crew's jobs, in order of time.
pub(super) fn of(member: UserId, jobs: &[&Job], calendar: &Calendar) -> Result<Vec<(i64, Edit)>, DemoError> {
    let monday = calendar.day(-calendar.days_since_monday(), 0, 0)?;
    let mut visits: Vec<_> = jobs.iter().filter_map(|job| Some((*job, visit(job, calendar)?))).collect();
    visits.retain(|(job, visit)| visit.left >= monday && job.day <= 0);
    visits.sort_by_key(|(_, visit)| visit.left);
    let mut edits = Vec::new();
    let mut free_from = monday;
    for (job, visit) in visits {
        // Stretches never overlap: a job that ran late pushes the next one back.
        let left = visit.left.max(free_from);
        let arrived = visit.arrived.max(left + 5 * MINUTE);
        let mut stretch = |kind, name: &str, start: i64, end: Option<i64>| {
            let id = TimeEntryId(names::id("time", &format!("{member}/{}/{name}", job.id)));
            edits.push((start, Edit::StartTimer { id, kind, work_order: Some(job.id), at: start }));
            if let Some(end) = end {
                edits.push((end, Edit::StopTimer { id, at: end }));
            }
        };
        stretch(TimeKind::Travel, "travel", left, Some(arrived));
        let finished = visit.finished.map(|end| end.max(arrived + 5 * MINUTE));
        stretch(TimeKind::Work, "work", arrived, finished);
        match finished {
            Some(end) => free_from = end,
            None => break,
        }
    }
    Ok(edits)
}
