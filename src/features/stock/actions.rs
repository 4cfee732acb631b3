//! Edits of stock, codes and items. Plain functions: what is entered comes in, edits go out.

use domain::ids::{ItemId, LocationId, WorkOrderId};
use domain::quantity::Quantity;
use domain::stock::{ItemCode, MoveKind, Movement};
use domain::{Edit, Entity};
use serde_json::{Map, Value};
use uuid::Uuid;

/// An entry of the ledger that is about to be made.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// Its new identifier.
    pub id: Uuid,
    /// What moves.
    pub movement: Movement,
}

impl Entry {
    /// Built in on a job.
    pub fn used(id: Uuid, (item, quantity): (ItemId, Quantity), from: LocationId, job: WorkOrderId) -> Self {
        let movement = Movement { from: Some(from), work_order: Some(job), kind: MoveKind::Use, ..of(item, quantity) };
        Self { id, movement }
    }

    /// Came from a supplier.
    pub fn received(id: Uuid, (item, quantity): (ItemId, Quantity), to: LocationId) -> Self {
        Self { id, movement: Movement { to: Some(to), kind: MoveKind::Receive, ..of(item, quantity) } }
    }

    /// From one place to another.
    pub fn moved(id: Uuid, (item, quantity): (ItemId, Quantity), from: LocationId, to: LocationId) -> Self {
        Self {
            id,
            movement: Movement { from: Some(from), to: Some(to), kind: MoveKind::Transfer, ..of(item, quantity) },
        }
    }

    /// Gone without a job, with the reason.
    pub fn taken_out(id: Uuid, (item, quantity): (ItemId, Quantity), from: LocationId, reason: String) -> Self {
        Self { id, movement: Movement { from: Some(from), kind: MoveKind::Correct, reason, ..of(item, quantity) } }
    }

    /// The edit that makes it.
    pub fn edit(&self) -> Edit {
        Edit::MoveStock { id: self.id, movement: self.movement.clone() }
    }

    /// The edit that takes it back: a movement the other way, under the identifier `back`.
    pub fn undo(&self, back: Uuid) -> Edit {
        Edit::MoveStock { id: back, movement: self.movement.reversed(self.id) }
    }
}

/// The edits that book these movements, and those that take them back.
pub fn book(movements: Vec<Movement>, new_id: impl Fn() -> Uuid) -> (Vec<Edit>, Vec<Edit>) {
    let entries = movements.into_iter().map(|movement| Entry { id: new_id(), movement });
    entries.map(|entry| (entry.edit(), entry.undo(new_id()))).unzip()
}

fn of(item: ItemId, quantity: Quantity) -> Movement {
    Movement { item, quantity, ..Movement::default() }
}

/// Gives an item another code. `code` is a key, as [`domain::barcode::code_key`] writes it.
pub fn add_code(item: ItemId, code: String, pack: Quantity) -> Edit {
    Edit::AddCode { item, code: ItemCode { code, pack } }
}

/// Keeps an unknown code for the office, with where it was found.
pub fn park(id: Uuid, raw: String, symbology: String, note: String, location: Option<LocationId>) -> Edit {
    let mut fields = Map::from_iter([
        ("raw".to_owned(), Value::String(raw)),
        ("symbology".to_owned(), Value::String(symbology)),
        ("note".to_owned(), Value::String(note)),
    ]);
    if let Some(location) = location {
        fields.insert("location".to_owned(), Value::String(location.to_string()));
    }
    Edit::Create { entity: Entity::ParkedCode, id, fields }
}
