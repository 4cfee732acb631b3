//! What people write on jobs.

use std::collections::BTreeMap;

use domain::status::WaitingOn;
use serde::Deserialize;

use super::DemoError;
use super::dice::Dice;

/// Sentences by occasion.
#[derive(Deserialize)]
pub(super) struct Words {
    arrival: Vec<String>,
    finding: Vec<String>,
    leaving: Vec<String>,
    waiting: BTreeMap<String, Vec<String>>,
    paused: Vec<String>,
    cancelled: Vec<String>,
}

impl Words {
    /// Reads the data file.
    pub fn read() -> Result<Self, DemoError> {
        Ok(serde_json::from_str(include_str!("../../demo/words.json"))?)
    }

    /// On arriving.
    pub fn arrival(&self, dice: &mut Dice) -> &str {
        one(&self.arrival, dice)
    }

    /// On finding the cause.
    pub fn finding(&self, dice: &mut Dice) -> &str {
        one(&self.finding, dice)
    }

    /// On leaving.
    pub fn leaving(&self, dice: &mut Dice) -> &str {
        one(&self.leaving, dice)
    }

    /// Why a job is interrupted.
    pub fn paused(&self, dice: &mut Dice) -> &str {
        one(&self.paused, dice)
    }

    /// Why a job will not be done.
    pub fn cancelled(&self, dice: &mut Dice) -> &str {
        one(&self.cancelled, dice)
    }

    /// Why a job waits.
    pub fn waiting(&self, on: WaitingOn, dice: &mut Dice) -> &str {
        let name = match on {
            WaitingOn::Parts => "parts",
            WaitingOn::Customer => "customer",
            WaitingOn::Utility => "utility",
            WaitingOn::Inspection => "inspection",
        };
        self.waiting.get(name).map_or("Waiting.", |words| one(words, dice))
    }
}

fn one<'a>(of: &'a [String], dice: &mut Dice) -> &'a str {
    dice.pick(of).map_or("Noted.", String::as_str)
}
