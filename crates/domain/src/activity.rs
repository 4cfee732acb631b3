//! The timeline of a work order: who did what when. Notes, photos and movements are rows of their own and carry their
//! author; here stands what would otherwise leave no trace. A line that a later version wrote and this one cannot read
//! is passed over by the screen, and stays in the row.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::WorkOrderId;
use crate::status::{Status, WaitingOn};

/// One line of a timeline. Who and when are the row's `created`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// Of which work order.
    pub work_order: WorkOrderId,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The work order was created.
    Created {},
    /// A field got another value.
    Changed {
        /// Which.
        field: String,
        /// Before.
        old: Value,
        /// After.
        new: Value,
    },
    /// The status moved.
    Moved {
        /// Before.
        from: Status,
        /// After.
        to: Status,
        /// Whom it waits for.
        #[serde(default)]
        waiting_on: Option<WaitingOn>,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// A checklist step was answered; the answer before stands here.
    Answered {
        /// The checklist's title.
        checklist: String,
        /// The step's text.
        step: String,
        /// The answer before.
        old: Value,
        /// The answer now.
        new: Value,
    },
    /// Something was removed: a note, a photo.
    Removed {
        /// The kind of row.
        what: String,
    },
}
