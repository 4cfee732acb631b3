//! Which rows a person's phone holds. The office holds all; a technician holds the work orders of the own crew, what
//! hangs on them, the customers these need, all items and stock, and the own time.

use serde::Deserialize;
use uuid::Uuid;

use crate::ids::{CustomerId, ItemId, UserId, WorkOrderId};
use crate::row::{Body, Entity};

/// To what a row belongs, as far as seeing it goes. The server stores it beside the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everybody of the company.
    Company,
    /// The office.
    Office,
    /// Whoever sees this work order.
    WorkOrder(WorkOrderId),
    /// Whoever sees a work order of this customer.
    Customer(CustomerId),
    /// This person and the office.
    User(UserId),
}

impl Scope {
    /// Short name of the sort of scope, for the server's index.
    pub const fn sort(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Office => "office",
            Self::WorkOrder(_) => "work_order",
            Self::Customer(_) => "customer",
            Self::User(_) => "user",
        }
    }

    /// The identifier it names, when it names one.
    pub const fn id(self) -> Option<Uuid> {
        match self {
            Self::Company | Self::Office => None,
            Self::WorkOrder(id) => Some(id.0),
            Self::Customer(id) => Some(id.0),
            Self::User(id) => Some(id.0),
        }
    }

    /// The scope with this sort and identifier.
    pub fn from_parts(sort: &str, id: Option<Uuid>) -> Option<Self> {
        match (sort, id) {
            ("company", _) => Some(Self::Company),
            ("office", _) => Some(Self::Office),
            ("work_order", Some(id)) => Some(Self::WorkOrder(WorkOrderId(id))),
            ("customer", Some(id)) => Some(Self::Customer(CustomerId(id))),
            ("user", Some(id)) => Some(Self::User(UserId(id))),
            _ => None,
        }
    }
}

/// What a body names that others look for: read alone, without the rest of the entity.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Links {
    /// The work order it hangs on.
    pub work_order: Option<WorkOrderId>,
    /// The customer it is for.
    pub customer: Option<CustomerId>,
    /// The person it is of.
    pub user: Option<UserId>,
    /// The item it counts.
    pub item: Option<ItemId>,
}

impl Links {
    /// The links of a body; none of one that cannot be read.
    pub fn of(body: &Body) -> Self {
        body.read().unwrap_or_default()
    }
}

/// The scope of the row `id` of this kind with this body.
pub fn of(entity: Entity, id: Uuid, body: &Body) -> Scope {
    let links = || Links::of(body);
    match entity {
        Entity::Company
        | Entity::User
        | Entity::Crew
        | Entity::Template
        | Entity::Item
        | Entity::Location
        | Entity::Level
        | Entity::ParkedCode => Scope::Company,
        Entity::WorkOrder => Scope::WorkOrder(WorkOrderId(id)),
        Entity::Customer => Scope::Customer(CustomerId(id)),
        Entity::Site => links().customer.map_or(Scope::Office, Scope::Customer),
        Entity::Note | Entity::Checklist | Entity::Photo | Entity::Activity => {
            links().work_order.map_or(Scope::Office, Scope::WorkOrder)
        }
        // A movement without a job is stock business, which everybody sees.
        Entity::Movement => links().work_order.map_or(Scope::Company, Scope::WorkOrder),
        Entity::TimeEntry | Entity::Rejected => links().user.map_or(Scope::Office, Scope::User),
        Entity::Conflict => {
            let links = links();
            match (links.work_order, links.customer) {
                (Some(work_order), _) => Scope::WorkOrder(work_order),
                (None, Some(customer)) => Scope::Customer(customer),
                (None, None) => Scope::Company,
            }
        }
    }
}
