//! Timers and corrections. The owner's own events; the office may correct too, and it shows.

use super::{Failure, Work};
use crate::ids::{TimeEntryId, UserId, WorkOrderId};
use crate::permission::{Act, Relation};
use crate::rejection::{Code, Rejection};
use crate::row::{Entity, Key};
use crate::text;
use crate::time_entry::{Correction, TimeEntry, TimeKind};

/// Starts a timer. That only one runs at a time is the phone's business: it stops the other in the same commit.
pub(super) fn start(
    work: &mut Work<'_>,
    id: TimeEntryId,
    kind: TimeKind,
    work_order: Option<WorkOrderId>,
    at: i64,
) -> Result<(), Failure> {
    let key = Key::new(Entity::TimeEntry, id.0);
    work.require(Act::Time, Relation::Own)?;
    if work.find(key)?.is_some() {
        return Err(Rejection::new(Code::AlreadyExists).into());
    }
    let user = work.actor().user;
    work.put(key, &TimeEntry { user, kind, work_order, start: at, ..TimeEntry::default() })
}

/// Stops a timer; a timer that was stopped already keeps its end.
pub(super) fn stop(work: &mut Work<'_>, id: TimeEntryId, at: i64) -> Result<(), Failure> {
    let key = Key::new(Entity::TimeEntry, id.0);
    let row = work.need(key)?;
    let entry: TimeEntry = row.body.read()?;
    work.require(Act::Time, relation(work, entry.user))?;
    if entry.end.is_some() {
        return Ok(());
    }
    let mut body = row.body.fields()?;
    // A clock that went backwards must not make a negative stretch.
    body.insert("end".into(), at.max(entry.start).into());
    work.put(key, &body)
}

/// Corrects an entry, or enters one by hand when there is none with this identifier.
pub(super) fn correct(
    work: &mut Work<'_>,
    id: TimeEntryId,
    (kind, work_order): (TimeKind, Option<WorkOrderId>),
    (start, end): (i64, Option<i64>),
    reason: &str,
) -> Result<(), Failure> {
    let key = Key::new(Entity::TimeEntry, id.0);
    text::required("reason", reason, text::PARAGRAPH).map_err(|_| Rejection::on(Code::ReasonNeeded, "reason"))?;
    let Some(row) = work.find(key)? else {
        work.require(Act::Time, Relation::Own)?;
        let user = work.actor().user;
        let reason = reason.trim().to_owned();
        let entry = TimeEntry { user, kind, work_order, start, end, manual: true, reason, corrections: Vec::new() };
        entry.check()?;
        return work.put(key, &entry);
    };
    let mut entry: TimeEntry = row.body.read()?;
    work.require(Act::Time, relation(work, entry.user))?;
    entry.corrections.push(Correction {
        stamp: work.context.stamp(),
        reason: reason.trim().to_owned(),
        start: entry.start,
        end: entry.end,
        kind: entry.kind,
    });
    let corrected = TimeEntry { kind, work_order, start, end, ..entry };
    corrected.check()?;
    let mut body = row.body.fields()?;
    if let serde_json::Value::Object(fields) = serde_json::to_value(&corrected)? {
        body.extend(fields);
    }
    work.put(key, &body)
}

fn relation(work: &Work<'_>, owner: UserId) -> Relation {
    if owner == work.actor().user { Relation::Own } else { Relation::Other }
}
