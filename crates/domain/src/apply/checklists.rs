//! Answering and completing checklists.

use serde_json::Value;
use uuid::Uuid;

use super::{Failure, Work};
use crate::activity::Event;
use crate::checklist::{Answer, Checklist, Finding};
use crate::permission::Act;
use crate::rejection::{Code, Rejection};
use crate::row::{Entity, Key, Row};
use crate::text;

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
    let new = match finding {
        Some(finding) => serde_json::to_value(Answer { finding, note: note.to_owned(), stamp: work.context.stamp() })?,
        None => Value::Null,
    };
    let mut body = row.body.fields()?;
    let answers = body.entry("answers").or_insert_with(|| Value::Object(Default::default()));
    let Value::Object(answers) = answers else { return Err(Rejection::on(Code::Invalid, "answers").into()) };
    let old = if new.is_null() { answers.remove(step) } else { answers.insert(step.to_owned(), new.clone()) };
    let event = Event::Answered {
        checklist: list.title.clone(),
        step: known.text.clone(),
        old: old.unwrap_or(Value::Null),
        new,
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
    let mut body = row.body.fields()?;
    body.insert("completed".into(), serde_json::to_value(work.context.stamp())?);
    work.put(row.key(), &body)
}

fn open<'a>(work: &Work<'a>, checklist: Uuid) -> Result<(&'a Row, Checklist), Failure> {
    let row = work.need(Key::new(Entity::Checklist, checklist))?;
    let list: Checklist = row.body.read()?;
    let relation = work.relation_by(Some(list.work_order))?;
    work.require(Act::Checklist, relation)?;
    Ok((row, list))
}
