//! The basket as a signal that is written down with every change: a phone that dies between two scans loses none.

use domain::Entity;
use domain::stock::Movement;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::basket::Basket;
use crate::state::{Desk, PortsHandle, use_desk};

/// The draft that holds the basket; one more for each job whose page it was opened from.
const DRAFT: &str = "scan-basket";

/// The basket. Copied into closures.
#[derive(Clone, Copy)]
pub struct KeptBasket {
    basket: RwSignal<Basket>,
    key: StoredValue<String>,
    /// Before it is read, nothing is written over it.
    read: StoredValue<bool>,
    ports: PortsHandle,
    desk: Desk,
}

impl KeptBasket {
    /// What the page was asked for, then what was kept.
    pub fn new(begin: Basket) -> Self {
        let key = begin.job.map_or_else(|| DRAFT.to_owned(), |job| format!("{DRAFT}.{job}"));
        let (ports, desk) = (expect_context::<PortsHandle>(), use_desk());
        let kept = Self {
            basket: RwSignal::new(begin),
            key: StoredValue::new(key.clone()),
            read: StoredValue::new(false),
            ports,
            desk,
        };
        let draft = ports.0.with_value(|ports| ports.work.draft(key));
        spawn_local(async move {
            let draft = draft.await;
            // `None`: the page was left before it was read.
            if kept.read.try_set_value(true).is_none() {
                kept.put_back(draft);
            }
        });
        kept
    }

    /// Looks at it, and follows it.
    pub fn with<T>(self, look: impl FnOnce(&Basket) -> T) -> T {
        self.basket.with(look)
    }

    /// Looks at it once.
    pub fn with_untracked<T>(self, look: impl FnOnce(&Basket) -> T) -> T {
        self.basket.with_untracked(look)
    }

    /// Changes it, and writes it down.
    pub fn update(self, change: impl FnOnce(&mut Basket)) {
        let new_id = || self.ports.0.with_value(|ports| ports.phone.new_id());
        self.basket.update(|basket| {
            change(basket);
            basket.batch = (!basket.is_empty()).then(|| basket.batch.unwrap_or_else(new_id));
        });
        if self.read.get_value() {
            self.write();
        }
    }

    fn put_back(self, draft: Option<String>) {
        // The phone died after booking and before forgetting.
        let is_booked = |kept: &Basket| {
            kept.batch.is_some_and(|batch| {
                let movements = untrack(|| self.desk.read_all::<Movement>(Entity::Movement));
                movements.iter().any(|(_, movement)| movement.batch == Some(batch))
            })
        };
        let kept = draft.and_then(|text| serde_json::from_str::<Basket>(&text).ok());
        match kept.filter(|kept| !kept.is_empty() && !is_booked(kept)) {
            Some(kept) => self.update(|basket| basket.put_before(kept)),
            // What was scanned in the meantime. A draft of a later version that cannot be read stays until then.
            None if !self.basket.with_untracked(Basket::is_empty) => self.write(),
            None => {}
        }
    }

    fn write(self) {
        let text = self.basket.with_untracked(|basket| (!basket.is_empty()).then(|| serde_json::to_string(basket)));
        let text = text.and_then(Result::ok);
        self.ports.0.with_value(|ports| ports.work.keep_draft(self.key.get_value(), text));
    }
}
