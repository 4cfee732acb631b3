//! One door for every edit: check who, check what, say which rows change. Pure: the phone runs it for its screen, the
//! server for the truth.
//!
//! Rows are read through [`Rows`]. A reader that has not loaded a row yet answers [`Unloaded`]; the caller loads it and
//! starts over. So no edit has to declare what it reads, and nothing here waits.

mod checklists;
mod conflicts;
pub mod fields;
mod refusals;
mod stock;
mod time;
mod work_orders;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::activity::{Activity, Event};
use crate::edit::Edit;
use crate::ids::{MutationId, UserId, WorkOrderId, activity_id, conflict_id};
use crate::merge::Clash;
use crate::permission::{Act, Actor, Relation};
use crate::rejection::{Code, Rejection};
use crate::row::{Body, Entity, Key, Row, Stamp};
use crate::work_order::WorkOrder;

/// A row that the reader has not loaded yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unloaded(pub Key);

/// Reads rows.
pub trait Rows {
    /// The row with this key, tombstones included; `None` when there is none.
    fn get(&self, key: Key) -> Result<Option<&Row>, Unloaded>;
}

/// Under what an edit is applied.
#[derive(Clone, Debug)]
pub struct Context {
    /// Who edits.
    pub actor: Actor,
    /// When, in milliseconds, by the phone's clock corrected by the measured offset.
    pub at: i64,
    /// The edit's identifier.
    pub mutation: MutationId,
    /// The number for a new work order. Only the server has one to give.
    pub number: Option<u64>,
}

impl Context {
    /// Who and when, to write on rows.
    pub fn stamp(&self) -> Stamp {
        Stamp { by: self.actor.user, at: self.at }
    }
}

/// Why an edit was not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A person must look at it.
    Rejected(Rejection),
    /// It builds on a row that is not here, or not yet.
    Missing(Key),
    /// Load this row and try again.
    Unloaded(Key),
}

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl From<Unloaded> for Failure {
    fn from(unloaded: Unloaded) -> Self {
        Self::Unloaded(unloaded.0)
    }
}

impl From<serde_json::Error> for Failure {
    /// A value of the wrong shape.
    fn from(_: serde_json::Error) -> Self {
        Self::Rejected(Rejection::new(Code::Invalid))
    }
}

/// A row to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Put {
    /// Which.
    pub key: Key,
    /// Its new body.
    pub body: Body,
    /// Whether it becomes a tombstone.
    pub deleted: bool,
}

/// What an edit does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects {
    /// Rows to write, each at most once.
    pub puts: Vec<Put>,
    /// Fields on which the author was second: each has a conflict row among `puts`.
    pub conflicts: Vec<uuid::Uuid>,
    /// Work orders that other people see from now on, or no longer see.
    pub audience_changed: Vec<WorkOrderId>,
}

impl Put {
    /// The row to store in place of `before`.
    pub fn into_row(self, before: Option<&Row>, stamp: Stamp, seq: u64) -> Row {
        Row {
            entity: self.key.entity,
            id: self.key.id,
            version: before.map_or(0, |r| r.version) + 1,
            seq,
            deleted: self.deleted,
            created: before.map_or(stamp, |r| r.created),
            updated: stamp,
            body: self.body,
        }
    }
}

/// Applies `edit`: the rows to write, or why not.
pub fn apply(edit: &Edit, context: &Context, rows: &dyn Rows) -> Result<Effects, Failure> {
    let mut work = Work { context, rows, effects: Effects::default(), activities: 0 };
    match edit {
        Edit::Create { entity, id, fields } => fields::create(&mut work, *entity, *id, fields),
        Edit::SetFields { entity, id, patch } => fields::set(&mut work, *entity, *id, patch),
        Edit::Remove { entity, id } => fields::remove(&mut work, *entity, *id),
        Edit::Transition { work_order, from, to, waiting_on, reason } => {
            work_orders::transition(&mut work, *work_order, (*from, *to), *waiting_on, reason)
        }
        Edit::Assign { work_order, add, remove } => work_orders::assign(&mut work, *work_order, add, remove),
        Edit::Answer { checklist, step, finding, note } => {
            checklists::answer(&mut work, *checklist, step, *finding, note)
        }
        Edit::CompleteChecklist { checklist } => checklists::complete(&mut work, *checklist),
        Edit::MoveStock { id, movement } => stock::move_stock(&mut work, *id, movement),
        Edit::AddCode { item, code } => stock::add_code(&mut work, *item, code),
        Edit::RemoveCode { item, code } => stock::remove_code(&mut work, *item, code),
        Edit::LinkCode { parked, item, pack } => stock::link_code(&mut work, *parked, *item, *pack),
        Edit::StartTimer { id, kind, work_order, at } => time::start(&mut work, *id, *kind, *work_order, *at),
        Edit::StopTimer { id, at } => time::stop(&mut work, *id, *at),
        Edit::CorrectTime { id, kind, work_order, start, end, reason } => {
            time::correct(&mut work, *id, (*kind, *work_order), (*start, *end), reason)
        }
        Edit::Resolve { conflict, subject, choice } => conflicts::resolve(&mut work, *conflict, *subject, *choice),
        Edit::Decide { refused, again } => refusals::decide(&mut work, *refused, *again),
    }?;
    Ok(work.effects)
}

