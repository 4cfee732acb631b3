//! Conflicts: two people changed the same field of the same row. The value that the server saw first stays; the other
//! is kept here, word for word, until somebody chooses.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::WorkOrderId;
use crate::row::{Key, Stamp};

/// What became of a conflict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// Nobody has chosen.
    #[default]
    Open,
    /// The value kept aside was put in.
    Taken,
    /// The value that stood was kept.
    Kept,
}

/// A conflict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The row.
    pub subject: Key,
    /// The work order it belongs to, when it does: decides who sees it.
    #[serde(default)]
    pub work_order: Option<WorkOrderId>,
    /// The field.
    pub field: String,
    /// The value that stands.
    pub current: Value,
    /// Who wrote the value that stands.
    pub current_by: Stamp,
    /// The value kept aside.
    pub other: Value,
    /// Who wrote the value kept aside.
    pub other_by: Stamp,
    /// What became of it.
    #[serde(default)]
    pub resolution: Resolution,
    /// Who chose.
    #[serde(default)]
    pub resolved: Option<Stamp>,
}

/// What a person chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Put the value kept aside in.
    TakeOther,
    /// Leave the value that stands.
    Keep,
}
