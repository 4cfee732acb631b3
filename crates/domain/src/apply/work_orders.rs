//! Work orders: their way through the status machine, and the people on them.

use serde_json::Value;

use super::{Failure, Work, fields};
use crate::activity::Event;
use crate::ids::{UserId, WorkOrderId};
use crate::merge::Clash;
use crate::permission::Act;
use crate::rejection::{Code, Rejection};
use crate::row::{Entity, Key};
use crate::status::{Status, Step, WaitingOn, step};
use crate::text;

/// Moves a work order. A repeated step does nothing. When somebody else moved it meanwhile, the step is taken from
/// where it stands now if the machine has such a step, and kept aside as a conflict if not: never silently lost.
pub(super) fn transition(
    work: &mut Work<'_>,
    id: WorkOrderId,
    (seen, to): (Status, Status),
    waiting_on: Option<WaitingOn>,
    reason: &str,
) -> Result<(), Failure> {
    let (row, work_order, relation) = work.work_order(id)?;
    work.require(Act::Transition, relation)?;
    text::bounded("reason", reason, text::PARAGRAPH)?;
    if to == Status::Waiting && waiting_on.is_none() {
        return Err(Rejection::on(Code::Required, "waiting_on").into());
    }
    let current = work_order.status;
    if current == to {
        return Ok(());
    }
    let reason_given = !reason.trim().is_empty() || waiting_on.is_some();
    match step(work.actor().role, current, to) {
        Step::Allowed => {}
        Step::WithReason if reason_given => {}
        // The author saw another status, from which no reason was needed: somebody else was quicker.
        _ if current != seen => {
            let fields = row.body.fields()?;
            let clash = Clash {
                field: "status".into(),
                current: serde_json::to_value(current)?,
                other: serde_json::to_value(to)?,
            };
            return work.keep_aside(row, &fields, clash);
        }
        Step::WithReason => return Err(Rejection::on(Code::ReasonNeeded, "reason").into()),
        Step::Forbidden => return Err(Rejection::on(Code::IllegalStep, "status").into()),
    }
    let mut body = row.body.fields()?;
    body.insert("status".into(), serde_json::to_value(to)?);
    body.insert("reason".into(), Value::String(reason.trim().to_owned()));
    match waiting_on.filter(|_| to == Status::Waiting) {
        Some(whom) => body.insert("waiting_on".into(), serde_json::to_value(whom)?),
        None => body.remove("waiting_on"),
    };
    fields::remember(&mut body, "status", work.context.stamp())?;
    work.put(row.key(), &body)?;
    work.record(id, Event::Moved { from: current, to, waiting_on, reason: reason.trim().to_owned() })
}

/// Puts people on a work order and takes people off it.
pub(super) fn assign(work: &mut Work<'_>, id: WorkOrderId, add: &[UserId], remove: &[UserId]) -> Result<(), Failure> {
    let (row, work_order, relation) = work.work_order(id)?;
    work.require(Act::Assign, relation)?;
    for user in add {
        work.need(Key::new(Entity::User, user.0))?;
    }
    let before = work_order.assignees;
    let mut after: Vec<UserId> = before.iter().filter(|u| !remove.contains(u)).copied().collect();
    for user in add {
        if !after.contains(user) {
            after.push(*user);
        }
    }
    if after == before {
        return Ok(());
    }
    let mut body = row.body.fields()?;
    body.insert("assignees".into(), serde_json::to_value(&after)?);
    fields::remember(&mut body, "assignees", work.context.stamp())?;
    work.put(row.key(), &body)?;
    work.effects.audience_changed.push(id);
    let (old, new) = (serde_json::to_value(before)?, serde_json::to_value(after)?);
    work.record(id, Event::Changed { field: "assignees".into(), old, new })
}
