//! Taking a step: with the timer that belongs to it in the field, said and taken back in one tap.

use std::time::Duration;

use domain::Edit;
use domain::ids::TimeEntryId;
use domain::people::Role;
use domain::status::Status;
use leptos::prelude::*;

use super::actions::{Why, take_back, transition};
use super::open_order::OpenOrder;
use crate::features::job_step::JobStep;
use crate::features::saving::{Saving, use_saving};
use crate::features::time::{Running, running, stop_edits};
use crate::words::{t, t_value, t_with};

/// After a step the next one waits this long, so that a nervous thumb takes one step, not two.
const SETTLE: Duration = Duration::from_millis(700);

/// How the work order moves on: shared by the button and the sheet.
#[derive(Clone, Copy)]
pub(super) struct Mover {
    order: OpenOrder,
    saving: Saving,
    resting: RwSignal<bool>,
}

/// What a step needs to know of the moment in which it is taken.
struct Moment {
    at: i64,
    timer: TimeEntryId,
    again: TimeEntryId,
    timers: Vec<Running>,
}

impl Mover {
    /// Moves `order`.
    pub fn of(order: OpenOrder) -> Self {
        Self { order, saving: use_saving(), resting: RwSignal::new(false) }
    }

    /// What the person is to the company.
    pub fn role(self) -> Role {
        self.order.desk.actor().role
    }

    /// A step was just taken.
    pub fn resting(self) -> Signal<bool> {
        self.resting.into()
    }

    /// Takes the step, says so, and offers the way back where there is one.
    pub fn go(self, to: Status, why: Why) {
        if self.resting.get_untracked() {
            return;
        }
        self.rest();
        let (edits, undo) = self.step(to, why);
        let said = t_with("work_order.moved", &[("status", &t_value("status", &to))]);
        self.saving.tap_with_undo(edits, said, undo);
    }

    /// The edits of a step, and those that take it back.
    fn step(self, to: Status, why: Why) -> (Vec<Edit>, Vec<Edit>) {
        let (id, before) = (self.order.id, self.order.now());
        let role = untrack(|| self.role());
        let back = take_back(id, &before, to, role, t("work_order.taken_back"));
        if role.is_office() {
            return (vec![transition(id, before.status, to, why)], back);
        }
        let Moment { at, timer, again, timers } = self.moment();
        if why == Why::default() {
            let step = JobStep { order: id, from: before.status, to };
            return (step.edits(timer, &timers, at), step.undo(role, timer, again, &timers, at));
        }
        // Held up: the work on this job stands still, and so does its clock.
        let own: Vec<Running> = timers.into_iter().filter(|timer| timer.entry.work_order == Some(id)).collect();
        let mut edits = vec![transition(id, before.status, to, why)];
        edits.extend(stop_edits(&own, at));
        let goes_on =
            own.first().map(|timer| Edit::StartTimer { id: again, kind: timer.entry.kind, work_order: Some(id), at });
        let back = if back.is_empty() { back } else { back.into_iter().chain(goes_on).collect() };
        (edits, back)
    }

    fn moment(self) -> Moment {
        let timers = untrack(|| running(self.order.desk));
        self.saving.ports().0.with_value(|ports| {
            let new = || TimeEntryId(ports.phone.new_id());
            Moment { at: ports.phone.now(), timer: new(), again: new(), timers }
        })
    }

    fn rest(self) {
        self.resting.set(true);
        let rested = move || {
            self.resting.try_set(false);
        };
        set_timeout(rested, SETTLE);
    }
}
