//! Checklists: the company's templates and those started on a work order. The last answer in server order stands;
//! earlier ones are in the timeline.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::WorkOrderId;
use crate::rejection::{Code, Rejection};
use crate::row::Stamp;
use crate::text;

/// One step of a checklist.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    /// Its name within the template, never reused.
    pub key: String,
    /// What to do or look at.
    pub text: String,
}

/// A template. A changed text takes a new version; started checklists keep theirs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Template {
    /// Its title.
    pub title: String,
    /// Counts changes of its text.
    pub edition: u32,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// In order.
    Pass,
    /// Not in order.
    Fail,
    /// Does not apply.
    NotApplicable,
}

/// An answer to a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// What was found.
    pub finding: Finding,
    /// A reading or a remark.
    #[serde(default)]
    pub note: String,
    /// Who and when.
    #[serde(default)]
    pub stamp: Stamp,
}

/// A checklist started on a work order. It carries its steps, so that a later template changes nothing here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Checklist {
    /// On which work order.
    pub work_order: WorkOrderId,
    /// The title, from the template.
    pub title: String,
    /// The template's edition.
    pub edition: u32,
    /// The steps, from the template.
    pub steps: Vec<Step>,
    /// Answers by step key.
    pub answers: BTreeMap<String, Answer>,
    /// When it was declared complete.
    pub completed: Option<Stamp>,
}

impl Checklist {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::required("title", &self.title, text::LINE)?;
        check_steps(&self.steps)
    }

    /// Steps without an answer.
    pub fn open_steps(&self) -> usize {
        self.steps.iter().filter(|s| !self.answers.contains_key(&s.key)).count()
    }
}

impl Template {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::required("title", &self.title, text::LINE)?;
        check_steps(&self.steps)
    }
}

fn check_steps(steps: &[Step]) -> Result<(), Rejection> {
    if steps.is_empty() || steps.len() > 200 {
        return Err(Rejection::on(Code::Invalid, "steps"));
    }
    for step in steps {
        text::required("steps", &step.key, text::LINE)?;
        text::required("steps", &step.text, text::PARAGRAPH)?;
    }
    Ok(())
}
