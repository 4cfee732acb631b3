//! Items, places, and the stock ledger. What is on hand is the sum of the movements, in any order, each once: two
//! phones that both took five leave ten fewer. Below zero is allowed and flagged: the part is already in the wall.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::{ItemId, LocationId, UserId, WorkOrderId};
use crate::quantity::Quantity;
use crate::rejection::{Code, Rejection};
use crate::text;

/// A code printed on an item or its pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemCode {
    /// As [`crate::barcode::code_key`] writes it.
    pub code: String,
    /// How many units a pack with this code holds.
    #[serde(default = "one")]
    pub pack: Quantity,
}

fn one() -> Quantity {
    Quantity::whole(1)
}

/// Something kept in stock.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: String,
    /// Its brand.
    pub brand: String,
    /// What is counted: "ea", "ft".
    pub unit: String,
    /// Codes that mean this item.
    pub codes: Vec<ItemCode>,
    /// Restock a truck below this.
    pub truck_min: Quantity,
    /// Restock a truck up to this.
    pub truck_max: Quantity,
    /// What one costs, in cents.
    pub cost_cents: i64,
    /// No longer bought.
    pub inactive: bool,
}

/// What sort of place it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The shop.
    #[default]
    Shop,
    /// A truck.
    Truck,
    /// A gang box on a site.
    GangBox,
}

/// A place that holds stock.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Location {
    /// Its name.
    pub name: String,
    /// What sort.
    pub kind: Place,
    /// Who drives it.
    pub owner: Option<UserId>,
}

/// Why stock moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MoveKind {
    /// Came from a supplier: only `to`.
    Receive,
    /// From one place to another.
    #[default]
    Transfer,
    /// Built in on a job: only `from`.
    Use,
    /// Back from a job: only `to`.
    Return,
    /// A count found a difference.
    Count,
    /// A mistake put right.
    Correct,
}

/// An entry of the ledger. Never changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Movement {
    /// Of what.
    pub item: ItemId,
    /// Taken from here; `None`: from outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<LocationId>,
    /// Put here; `None`: built in or gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<LocationId>,
    /// How many units. Always above zero: the direction is in `from` and `to`.
    pub quantity: Quantity,
    /// Why.
    pub kind: MoveKind,
    /// On which job it was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_order: Option<WorkOrderId>,
    /// In the person's words.
    pub reason: String,
    /// The movement that this one takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<Uuid>,
    /// Movements entered together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<Uuid>,
}

/// What is on hand of one item at one location: the sum of the ledger, kept beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Level {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub location: LocationId,
    /// How much; below zero is a question to the office.
    pub on_hand: Quantity,
}

/// A scanned code that nobody knows yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParkedCode {
    /// The raw text of the code.
    pub raw: String,
    /// Its symbology.
    pub symbology: String,
    /// What the finder said about it.
    pub note: String,
    /// Where it was found.
    pub location: Option<LocationId>,
    /// The item it was linked to.
    pub item: Option<ItemId>,
}

impl Item {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::required("name", &self.name, text::LINE)?;
        text::required("unit", &self.unit, 20)?;
        text::bounded("category", &self.category, text::LINE)?;
        text::bounded("brand", &self.brand, text::LINE)?;
        for code in &self.codes {
            check_code(code)?;
        }
        Ok(())
    }
}

/// Checks a code and its pack quantity.
pub fn check_code(code: &ItemCode) -> Result<(), Rejection> {
    text::required("codes", &code.code, text::LINE)?;
    if !code.pack.is_positive() {
        return Err(Rejection::on(Code::Invalid, "pack"));
    }
    Ok(())
}

impl Location {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::required("name", &self.name, text::LINE)
    }
}

impl Movement {
    /// Checks what a person entered: an amount above zero, and places that fit the kind.
    pub fn check(&self) -> Result<(), Rejection> {
        if !self.quantity.is_positive() || self.quantity > Quantity::MAX {
            return Err(Rejection::on(Code::Invalid, "quantity"));
        }
        text::bounded("reason", &self.reason, text::PARAGRAPH)?;
        let fits = match self.kind {
            MoveKind::Receive | MoveKind::Return => self.from.is_none() && self.to.is_some(),
            MoveKind::Use => self.from.is_some() && self.to.is_none(),
            MoveKind::Transfer => self.from.is_some() && self.to.is_some() && self.from != self.to,
            MoveKind::Count | MoveKind::Correct => self.from.is_some() != self.to.is_some(),
        };
        // A counter-movement goes the other way, whatever the kind.
        if fits || (self.undoes.is_some() && (self.from.is_some() || self.to.is_some())) {
            return Ok(());
        }
        Err(Rejection::on(Code::Invalid, "location"))
    }

    /// The movement that takes this one back.
    pub fn reversed(&self, id: Uuid) -> Self {
        Self { from: self.to, to: self.from, undoes: Some(id), batch: None, ..self.clone() }
    }

    /// What it changes: each place and by how much.
    pub fn deltas(&self) -> impl Iterator<Item = (LocationId, Quantity)> {
        [self.from.map(|l| (l, -self.quantity)), self.to.map(|l| (l, self.quantity))].into_iter().flatten()
    }
}
