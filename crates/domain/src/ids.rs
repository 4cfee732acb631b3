//! Identifiers. Every row, edit and photo is named by a UUIDv7 made where it is born; rows that follow from others
//! (a stock level, a conflict) have a UUIDv5 derived from what they follow from, so that phone and server agree.
//!
//! Never here: making random identifiers; the caller passes them in.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

id! {
    /// A company: the owner of every other row.
    CompanyId,
    /// A person who signs in.
    UserId,
    /// A crew of people.
    CrewId,
    /// A customer.
    CustomerId,
    /// One address of a customer.
    SiteId,
    /// A work order.
    WorkOrderId,
    /// Something kept in stock.
    ItemId,
    /// A place that holds stock: shop, truck, gang box, job.
    LocationId,
    /// One photo on a work order.
    PhotoId,
    /// One stretch of time of one person.
    TimeEntryId,
    /// One installed app on one phone for one person.
    DeviceId,
    /// One edit: the idempotency key of everything it does.
    MutationId,
}

/// Namespace of derived identifiers. Fixed for ever: changing it would rename rows.
const DERIVED: Uuid = Uuid::from_u128(0x7065_6d32_0000_5000_8000_6465_7269_7665);

/// The identifier of the stock level of an item at a location.
pub fn level_id(item: ItemId, location: LocationId) -> Uuid {
    derive(&["level", &item.0.to_string(), &location.0.to_string()])
}

/// The identifier of the conflict that `mutation` caused on `field`.
pub fn conflict_id(mutation: MutationId, field: &str) -> Uuid {
    derive(&["conflict", &mutation.0.to_string(), field])
}

/// The identifier of the timeline entry number `nth` that `mutation` wrote.
pub fn activity_id(mutation: MutationId, nth: usize) -> Uuid {
    derive(&["activity", &mutation.0.to_string(), &nth.to_string()])
}

/// The identifier of the row that tells of the rejection of `mutation`.
pub fn rejection_id(mutation: MutationId) -> Uuid {
    derive(&["rejection", &mutation.0.to_string()])
}

fn derive(parts: &[&str]) -> Uuid {
    Uuid::new_v5(&DERIVED, parts.join("/").as_bytes())
}
