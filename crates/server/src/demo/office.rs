//! What the office does to a job: takes the call, schedules and dispatches it, looks at it afterwards, closes it.

use domain::ids::UserId;
use domain::status::Status;
use domain::work_order::{Kind, WorkOrder};
use domain::{Edit, Entity};

use super::DemoError;
use super::calendar::Calendar;
use super::customers::Place;
use super::dice::Dice;
use super::jobs::{Fate, Job};
use super::people::{Team, create};
use super::words::Words;
use crate::clock::{DAY, HOUR, MINUTE};

/// The edits of the dispatcher who takes the calls.
pub(super) fn take_calls(
    jobs: &[Job],
    places: &[Place],
    teams: &[Team],
    dice: &mut Dice,
) -> Result<Vec<(i64, Edit)>, DemoError> {
    let mut edits = Vec::new();
    for job in jobs {
        let Some(place) = places.get(job.place) else { continue };
        let assignees: Vec<UserId> = job.team.and_then(|t| teams.get(t)).map(|t| t.members.clone()).unwrap_or_default();
        let needs_permit =
            matches!(job.sort.kind, Kind::PanelUpgrade | Kind::RoughIn | Kind::EvCharger | Kind::Generator);
        let status = match job.fate {
            Fate::Draft => Status::Draft,
            Fate::History => Status::Dispatched,
            _ => Status::Scheduled,
        };
        let work_order = WorkOrder {
            customer: Some(place.customer),
            site: Some(place.site),
            kind: job.sort.kind,
            priority: job.sort.priority,
            status,
            title: job.sort.title.clone(),
            description: job.sort.description.clone(),
            window: job.window,
            assignees,
            permit: if needs_permit { format!("E-26-{:04}", dice.between(300, 4900)) } else { String::new() },
            code_edition: if needs_permit { "527 CMR 12.00 (NEC 2023)".into() } else { String::new() },
            prevailing_wage: place.is_public,
            ..WorkOrder::default()
        };
        edits.push((job.called, create(Entity::WorkOrder, job.id.0, &work_order)?));
        if !matches!(job.fate, Fate::Draft | Fate::Scheduled | Fate::Cancelled | Fate::History) {
            let start = job.window.map_or(job.called, |w| w.start);
            let at = (start - 14 * HOUR).max(job.called + 5 * MINUTE);
            edits.push((at, step(job, Status::Scheduled, Status::Dispatched, "")));
        }
    }
    Ok(edits)
}

/// The edits of the office manager who looks at what is done.
pub(super) fn look_through(jobs: &[Job], words: &Words, calendar: &Calendar, dice: &mut Dice) -> Vec<(i64, Edit)> {
    let mut edits = Vec::new();
    for job in jobs {
        let end = job.window.map_or(job.called, |w| w.end);
        let late = calendar.now() - 30 * MINUTE;
        match job.fate {
            Fate::Review | Fate::Closed => {
                edits.push(((end + 2 * HOUR).min(late), step(job, Status::WorkComplete, Status::OfficeReview, "")));
            }
            Fate::Cancelled => {
                let reason = words.cancelled(dice);
                edits
                    .push(((job.called + 3 * HOUR).min(late), step(job, Status::Scheduled, Status::Cancelled, reason)));
            }
            Fate::History => {
                let reason = "Entered from the paper file";
                edits.push(((end + DAY).min(late), step(job, Status::Dispatched, Status::Closed, reason)));
            }
            _ => {}
        }
        if job.fate == Fate::Closed {
            edits.push(((end + DAY).min(late + MINUTE), step(job, Status::OfficeReview, Status::Closed, "")));
        }
    }
    edits
}

fn step(job: &Job, from: Status, to: Status, reason: &str) -> Edit {
    Edit::Transition { work_order: job.id, from, to, waiting_on: None, reason: reason.to_owned() }
}
