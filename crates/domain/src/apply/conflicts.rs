//! Settling conflicts.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Failure, Work, fields};
use crate::conflict::{Choice, Conflict, Resolution};
use crate::merge::Merged;
use crate::permission::Act;
use crate::rejection::{Code, Rejection};
use crate::row::{Entity, Key};
use crate::status::{Status, Step, step};

/// Settles a conflict. The first choice stays.
pub(super) fn resolve(work: &mut Work<'_>, id: Uuid, subject: Key, choice: Choice) -> Result<(), Failure> {
    let row = work.need(Key::new(Entity::Conflict, id))?;
    let conflict: Conflict = row.body.read()?;
    if conflict.subject != subject {
        return Err(Rejection::on(Code::Invalid, "subject").into());
    }
    if conflict.resolution != Resolution::Open {
        return Ok(());
    }
    let target = work.need(subject)?;
    let mut body = target.body.fields()?;
    let relation = fields::relation_to(work, target, &body)?;
    work.require(Act::Resolve, relation)?;
    if choice == Choice::TakeOther {
        take(work, &conflict, &mut body)?;
        let before = target.body.fields()?.remove(&conflict.field).unwrap_or(Value::Null);
        let merged = Merged { changed: vec![(conflict.field.clone(), before)], clashes: Vec::new() };
        fields::write(work, target, body, merged)?;
    }
    let mut settled = row.body.fields()?;
    let resolution = if choice == Choice::TakeOther { Resolution::Taken } else { Resolution::Kept };
    settled.insert("resolution".into(), serde_json::to_value(resolution)?);
    settled.insert("resolved".into(), serde_json::to_value(work.context.stamp())?);
    work.put(row.key(), &settled)
}

/// Puts the value kept aside in. A status still has to be one that this person may set from here.
fn take(work: &Work<'_>, conflict: &Conflict, body: &mut Map<String, Value>) -> Result<(), Failure> {
    if conflict.subject.entity == Entity::WorkOrder && conflict.field == "status" {
        let from: Status = serde_json::from_value(body.get("status").cloned().unwrap_or(Value::Null))?;
        let to: Status = serde_json::from_value(conflict.other.clone())?;
        if step(work.actor().role, from, to) == Step::Forbidden {
            return Err(Rejection::on(Code::IllegalStep, "status").into());
        }
    }
    body.insert(conflict.field.clone(), conflict.other.clone());
    Ok(())
}
