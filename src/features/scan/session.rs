//! What the page knows while it scans: what it scans for, what was found, what lies in the basket, what came before.

use domain::ids::{ItemId, LocationId, WorkOrderId};
use domain::quantity::Quantity;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use protocol::scan::Detection;

use super::cooldown::Cooldown;
use super::facts::Facts;
use super::kept::KeptBasket;
use super::labels;
use super::purpose::Purpose;
use super::reading::Reading;
use super::trust::is_trusted;
use crate::features::stock::{CatalogItem, Catalogs, Moved, locations, use_catalog};
use crate::state::ports::Beep;
use crate::state::{Desk, Lines, PortsHandle, use_desk, use_order_lines};

/// The last ones at the thumb.
const RECENT: usize = 3;

/// To another page.
type Way = Box<dyn Fn(&str)>;

/// What a code turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// An item, how many a scan of this code stands for, and what else the label says.
    Item(ItemId, Quantity, Facts),
    /// A pack of an item, and nobody has said how many are in it.
    Pack(ItemId, Reading),
    /// A place of ours.
    Place(LocationId),
    /// A work order.
    Job(WorkOrderId),
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
    /// The basket, with what the scans are for.
    pub basket: KeptBasket,
    catalog: Catalogs,
    orders: Memo<Lines>,
    desk: Desk,
    cooldown: StoredValue<Cooldown>,
    go: StoredValue<Way, LocalStorage>,
    ports: PortsHandle,
}

impl Session {
    /// A new session around a basket.
    pub fn new(basket: KeptBasket) -> Self {
        let navigate = use_navigate();
        let go: Way = Box::new(move |to| navigate(to, NavigateOptions::default()));
        Self {
            found: RwSignal::new(None),
            recent: RwSignal::new(Vec::new()),
            basket,
            catalog: use_catalog(),
            orders: use_order_lines(),
            desk: use_desk(),
            cooldown: StoredValue::new(Cooldown::default()),
            go: StoredValue::new_local(go),
            ports: expect_context::<PortsHandle>(),
        }
    }

    /// What a scan does now.
    pub fn purpose(self) -> Purpose {
        self.basket.with(|basket| basket.purpose)
    }

    /// Scans are for this from now on, also of what is in view.
    pub fn choose(self, purpose: Purpose) {
        self.cooldown.update_value(Cooldown::end_all);
        self.basket.update(|basket| basket.purpose = purpose);
    }

    /// The camera saw these. One acts when it is trusted, no sheet is open, and it was out of view before.
    pub fn saw(self, codes: &[Detection]) {
        for code in codes {
            if self.found.with_untracked(Option::is_some) {
                return;
            }
            let (now, reading) = (self.now(), Reading::seen(code, self.year()));
            let key = reading.key();
            let rested = self.cooldown.try_update_value(|it| it.is_over(&key, now)).unwrap_or_default();
            if !rested {
                continue;
            }
            // Not known yet: a code that stays in view is looked up again.
            let Some(found) = self.identify(&reading) else { continue };
            if is_trusted(code, !matches!(found, Found::Unknown(_))) {
                self.cooldown.update_value(|it| it.begin(&key, now));
                self.act(found);
            }
        }
    }

    /// A person asked for this code: typed it, took a photo, pulled the trigger.
    pub fn read(self, reading: Reading) {
        let (now, key) = (self.now(), reading.key());
        self.cooldown.update_value(|it| it.begin(&key, now));
        match self.identify(&reading) {
            Some(found) => self.act(found),
            None => self.catalog.when_current(move || {
                // The page may have been left in the meantime.
                if !self.found.is_disposed()
                    && let Some(found) = self.identify(&reading)
                {
                    self.act(found);
                }
            }),
        }
    }

    /// The same for what was typed or came from a hand-held reader.
    pub fn read_text(self, text: &str) {
        self.read(Reading::typed(text, self.year()));
    }

    /// The same for the best code of a photo: the person looks at it before anything happens. Whether there was one.
    pub fn read_photo(self, codes: &[Detection]) -> bool {
        let best = codes.first().map(|code| Reading::seen(code, self.year()));
        best.map(|reading| self.read(reading)).is_some()
    }

    /// Shows an item without a scan.
    pub fn show(self, item: ItemId) {
        if let Some(name) = self.name_of(item) {
            let found = Found::Item(item, Quantity::whole(1), Facts::default());
            self.remember(&found, name);
            self.found.set(Some(found));
        }
    }

