//! Answering and completing checklists. Only what decides is read, the rest of the text is carried along: a day's answers
//! are replayed one after the other, each on a list as long as the template.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use uuid::Uuid;

use super::{Failure, Work};
use crate::activity::Event;
use crate::checklist::{Answer, Finding};
use crate::ids::WorkOrderId;
use crate::permission::Act;
use crate::rejection::{Code, Rejection};
use crate::row::{Entity, Key, Row, Stamp};
use crate::text;

/// Of a [`crate::checklist::Checklist`], what is looked at here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Started<'a> {
    work_order: WorkOrderId,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    steps: Vec<Step<'a>>,
    completed: Option<Stamp>,
}

/// Of a [`crate::checklist::Step`], all.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Step<'a> {
    #[serde(borrow)]
    key: Cow<'a, str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

/// Answers one step; the last answer in server order stands, the one before goes to the timeline.
pub(super) fn answer(
    work: &mut Work<'_>,
    checklist: Uuid,
    step: &str,
    finding: Option<Finding>,
    note: &str,
) -> Result<(), Failure> {
    let (row, list) = open(work, checklist)?;
    text::bounded("note", note, text::PARAGRAPH)?;
    let Some(known) = list.steps.iter().find(|s| s.key == step) else {
        return Err(Rejection::on(Code::NotFound, "step").into());
    };
    let answer = |finding| Answer { finding, note: note.to_owned(), stamp: work.context.stamp() };
    let new = finding.map(answer).map(serde_json::to_value).transpose()?;
    let mut body = row.body.texts()?;
    let answers = body.get("answers").map_or("{}", |text| text.get());
    let mut answers: BTreeMap<String, Box<RawValue>> = serde_json::from_str(answers)?;
    let old = match &new {
        Some(new) => answers.insert(step.to_owned(), to_raw_value(new)?),
        None => answers.remove(step),
    };
    body.insert("answers".into(), to_raw_value(&answers)?);
    let event = Event::Answered {
        checklist: list.title.into_owned(),
        step: known.text.clone().into_owned(),
        old: old.map_or(Ok(Value::Null), |old| serde_json::from_str(old.get()))?,
        new: new.unwrap_or(Value::Null),
    };
    work.put(row.key(), &body)?;
    work.record(list.work_order, event)
}

/// Declares a checklist complete. Open steps are allowed: the screen asks, the office sees.
pub(super) fn complete(work: &mut Work<'_>, checklist: Uuid) -> Result<(), Failure> {
    let (row, list) = open(work, checklist)?;
    if list.completed.is_some() {
        return Ok(());
    }
    let mut body = row.body.texts()?;
    body.insert("completed".into(), to_raw_value(&work.context.stamp())?);
    work.put(row.key(), &body)
}

fn open<'a>(work: &Work<'a>, checklist: Uuid) -> Result<(&'a Row, Started<'a>), Failure> {
    let row = work.need(Key::new(Entity::Checklist, checklist))?;
    let list: Started<'a> = serde_json::from_str(row.body.text())?;
    let relation = work.relation_by(Some(list.work_order))?;
    work.require(Act::Checklist, relation)?;
    Ok((row, list))
}
