//! Where the person's stock is: their truck, or the place they picked on this phone.

use domain::Entity;
use domain::ids::LocationId;
use domain::people::User;
use domain::stock::Location;
use leptos::prelude::*;

use crate::state::{PortsHandle, use_desk};

/// The setting that remembers the pick.
const SETTING: &str = "truck";

/// The place, and a way to pick another. Copied into closures.
#[derive(Clone, Copy)]
pub struct Truck {
    own: Memo<Option<LocationId>>,
    location: Memo<Option<LocationId>>,
    picked: RwSignal<Option<LocationId>>,
    ports: PortsHandle,
}

/// The place, for the component that asks.
pub fn use_truck() -> Truck {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let remembered = ports.0.with_value(|ports| ports.phone.setting(SETTING));
    let picked = RwSignal::new(remembered.and_then(|id| id.parse().ok()).map(LocationId));
    let own = Memo::new(move |_| desk.get::<User>(Entity::User, desk.me().0).and_then(|user| user.truck));
    // A truck that was sold must not swallow stock.
    let is_there = move |id: &LocationId| desk.get::<Location>(Entity::Location, id.0).is_some();
    let location = Memo::new(move |_| own.get().or(picked.get()).filter(is_there));
    Truck { own, location, picked, ports }
}

impl Truck {
    /// The place; `None` until one is picked.
    pub fn get(self) -> Option<LocationId> {
        self.location.get()
    }

    /// The person drives a truck: nothing to pick.
    pub fn is_own(self) -> bool {
        self.own.get().is_some()
    }

    /// The place, followed by nothing.
    pub fn get_untracked(self) -> Option<LocationId> {
        self.location.get_untracked()
    }

    /// Picks a place for somebody who drives no truck, and remembers it.
    pub fn pick(self, id: LocationId) {
        self.picked.set(Some(id));
        self.ports.0.with_value(|ports| ports.phone.set_setting(SETTING, &id.to_string()));
    }
}
