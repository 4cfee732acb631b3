//! How much of what is where.

use std::collections::HashMap;

use domain::Entity;
use domain::ids::{ItemId, LocationId, level_id};
use domain::quantity::Quantity;
use domain::stock::{Level, Location};

use crate::state::Desk;

/// What is on hand of one item.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OnHand {
    /// By location, those with a number only.
    pub at: Vec<(LocationId, Quantity)>,
}

impl OnHand {
    /// At one location.
    pub fn of(&self, location: Option<LocationId>) -> Quantity {
        let found = self.at.iter().find(|(id, _)| Some(*id) == location);
        found.map_or(Quantity::ZERO, |(_, quantity)| *quantity)
    }

    /// Everywhere.
    pub fn total(&self) -> Quantity {
        self.at.iter().map(|(_, quantity)| *quantity).sum()
    }

    /// Somewhere below zero: a part that was never booked in.
    pub fn is_short(&self) -> bool {
        self.at.iter().any(|(_, quantity)| quantity.is_negative())
    }
}

/// Every level by its item, and follows them.
pub(super) fn all_levels(desk: Desk) -> HashMap<ItemId, OnHand> {
    let mut found = HashMap::<ItemId, OnHand>::new();
    for (_, level) in desk.read_all::<Level>(Entity::Level) {
        found.entry(level.item).or_default().at.push((level.location, level.on_hand));
    }
    found
}

/// What is on hand of `item` at `location`, and follows it: one look-up, however large the stock.
pub fn on_hand(desk: Desk, item: ItemId, location: LocationId) -> Quantity {
    desk.get::<Level>(Entity::Level, level_id(item, location)).map_or(Quantity::ZERO, |level| level.on_hand)
}

/// What is on hand of `item`, by location.
pub(super) fn on_hand_everywhere(desk: Desk, item: ItemId) -> OnHand {
    let levels = desk.children(item.0, Entity::Level).into_iter().filter_map(|row| row.read::<Level>());
    OnHand { at: levels.map(|level| (level.location, level.on_hand)).collect() }
}

/// Every location, the shop first, then by name.
pub fn locations(desk: Desk) -> Vec<(LocationId, Location)> {
    let rows = desk.read_all::<Location>(Entity::Location).into_iter();
    let mut found: Vec<(LocationId, Location)> = rows.map(|(id, it)| (LocationId(id), it)).collect();
    // "Truck 10" after "Truck 9": shorter names first.
    found.sort_by_key(|(_, it)| (it.kind as u8, it.name.len(), it.name.clone()));
    found
}

/// A location's name; empty when it is not on this phone.
pub fn location_name(desk: Desk, id: LocationId) -> String {
    desk.get::<Location>(Entity::Location, id.0).map(|it| it.name).unwrap_or_default()
}
