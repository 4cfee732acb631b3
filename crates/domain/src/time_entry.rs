//! Time entries: half-open stretches of one person's time. An overlap is flagged, never refused: the phone may have
//! been offline when the other half was entered.

use serde::{Deserialize, Serialize};

use crate::ids::{UserId, WorkOrderId};
use crate::rejection::{Code, Rejection};
use crate::row::Stamp;
use crate::text;

/// What the time was spent on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    /// Work on a job.
    #[default]
    Work,
    /// On the way: paid from the first stop on (454 CMR 27.04).
    Travel,
    /// A meal break, unpaid (G.L. c.149 s.100).
    Meal,
    /// Work in the shop.
    Shop,
    /// Training.
    Training,
}

/// All kinds, in the order of the list a person picks from.
pub const KINDS: [TimeKind; 5] = [TimeKind::Work, TimeKind::Travel, TimeKind::Meal, TimeKind::Shop, TimeKind::Training];

/// A correction: what stood before, who changed it, when and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correction {
    /// Who and when.
    pub stamp: Stamp,
    /// Why.
    pub reason: String,
    /// The start that stood before.
    pub start: i64,
    /// The end that stood before.
    pub end: Option<i64>,
    /// The kind that stood before.
    #[serde(default)]
    pub kind: TimeKind,
}

/// A stretch of somebody's time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct TimeEntry {
    /// Whose.
    pub user: UserId,
    /// On what.
    pub kind: TimeKind,
    /// For which job.
    pub work_order: Option<WorkOrderId>,
    /// From, in milliseconds since 1970 UTC.
    pub start: i64,
    /// Until, not included; `None` while the timer runs.
    pub end: Option<i64>,
    /// Entered by hand, not by the timer.
    pub manual: bool,
    /// Why it was entered by hand.
    pub reason: String,
    /// Every correction, oldest first.
    pub corrections: Vec<Correction>,
}

/// The longest stretch that is believed: a day. A timer left on is stopped by a correction, with a reason.
pub const LONGEST_MS: i64 = 24 * 3_600_000;

impl TimeEntry {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::bounded("reason", &self.reason, text::PARAGRAPH)?;
        if self.manual && self.reason.trim().is_empty() {
            return Err(Rejection::on(Code::ReasonNeeded, "reason"));
        }
        match self.end {
            Some(end) if end < self.start => Err(Rejection::on(Code::Invalid, "end")),
            Some(end) if self.manual && end - self.start > LONGEST_MS => Err(Rejection::on(Code::Invalid, "end")),
            None if self.manual => Err(Rejection::on(Code::Required, "end")),
            _ => Ok(()),
        }
    }

    /// Its length at `now`, in milliseconds.
    pub fn length(&self, now: i64) -> i64 {
        (self.end.unwrap_or(now) - self.start).max(0)
    }

    /// Whether it shares a moment with `other`.
    pub fn overlaps(&self, other: &Self, now: i64) -> bool {
        let end = |e: &Self| e.end.unwrap_or(now.max(e.start));
        self.user == other.user && self.start < end(other) && other.start < end(self)
    }
}
