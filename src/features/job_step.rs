//! A step of a job through its day, with the timer that belongs to it: one tap, one save. On the way is travel, on site
//! is work, done is done.
//!
//! Never here: steps that need a reason; those have a form.

use domain::Edit;
use domain::ids::{TimeEntryId, WorkOrderId};
use domain::people::Role;
use domain::status::{Status, Step, step};
use domain::time_entry::TimeKind;

use crate::features::time::{Running, stop_edits};
use crate::ui::Glyph;
use crate::words::t;

/// A step that is about to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobStep {
    /// Of which job.
    pub order: WorkOrderId,
    /// Where it stands on the screen.
    pub from: Status,
    /// Where it goes.
    pub to: Status,
}

impl JobStep {
    /// The step that most likely comes next in the field.
    pub fn next(order: WorkOrderId, from: Status) -> Option<Self> {
        Some(Self { order, from, to: from.next_for_technician()? })
    }

    /// What the button says.
    pub fn label(self) -> &'static str {
        match (self.from, self.to) {
            (_, Status::Travelling) => t("job_step.travel"),
            (Status::Paused | Status::Waiting, Status::OnSite) => t("job_step.resume"),
            (_, Status::OnSite) => t("job_step.arrive"),
            _ => t("job_step.finish"),
        }
    }

    /// What is drawn on the button.
    pub const fn glyph(self) -> Glyph {
        match self.to {
            Status::Travelling => Glyph::Car,
            Status::OnSite => Glyph::Wrench,
            _ => Glyph::CheckCircle,
        }
    }

    /// The step and its timer. `timer` is the new entry's identifier.
    pub fn edits(self, timer: TimeEntryId, running: &[Running], at: i64) -> Vec<Edit> {
        let mut edits = vec![self.transition()];
        match timer_of(self.to) {
            Some(kind) => {
                edits.extend(stop_edits(running, at));
                edits.push(Edit::StartTimer { id: timer, kind, work_order: Some(self.order), at });
            }
            // Somebody who is at lunch stays at lunch: only this job's timer ends with the job.
            None => edits.extend(stop_edits(&self.own(running), at)),
        }
        edits
    }

    /// What takes it back, as if it had not been tapped: empty when the status machine has no way back without a reason.
    /// `timer` is the entry that the step started, `again` identifies the one that goes on.
    pub fn undo(self, role: Role, timer: TimeEntryId, again: TimeEntryId, running: &[Running], at: i64) -> Vec<Edit> {
        let back = Self { order: self.order, from: self.to, to: self.from };
        if step(role, back.from, back.to) != Step::Allowed {
            return Vec::new();
        }
        let mut edits = vec![back.transition()];
        if timer_of(self.to).is_some() {
            edits.push(Edit::StopTimer { id: timer, at });
        }
        let before =
            if timer_of(self.to).is_some() { running.first().cloned() } else { self.own(running).first().cloned() };
        if let Some(before) = before {
            let Running { entry, .. } = before;
            edits.push(Edit::StartTimer { id: again, kind: entry.kind, work_order: entry.work_order, at });
        }
        edits
    }

    fn transition(self) -> Edit {
        let Self { order: work_order, from, to } = self;
        Edit::Transition { work_order, from, to, waiting_on: None, reason: String::new() }
    }

    fn own(self, running: &[Running]) -> Vec<Running> {
        running.iter().filter(|timer| timer.entry.work_order == Some(self.order)).cloned().collect()
    }
}

const fn timer_of(status: Status) -> Option<TimeKind> {
    match status {
        Status::Travelling => Some(TimeKind::Travel),
        Status::OnSite => Some(TimeKind::Work),
        _ => None,
    }
}
