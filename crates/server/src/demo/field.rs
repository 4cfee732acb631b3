//! What a crew does on a job: drives there, works through the checklist, writes notes, takes parts from the truck,
//! finishes or has to wait.

use domain::checklist::{Checklist, Finding};
use domain::ids::WorkOrderId;
use domain::quantity::Quantity;
use domain::status::Status;
use domain::stock::{MoveKind, Movement};
use domain::work_order::Note;
use domain::{Edit, Entity};

use super::DemoError;
use super::calendar::Calendar;
use super::checklists::Checklists;
use super::dice::Dice;
use super::jobs::{Fate, Job};
use super::names;
use super::people::{Team, create};
use super::stock::{Catalogue, item_id};
use super::words::Words;
use crate::clock::MINUTE;

/// Days back to which checklists are filled in step by step.
const STEP_BY_STEP: i64 = -8;

/// What a crew needs to know to write its part.
pub(super) struct Field<'a> {
    /// Days.
    pub calendar: &'a Calendar,
    /// Templates.
    pub checklists: &'a Checklists,
    /// Items.
    pub catalogue: &'a Catalogue,
    /// Sentences.
    pub words: &'a Words,
}

/// When a crew was at a job.
#[derive(Clone, Copy)]
pub(super) struct Visit {
    /// Set off.
    pub left: i64,
    /// Was there.
    pub arrived: i64,
    /// Was done, or interrupted; `None` while still there.
    pub finished: Option<i64>,
}

/// When the crew was there, if it was.
pub(super) fn visit(job: &Job, calendar: &Calendar) -> Option<Visit> {
    let window = job.window.filter(|_| job.fate.was_worked_on())?;
    // Jobs of today must have happened by now, at whatever hour the demonstration is made.
    let latest = calendar.now() - 20 * MINUTE;
    let arrived = (window.start + 5 * MINUTE).min(latest);
    let finished = (arrived + job.sort.minutes * MINUTE).min(window.end).min(latest + 15 * MINUTE);
    Some(Visit { left: arrived - 20 * MINUTE, arrived, finished: (job.fate != Fate::OnSite).then_some(finished) })
}

impl Field<'_> {
    /// The edits of the crew's lead on one job.
    pub fn work(&self, job: &Job, team: &Team, dice: &mut Dice) -> Result<Vec<(i64, Edit)>, DemoError> {
        let mut edits = Vec::new();
        if job.fate == Fate::Travelling {
            edits.push((self.calendar.now() - 15 * MINUTE, step(job, Status::Dispatched, Status::Travelling)));
        }
        let Some(visit) = visit(job, self.calendar) else { return Ok(edits) };
        let until = visit.finished.unwrap_or(self.calendar.now());
        let middle = visit.arrived + (until - visit.arrived) / 2;
        edits.push((visit.left, step(job, Status::Dispatched, Status::Travelling)));
        edits.push((visit.arrived, step(job, Status::Travelling, Status::OnSite)));
        edits.push((visit.arrived + MINUTE, note(job.id, "arrival", self.words.arrival(dice))?));
        self.checklist(job, middle, &mut edits)?;
        if dice.percent(60) {
            edits.push((middle, note(job.id, "finding", self.words.finding(dice))?));
        }
        if job.fate.is_done() {
            for part in &job.sort.parts {
                edits.push((middle, used(job.id, part, team, self.catalogue.use_of(part, dice))));
            }
            edits.push((until - MINUTE, note(job.id, "leaving", self.words.leaving(dice))?));
            edits.push((until, step(job, Status::OnSite, Status::WorkComplete)));
        }
        let mut interrupted = |to, waiting_on, reason: &str| {
            let reason = reason.to_owned();
            edits.push((until, Edit::Transition { work_order: job.id, from: Status::OnSite, to, waiting_on, reason }));
        };
        match job.fate {
            Fate::Paused => interrupted(Status::Paused, None, self.words.paused(dice)),
            Fate::Waiting(on) => interrupted(Status::Waiting, Some(on), self.words.waiting(on, dice)),
            _ => {}
        }
        Ok(edits)
    }

    fn checklist(&self, job: &Job, at: i64, edits: &mut Vec<(i64, Edit)>) -> Result<(), DemoError> {
        let Some(template) = self.checklists.named(&job.sort.checklist).filter(|_| job.day >= STEP_BY_STEP) else {
            return Ok(());
        };
        let id = names::id("checklist", &job.id.to_string());
        let keys: Vec<String> = template.steps.iter().map(|s| s.key.clone()).collect();
        let started = Checklist {
            work_order: job.id,
            title: template.title,
            edition: template.edition,
            steps: template.steps,
            ..Checklist::default()
        };
        edits.push((at, create(Entity::Checklist, id, &started)?));
        let answered = if job.fate.is_done() { keys.len() } else { keys.len() / 2 };
        for (n, step) in keys.into_iter().take(answered).enumerate() {
            let finding = if n % 7 == 5 { Finding::NotApplicable } else { Finding::Pass };
            let answer = Edit::Answer { checklist: id, step, finding: Some(finding), note: String::new() };
            edits.push((at + MINUTE, answer));
        }
        if job.fate.is_done() {
            edits.push((at + 2 * MINUTE, Edit::CompleteChecklist { checklist: id }));
        }
        Ok(())
    }
}

fn step(job: &Job, from: Status, to: Status) -> Edit {
    Edit::Transition { work_order: job.id, from, to, waiting_on: None, reason: String::new() }
}

fn note(work_order: WorkOrderId, occasion: &str, text: &str) -> Result<Edit, DemoError> {
    let id = names::id("note", &format!("{work_order}/{occasion}"));
    create(Entity::Note, id, &Note { work_order, text: text.to_owned() })
}

fn used(work_order: WorkOrderId, part: &str, team: &Team, quantity: Quantity) -> Edit {
    let movement = Movement {
        item: item_id(part),
        from: Some(team.truck),
        quantity,
        kind: MoveKind::Use,
        work_order: Some(work_order),
        ..Movement::default()
    };
    Edit::MoveStock { id: names::id("movement", &format!("{work_order}/{part}")), movement }
}
