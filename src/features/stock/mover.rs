//! Saves movements of the item in the hand, says so, and offers the way back.

use domain::ids::ItemId;
use domain::quantity::Quantity;
use domain::stock::Item;
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::Entry;
use super::quantity_words::amount;
use crate::features::saving::{Saving, use_saving};
use crate::state::PortsHandle;
use crate::ui::Snackbar;
use crate::words::t;

/// What became of the person's own stock of an item: plus came in, minus went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// A movement was saved.
    Done(Quantity),
    /// This movement was taken back.
    Undone(Quantity),
}

/// What is being asked before a movement can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    /// Nothing: the actions show.
    Nothing,
    /// On which job.
    Job,
    /// Why it is taken out.
    Reason,
    /// From where to where.
    Places,
}

/// Makes movements of one item. Copied into closures.
#[derive(Clone, Copy)]
pub(super) struct Mover {
    item: ItemId,
    known: Memo<Item>,
    quantity: RwSignal<i64>,
    asking: RwSignal<Asking>,
    on_moved: Option<Callback<Moved>>,
    saving: Saving,
    snackbar: Snackbar,
    ports: PortsHandle,
}

impl Mover {
    /// For the item in the hand; `on_moved` is told what was saved.
    pub fn new(
        item: ItemId,
        known: Memo<Item>,
        quantity: RwSignal<i64>,
        asking: RwSignal<Asking>,
        on_moved: Option<Callback<Moved>>,
    ) -> Self {
        let (saving, snackbar, ports) = (use_saving(), expect_context(), expect_context());
        Self { item, known, quantity, asking, on_moved, saving, snackbar, ports }
    }

    /// Saves one movement. `sign` is its direction seen from the person's stock; `{amount}` in `said` is filled in.
    pub fn save(self, make: impl FnOnce(Uuid, (ItemId, Quantity)) -> Entry, said: String, sign: i64) {
        let quantity = Quantity(self.quantity.get_untracked());
        let new = || self.ports.0.with_value(|ports| ports.phone.new_id());
        let entry = make(new(), (self.item, quantity));
        let undo = entry.undo(new());
        let unit = self.known.with_untracked(|it| it.unit.clone());
        let said = said.replace("{amount}", &amount(quantity, &unit));
        let by = Quantity(quantity.0 * sign);
        self.saving.tap(vec![entry.edit()], move || {
            let take_back = move |()| self.saving.tap(vec![undo.clone()], move || self.tell(Moved::Undone(by)));
            self.snackbar.offer(said, t("saving.undo"), Callback::new(take_back));
            self.asking.try_set(Asking::Nothing);
            self.tell(Moved::Done(by));
        });
    }

    /// The page may be gone when an undo comes.
    fn tell(self, moved: Moved) {
        if let Some(on_moved) = self.on_moved {
            on_moved.try_run(moved);
        }
    }
}
