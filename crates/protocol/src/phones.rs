//! Phones as the office sees them.

use domain::ids::{DeviceId, UserId};
use serde::{Deserialize, Serialize};

use crate::sync::Waiting;

/// One person on one phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// The phone.
    pub device: DeviceId,
    /// Who signed in on it.
    pub user: UserId,
    /// What it calls itself.
    pub name: String,
    /// When the server last heard of it, to the minute, in milliseconds.
    pub heard_at: i64,
    /// What it said last of what waits on it; `None` before it has said anything.
    #[serde(default)]
    pub waiting: Option<Waiting>,
}

/// The answer to the office's question: the phone heard of last first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phones {
    /// Every phone on which somebody signed in.
    pub phones: Vec<Phone>,
}