/// Of a [`WorkOrder`], what decides who may touch what hangs on it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Assigned {
    assignees: Vec<UserId>,
}

/// An edit being applied: what it may read, and what it has decided so far.
struct Work<'a> {
    context: &'a Context,
    rows: &'a dyn Rows,
    effects: Effects,
    activities: usize,
}

impl<'a> Work<'a> {
    fn actor(&self) -> &'a Actor {
        &self.context.actor
    }

    /// The row, a tombstone included.
    fn find(&self, key: Key) -> Result<Option<&'a Row>, Failure> {
        Ok(self.rows.get(key)?)
    }

    /// The living row; a tombstone is answered with "not found".
    fn need(&self, key: Key) -> Result<&'a Row, Failure> {
        match self.find(key)? {
            Some(row) if !row.deleted => Ok(row),
            Some(_) => Err(Rejection::new(Code::NotFound).into()),
            None => Err(Failure::Missing(key)),
        }
    }

    /// A work order, and what it is to the actor.
    fn work_order(&self, id: WorkOrderId) -> Result<(&'a Row, WorkOrder, Relation), Failure> {
        let row = self.need(Key::new(Entity::WorkOrder, id.0))?;
        let work_order: WorkOrder = row.body.read()?;
        let relation = self.actor().relation(&work_order.assignees, row.created.by);
        Ok((row, work_order, relation))
    }

    /// What a row that may hang on a work order is to the actor.
    fn relation_by(&self, work_order: Option<WorkOrderId>) -> Result<Relation, Failure> {
        let Some(id) = work_order else { return Ok(Relation::Own) };
        let row = self.need(Key::new(Entity::WorkOrder, id.0))?;
        let Assigned { assignees } = row.body.read()?;
        Ok(self.actor().relation(&assignees, row.created.by))
    }

    fn require(&self, act: Act<'_>, relation: Relation) -> Result<(), Failure> {
        Ok(self.actor().require(act, relation)?)
    }

    fn put<T: Serialize + ?Sized>(&mut self, key: Key, value: &T) -> Result<(), Failure> {
        let body = Body::of(value)?;
        self.effects.puts.push(Put { key, body, deleted: false });
        Ok(())
    }

    /// Adds a line to the timeline of `work_order`.
    fn record(&mut self, work_order: WorkOrderId, event: Event) -> Result<(), Failure> {
        let id = activity_id(self.context.mutation, self.activities);
        self.activities += 1;
        self.put(Key::new(Entity::Activity, id), &Activity { work_order, event })
    }

    /// Keeps the second value of a field in a conflict row.
    fn keep_aside(&mut self, row: &Row, fields: &Map<String, Value>, clash: Clash) -> Result<(), Failure> {
        let id = conflict_id(self.context.mutation, &clash.field);
        let link = |name: &str| fields.get(name).and_then(Value::as_str).and_then(|s| s.parse().ok());
        let work_order = match row.entity {
            Entity::WorkOrder => Some(row.id),
            _ => link("work_order"),
        };
        let mut conflict = serde_json::to_value(crate::conflict::Conflict {
            subject: row.key(),
            work_order: work_order.map(WorkOrderId),
            current_by: fields::written(fields, &clash.field).unwrap_or(row.updated),
            field: clash.field,
            current: clash.current,
            other: clash.other,
            other_by: self.context.stamp(),
            resolution: Default::default(),
            resolved: None,
        })?;
        let customer = if row.entity == Entity::Customer { Some(row.id) } else { link("customer") };
        if let (None, Some(customer)) = (work_order, customer) {
            conflict["customer"] = Value::String(customer.to_string());
        }
        self.put(Key::new(Entity::Conflict, id), &conflict)?;
        self.effects.conflicts.push(id);
        Ok(())
    }
}
