//! What the page knows while it scans: what was found, what came before, and when the same code may act again.

use domain::ids::{ItemId, WorkOrderId};
use domain::quantity::Quantity;
use leptos::prelude::*;

use super::reading::Reading;
use crate::features::stock::{Moved, SharedCatalog, use_catalog};
use crate::state::PortsHandle;
use crate::state::ports::Beep;

/// The same code acts again only this long after its sheet was closed.
const REST_MS: i64 = 2_500;
/// The last ones at the thumb.
const RECENT: usize = 3;

/// What a code turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// An item, and how many a pack with this code holds.
    Item(ItemId, Quantity),
    /// Nobody knows it.
    Unknown(Reading),
}

/// A code that was scanned before, and what was done with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    /// What it was.
    pub found: Found,
    /// Its words.
    pub name: String,
    /// What came in or went out since.
    pub moved: Quantity,
}

/// The state of the page. Copied into closures.
#[derive(Clone, Copy)]
pub struct Session {
    /// What the sheet shows.
    pub found: RwSignal<Option<Found>>,
    /// The last ones, the latest first.
    pub recent: RwSignal<Vec<Recent>>,
    /// The job that parts are for.
    pub job: Memo<Option<WorkOrderId>>,
    catalog: Memo<SharedCatalog>,
    last: StoredValue<Option<(String, i64)>>,
    ports: PortsHandle,
}

impl Session {
    /// A new session.
    pub fn new(job: Memo<Option<WorkOrderId>>) -> Self {
        Self {
            found: RwSignal::new(None),
            recent: RwSignal::new(Vec::new()),
            job,
            catalog: use_catalog(),
            last: StoredValue::new(None),
            ports: expect_context::<PortsHandle>(),
        }
    }

    /// The camera saw a code. It acts when no sheet is open, and not on what was just put aside.
    pub fn saw(self, reading: Reading) {
        let now = self.now();
        let rests = self
            .last
            .with_value(|last| last.as_ref().is_some_and(|(key, at)| *key == reading.key() && now - at < REST_MS));
        if !rests && self.found.with_untracked(Option::is_none) {
            self.read(reading);
        }
    }

    /// A person asked for this code: typed it, took a photo, pulled the trigger.
    pub fn read(self, reading: Reading) {
        let known = self.catalog.with_untracked(|it| reading.keys.iter().find_map(|key| it.0.by_code(key)));
        let (found, name, beep) = match known {
            Some((item, pack)) => (Found::Item(item.id, pack), item.item.name.clone(), Beep::Known),
            None => (Found::Unknown(reading.clone()), reading.raw.clone(), Beep::Unknown),
        };
        self.last.set_value(Some((reading.key(), self.now())));
        self.ports.0.with_value(|ports| ports.phone.beep(beep));
        self.remember(&found, name);
        self.found.set(Some(found));
    }

    /// Shows an item without a scan.
    pub fn show(self, item: ItemId) {
        let name = self
            .catalog
            .with_untracked(|it| it.0.items.iter().find(|known| known.id == item).map(|it| it.item.name.clone()));
        if let Some(name) = name {
            let found = Found::Item(item, Quantity::whole(1));
            self.remember(&found, name);
            self.found.set(Some(found));
        }
    }

    /// Closes the sheet. What it showed rests from now on.
    pub fn close(self) {
        let now = self.now();
        self.last.update_value(|last| {
            if let Some((_, at)) = last {
                *at = now;
            }
        });
        self.found.set(None);
    }

    /// Something of an item came in or went out: notes it, and goes back to the camera. What is taken back is noted too,
    /// whatever the sheet shows by then.
    pub fn moved(self, item: ItemId, moved: Moved) {
        let by = match moved {
            Moved::Done(by) => by,
            Moved::Undone(by) => -by,
        };
        self.recent.update(|recent| {
            let known = recent.iter_mut().find(|it| matches!(it.found, Found::Item(id, _) if id == item));
            if let Some(known) = known {
                known.moved = known.moved + by;
            }
        });
        if matches!(moved, Moved::Done(_)) {
            self.close();
        }
    }

    /// The code was parked or linked: nothing more to ask.
    pub fn settled(self, item: Option<ItemId>) {
        self.close();
        if let Some(item) = item {
            self.show(item);
        }
    }

    fn remember(self, found: &Found, name: String) {
        self.recent.update(|recent| {
            let moved = recent.iter().find(|it| it.found == *found).map_or(Quantity::ZERO, |it| it.moved);
            recent.retain(|it| it.found != *found);
            recent.insert(0, Recent { found: found.clone(), name, moved });
            recent.truncate(RECENT);
        });
    }

    fn now(self) -> i64 {
        self.ports.0.with_value(|ports| ports.phone.now())
    }
}
