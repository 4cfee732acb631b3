//! The status machine of a work order, as data.
//!
//! ```text
//! draft → scheduled → dispatched → travelling → on site ⇄ paused / waiting
//!                                                  ↓
//!                       closed ← office review ← work complete
//! cancelled: from any open status
//! ```
//! Technicians move between dispatched and work complete. The office moves anywhere; a step that the picture does not
//! draw needs a reason.

use serde::{Deserialize, Serialize};

use crate::people::Role;

/// Where a work order stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    #[default]
    Draft,
    /// Has a window.
    Scheduled,
    /// Sent to the crew.
    Dispatched,
    /// The crew is on its way.
    Travelling,
    /// The crew is working.
    OnSite,
    /// Interrupted by the crew.
    Paused,
    /// Held up by somebody else: parts, customer, utility, inspection.
    Waiting,
    /// The crew is done.
    WorkComplete,
    /// The office checks.
    OfficeReview,
    /// Finished.
    Closed,
    /// Will not be done.
    Cancelled,
}

/// Whom a waiting work order waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaitingOn {
    /// Material.
    Parts,
    /// The customer.
    Customer,
    /// The power company.
    Utility,
    /// The inspector of wires.
    Inspection,
}

/// Whether a step may be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Go ahead.
    Allowed,
    /// Only with a reason.
    WithReason,
    /// Not by this role.
    Forbidden,
}

use Status::*;

/// Every status, in the order of a job's life.
pub const ALL: [Status; 11] =
    [Draft, Scheduled, Dispatched, Travelling, OnSite, Paused, Waiting, WorkComplete, OfficeReview, Closed, Cancelled];

/// The steps that the picture draws: from, to, whether a technician may take it.
const STEPS: &[(Status, Status, bool)] = &[
    (Draft, Scheduled, false),
    (Draft, Dispatched, false),
    (Scheduled, Draft, false),
    (Scheduled, Dispatched, false),
    (Dispatched, Scheduled, false),
    (Dispatched, Travelling, true),
    (Dispatched, OnSite, true),
    (Travelling, Dispatched, true),
    (Travelling, OnSite, true),
    (OnSite, Travelling, true),
    (OnSite, Paused, true),
    (OnSite, Waiting, true),
    (OnSite, WorkComplete, true),
    (Paused, Travelling, true),
    (Paused, OnSite, true),
    (Paused, Waiting, true),
    (Paused, WorkComplete, true),
    (Waiting, Travelling, true),
    (Waiting, OnSite, true),
    (Waiting, Paused, true),
    (Waiting, WorkComplete, true),
    (WorkComplete, OnSite, true),
    (WorkComplete, OfficeReview, false),
    (OfficeReview, WorkComplete, false),
    (OfficeReview, Closed, false),
];

impl Status {
    /// Neither closed nor cancelled.
    pub const fn is_open(self) -> bool {
        !matches!(self, Closed | Cancelled)
    }

    /// Interrupting work needs a reason, whoever does it.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Paused | Waiting | Cancelled)
    }

    /// The one step a technician most likely takes next.
    pub const fn next_for_technician(self) -> Option<Self> {
        match self {
            Dispatched => Some(Travelling),
            Travelling | Paused | Waiting => Some(OnSite),
            OnSite => Some(WorkComplete),
            _ => None,
        }
    }

    /// The one step the office most likely takes next.
    pub const fn next_for_office(self) -> Option<Self> {
        match self {
            Draft => Some(Scheduled),
            Scheduled => Some(Dispatched),
            WorkComplete => Some(OfficeReview),
            OfficeReview => Some(Closed),
            _ => None,
        }
    }
}

/// Whether `role` may take a work order from `from` to `to`.
pub fn step(role: Role, from: Status, to: Status) -> Step {
    let drawn = STEPS.iter().find(|(f, t, _)| *f == from && *t == to);
    match (role, drawn) {
        (_, _) if from == to => Step::Allowed,
        (Role::Technician, Some((_, _, true))) => with_reason_if(to.needs_reason()),
        (Role::Technician, _) => Step::Forbidden,
        (_, Some(_)) => with_reason_if(to.needs_reason()),
        (_, None) => Step::WithReason,
    }
}

fn with_reason_if(needed: bool) -> Step {
    if needed { Step::WithReason } else { Step::Allowed }
}

/// The steps that `role` may take from `from`, in the order of a job's life.
pub fn steps_from(role: Role, from: Status) -> impl Iterator<Item = (Status, Step)> {
    ALL.into_iter()
        .filter(move |to| *to != from)
        .map(move |to| (to, step(role, from, to)))
        .filter(|(_, s)| *s != Step::Forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn technicians_stay_between_dispatched_and_work_complete() {
        let field = [Dispatched, Travelling, OnSite, Paused, Waiting, WorkComplete];
        for from in ALL {
            for (to, _) in steps_from(Role::Technician, from) {
                assert!(field.contains(&from) && field.contains(&to), "{from:?} → {to:?}");
            }
        }
    }

    #[test]
    fn the_office_goes_anywhere_and_gives_a_reason_off_the_drawn_path() {
        assert_eq!(step(Role::Dispatcher, Draft, Scheduled), Step::Allowed);
        assert_eq!(step(Role::Dispatcher, Closed, OnSite), Step::WithReason);
        assert_eq!(step(Role::Admin, OnSite, Cancelled), Step::WithReason);
    }

    #[test]
    fn every_likely_next_step_is_a_legal_one() {
        for from in ALL {
            if let Some(to) = from.next_for_technician() {
                assert_eq!(step(Role::Technician, from, to), Step::Allowed);
            }
            if let Some(to) = from.next_for_office() {
                assert_eq!(step(Role::Dispatcher, from, to), Step::Allowed);
            }
        }
    }
}
