//! Edits: what a person can do, as intents. A changed meaning takes a new name; a name is never reused.
//!
//! The JSON of an edit is an object with one key, its kind: `{"work_order.transition": {…}}`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::checklist::Finding;
use crate::conflict::Choice;
use crate::ids::{ItemId, MutationId, TimeEntryId, UserId, WorkOrderId, rejection_id};
use crate::quantity::Quantity;
use crate::row::{Entity, Key};
use crate::status::{Status, WaitingOn};
use crate::stock::{ItemCode, Movement};
use crate::time_entry::TimeKind;

/// A field's value as the author saw it, and as the author wants it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What the author saw.
    #[serde(default)]
    pub old: Value,
    /// What the author wants.
    #[serde(default)]
    pub new: Value,
}

/// Changes by field name.
pub type Patch = BTreeMap<String, Change>;

/// One thing a person does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Makes a row of one of the kinds that are plain fields: see [`crate::apply::fields::creatable`].
    #[serde(rename = "row.create")]
    Create {
        /// The kind.
        entity: Entity,
        /// Its new identifier.
        id: Uuid,
        /// Its fields.
        fields: Map<String, Value>,
    },
    /// Changes fields of a row, each merged on its own.
    #[serde(rename = "row.set_fields")]
    SetFields {
        /// The kind.
        entity: Entity,
        /// Which.
        id: Uuid,
        /// Field by field.
        patch: Patch,
    },
    /// Hides a note or a photo.
    #[serde(rename = "row.remove")]
    Remove {
        /// The kind.
        entity: Entity,
        /// Which.
        id: Uuid,
    },
    /// Moves a work order through its status machine.
    #[serde(rename = "work_order.transition")]
    Transition {
        /// Which.
        work_order: WorkOrderId,
        /// The status that the author saw.
        from: Status,
        /// The status that the author wants.
        to: Status,
        /// Whom it waits for, when `to` is waiting.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waiting_on: Option<WaitingOn>,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Adds people to a work order and takes people off it: a set, so two dispatchers never clash.
    #[serde(rename = "work_order.assign")]
    Assign {
        /// Which.
        work_order: WorkOrderId,
        /// Who comes.
        #[serde(default)]
        add: Vec<UserId>,
        /// Who goes.
        #[serde(default)]
        remove: Vec<UserId>,
    },
    /// Answers a step of a checklist. Answers of other steps are untouched.
    #[serde(rename = "checklist.answer")]
    Answer {
        /// Which checklist.
        checklist: Uuid,
        /// Which step.
        step: String,
        /// What was found; `None` takes the answer back.
        finding: Option<Finding>,
        /// A reading or a remark.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Declares a checklist complete.
    #[serde(rename = "checklist.complete")]
    CompleteChecklist {
        /// Which.
        checklist: Uuid,
    },
    /// Moves stock: one entry of the ledger.
    #[serde(rename = "stock.move")]
    MoveStock {
        /// The entry's new identifier.
        id: Uuid,
        /// What moves, from where to where.
        movement: Movement,
    },
    /// Gives an item another code.
    #[serde(rename = "item.add_code")]
    AddCode {
        /// Which item.
        item: ItemId,
        /// The code.
        code: ItemCode,
    },
    /// Takes a code from an item.
    #[serde(rename = "item.remove_code")]
    RemoveCode {
        /// Which item.
        item: ItemId,
        /// The code.
        code: String,
    },
    /// Says which item a parked code means, and gives the item that code.
    #[serde(rename = "parked_code.link")]
    LinkCode {
        /// Which parked code.
        parked: Uuid,
        /// The item.
        item: ItemId,
        /// How many units a pack with this code holds.
        pack: Quantity,
    },
    /// Starts a timer.
    #[serde(rename = "time.start")]
    StartTimer {
        /// The entry's new identifier.
        id: TimeEntryId,
        /// On what.
        kind: TimeKind,
        /// For which job.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work_order: Option<WorkOrderId>,
        /// When.
        at: i64,
    },
    /// Stops a timer.
    #[serde(rename = "time.stop")]
    StopTimer {
        /// Which.
        id: TimeEntryId,
        /// When.
        at: i64,
    },
    /// Corrects an entry: what stood before is kept in it.
    #[serde(rename = "time.correct")]
    CorrectTime {
        /// Which.
        id: TimeEntryId,
        /// On what.
        kind: TimeKind,
        /// For which job.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work_order: Option<WorkOrderId>,
        /// The right start.
        start: i64,
        /// The right end.
        end: Option<i64>,
        /// Why.
        reason: String,
    },
    /// Settles a conflict.
    #[serde(rename = "conflict.resolve")]
    Resolve {
        /// Which.
        conflict: Uuid,
        /// The row it is about.
        subject: Key,
        /// What is chosen.
        choice: Choice,
    },
    /// A person decided on an edit that the server refused.
    #[serde(rename = "rejected.decide")]
    Decide {
        /// Which edit.
        refused: MutationId,
        /// The one that was handed in in its place; `None`: it was discarded on purpose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        again: Option<MutationId>,
    },
}

impl Edit {
    /// The name of its kind, as in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Create { .. } => "row.create",
            Self::SetFields { .. } => "row.set_fields",
            Self::Remove { .. } => "row.remove",
            Self::Transition { .. } => "work_order.transition",
            Self::Assign { .. } => "work_order.assign",
            Self::Answer { .. } => "checklist.answer",
            Self::CompleteChecklist { .. } => "checklist.complete",
            Self::MoveStock { .. } => "stock.move",
            Self::AddCode { .. } => "item.add_code",
            Self::RemoveCode { .. } => "item.remove_code",
            Self::LinkCode { .. } => "parked_code.link",
            Self::StartTimer { .. } => "time.start",
            Self::StopTimer { .. } => "time.stop",
            Self::CorrectTime { .. } => "time.correct",
            Self::Resolve { .. } => "conflict.resolve",
            Self::Decide { .. } => "rejected.decide",
        }
    }

    /// The row it is about: edits of one phone on one subject keep their order, and wait for one another.
    pub fn subject(&self) -> Key {
        match self {
            Self::Create { entity, id, .. } | Self::SetFields { entity, id, .. } | Self::Remove { entity, id } => {
                Key { entity: *entity, id: *id }
            }
            Self::Transition { work_order, .. } | Self::Assign { work_order, .. } => {
                Key::new(Entity::WorkOrder, work_order.0)
            }
            Self::Answer { checklist, .. } | Self::CompleteChecklist { checklist } => {
                Key::new(Entity::Checklist, *checklist)
            }
            Self::MoveStock { id, .. } => Key::new(Entity::Movement, *id),
            Self::AddCode { item, .. } | Self::RemoveCode { item, .. } => Key::new(Entity::Item, item.0),
            Self::LinkCode { parked, .. } => Key::new(Entity::ParkedCode, *parked),
            Self::StartTimer { id, .. } | Self::StopTimer { id, .. } | Self::CorrectTime { id, .. } => {
                Key::new(Entity::TimeEntry, id.0)
            }
            Self::Resolve { conflict, .. } => Key::new(Entity::Conflict, *conflict),
            Self::Decide { refused, .. } => Key::new(Entity::Rejected, rejection_id(*refused)),
        }
    }

    /// Other rows that must exist before this edit makes sense: a new job's customer, a photo's work order.
    pub fn mentions(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        match self {
            Self::Create { fields, .. } => keys.extend(mentioned_in(fields)),
            Self::SetFields { patch, .. } => {
                let fields = patch.iter().map(|(name, change)| (name.clone(), change.new.clone())).collect();
                keys.extend(mentioned_in(&fields));
            }
            Self::MoveStock { movement, .. } => {
                keys.push(Key::new(Entity::Item, movement.item.0));
                keys.extend(movement.from.iter().chain(&movement.to).map(|l| Key::new(Entity::Location, l.0)));
                keys.extend(movement.work_order.map(|w| Key::new(Entity::WorkOrder, w.0)));
                keys.extend(movement.undoes.map(|m| Key::new(Entity::Movement, m)));
            }
            Self::LinkCode { item, .. } => keys.push(Key::new(Entity::Item, item.0)),
            Self::StartTimer { work_order, .. } | Self::CorrectTime { work_order, .. } => {
                keys.extend(work_order.map(|w| Key::new(Entity::WorkOrder, w.0)));
            }
            Self::Resolve { subject, .. } => keys.push(*subject),
            _ => {}
        }
        keys
    }
}

/// Field names whose value is the identifier of a row, and the kind of that row.
const LINKS: [(&str, Entity); 6] = [
    ("customer", Entity::Customer),
    ("site", Entity::Site),
    ("work_order", Entity::WorkOrder),
    ("location", Entity::Location),
    ("truck", Entity::Location),
    ("lead", Entity::User),
];

fn mentioned_in(fields: &Map<String, Value>) -> impl Iterator<Item = Key> {
    LINKS.iter().filter_map(|(name, entity)| {
        let id = fields.get(*name)?.as_str()?.parse::<Uuid>().ok()?;
        Some(Key { entity: *entity, id })
    })
}
