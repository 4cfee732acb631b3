//! The row: the one shape in which everything the company knows is stored, sent and cached. Its body is the JSON text
//! of one of the entity structs of this crate.
//!
//! Fields that this build does not know stay in the body untouched: an edit names the fields it changes, and the rest
//! of the text is carried along.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::ids::UserId;

macro_rules! entities {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// The kinds of row. The name is the same in tables, in IndexedDB and in JSON.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Entity {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Entity {
            /// Every kind, in the order of declaration.
            pub const ALL: &'static [Entity] = &[$(Entity::$variant),*];

            /// The name in tables and JSON.
            pub const fn name(self) -> &'static str {
                match self { $(Entity::$variant => $name),* }
            }

            /// The kind with this name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Entity::$variant),)* _ => None }
            }
        }
    };
}

entities! {
    /// The company itself: one row, its identifier is the company's.
    Company = "company",
    /// A person who signs in. Passwords are elsewhere, on the server only.
    User = "user",
    /// A crew.
    Crew = "crew",
    /// A customer.
    Customer = "customer",
    /// An address of a customer.
    Site = "site",
    /// A work order.
    WorkOrder = "work_order",
    /// An append-only note on a work order.
    Note = "note",
    /// A checklist template of the company.
    Template = "template",
    /// A checklist started on a work order.
    Checklist = "checklist",
    /// A photo of a work order. The bytes travel apart.
    Photo = "photo",
    /// Something kept in stock.
    Item = "item",
    /// A place that holds stock.
    Location = "location",
    /// An entry of the stock ledger.
    Movement = "movement",
    /// The sum of the ledger for one item at one location.
    Level = "level",
    /// A scanned code that nobody knows yet.
    ParkedCode = "parked_code",
    /// A stretch of somebody's time.
    TimeEntry = "time_entry",
    /// Two values for one field, one of them not shown.
    Conflict = "conflict",
    /// One line of a timeline.
    Activity = "activity",
    /// An edit that the server refused, with the author's exact input.
    Rejected = "rejected",
}

/// Kind and identifier: the name of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// The kind.
    pub entity: Entity,
    /// The identifier.
    pub id: Uuid,
}

impl Key {
    /// The key of `id` among rows of this kind.
    pub fn new(entity: Entity, id: impl Into<Uuid>) -> Self {
        Self { entity, id: id.into() }
    }
}

/// Who did something and when, in milliseconds since 1970 UTC by the phone's clock, corrected by the measured offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stamp {
    /// The person.
    pub by: UserId,
    /// The moment, in milliseconds.
    pub at: i64,
}

/// The JSON text of an entity. Cheap to store and send: parsed only by whoever needs the fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body(Box<RawValue>);

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

impl Body {
    /// The text of `value`.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }

    /// Takes JSON text as it was stored.
    pub fn from_text(text: String) -> Result<Self, serde_json::Error> {
        RawValue::from_string(text).map(Self)
    }

    /// The JSON text.
    pub fn text(&self) -> &str {
        self.0.get()
    }

    /// Reads it as `T`; fields that `T` does not know are passed over.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.0.get())
    }

    /// All fields by name, each as the text that it is: to change one of many without reading the others.
    pub fn texts(&self) -> Result<BTreeMap<String, Box<RawValue>>, serde_json::Error> {
        self.read()
    }

    /// All fields by name.
    pub fn fields(&self) -> Result<Map<String, Value>, serde_json::Error> {
        serde_json::from_str(self.0.get())
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The kind.
    pub entity: Entity,
    /// The identifier.
    pub id: Uuid,
    /// Counts the edits that changed this row, from 1.
    pub version: u64,
    /// The company's sequence number of the edit that last wrote it; 0 while only this phone knows.
    pub seq: u64,
    /// A tombstone: hidden, kept so that every phone learns of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// Who made it.
    pub created: Stamp,
    /// Who changed it last.
    pub updated: Stamp,
    /// The entity itself.
    pub body: Body,
}

impl Row {
    /// Its name.
    pub fn key(&self) -> Key {
        Key { entity: self.entity, id: self.id }
    }

    /// Its entity, when the body can be read as `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        self.body.read().ok()
    }
}