    /// Closes the sheet. What it showed rests while it stays in view.
    pub fn close(self) {
        let now = self.now();
        self.cooldown.update_value(|it| it.touch_all(now));
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
            let known = recent.iter_mut().find(|it| matches!(it.found, Found::Item(id, ..) if id == item));
            if let Some(known) = known {
                known.moved = known.moved + by;
            }
        });
        if matches!(moved, Moved::Done(_)) {
            self.close();
        }
    }

    /// The code was parked or linked: nothing more to ask. A pack that was linked while things are collected goes where
    /// the scan wanted it.
    pub fn settled(self, linked: Option<(ItemId, Quantity)>) {
        self.close();
        match linked {
            Some((item, pack)) if self.basket.with_untracked(|basket| basket.purpose.collects()) => {
                self.basket.update(|basket| basket.scan(item, pack));
            }
            Some((item, _)) => self.show(item),
            None => {}
        }
    }

    /// The name of an item.
    pub fn name_of(self, item: ItemId) -> Option<String> {
        self.item(item).map(|known| known.item.name.clone())
    }

    /// The unit an item is counted in.
    pub fn unit_of(self, item: ItemId) -> String {
        self.item(item).map(|known| known.item.unit.clone()).unwrap_or_default()
    }

    fn item(self, item: ItemId) -> Option<std::sync::Arc<CatalogItem>> {
        untrack(|| self.catalog.item(item))
    }

    /// What a reading stands for: an item's code first, then our own labels, then what is in the pack. Nothing while that is
    /// not known: among very many items that have just changed, only those are that still have the code.
    fn identify(self, reading: &Reading) -> Option<Found> {
        let is_current = self.catalog.is_current();
        untrack(|| {
            self.catalog.with(|catalog| {
                let still_has = |item: ItemId, key: &str| {
                    self.item(item).is_some_and(|known| known.item.codes.iter().any(|code| code.code == key))
                };
                let known = |key: &str| catalog.by_code(key).filter(|(item, _)| is_current || still_has(*item, key));
                if let Some((item, pack)) = reading.keys.iter().find_map(|key| known(key)) {
                    // A label may say how many there are; the code alone stands for a pack.
                    let said = reading.facts.quantity(&self.unit_of(item));
                    return Some(Found::Item(item, said.unwrap_or(pack), reading.facts.clone()));
                }
                is_current.then(|| self.label(reading, known))
            })
        })
    }

    /// What it stands for when no item has the code.
    fn label(self, reading: &Reading, known: impl Fn(&str) -> Option<(ItemId, Quantity)>) -> Found {
        let job = self.orders.with_untracked(|lines| {
            let orders = lines.0.lines.iter().map(|line| (line.id, line.number.as_deref()));
            labels::job_of(&reading.raw, orders)
        });
        if let Some(job) = job {
            return Found::Job(job);
        }
        if let Some(place) = labels::place_of(&reading.raw, &locations(self.desk)) {
            return Found::Place(place);
        }
        match reading.unit.as_ref().and_then(|key| known(key)) {
            Some((item, _)) => Found::Pack(item, reading.clone()),
            None => Found::Unknown(reading.clone()),
        }
    }

    fn act(self, found: Found) {
        let collects = self.basket.with_untracked(|basket| basket.purpose.collects());
        self.beep(if matches!(found, Found::Unknown(_)) { Beep::Unknown } else { Beep::Known });
        match &found {
            Found::Job(job) if self.basket.with_untracked(|basket| basket.purpose == Purpose::Use) => {
                return self.basket.update(|basket| basket.job = Some(*job));
            }
            Found::Job(job) => return self.go.with_value(|go| go(&format!("/jobs/{job}"))),
            Found::Place(place) if collects => return self.basket.update(|basket| basket.place(*place)),
            Found::Item(item, by, _) if collects => return self.basket.update(|basket| basket.scan(*item, *by)),
            Found::Place(_) => {}
            Found::Item(item, ..) | Found::Pack(item, _) => {
                self.remember(&found, self.name_of(*item).unwrap_or_default());
            }
            Found::Unknown(reading) => self.remember(&found, reading.raw.clone()),
        }
        self.found.set(Some(found));
    }

    /// Makes the sound of a result.
    pub fn beep(self, beep: Beep) {
        self.ports.0.with_value(|ports| ports.phone.beep(beep));
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

    fn year(self) -> u16 {
        let today = self.ports.0.with_value(|ports| ports.phone.format_local(ports.phone.now()));
        today.get(..4).and_then(|year| year.parse().ok()).unwrap_or(2000)
    }
}
