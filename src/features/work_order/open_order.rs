//! The work order that the page is about, read once and shared by its sections.

use domain::ids::{UserId, WorkOrderId};
use domain::permission::Act;
use domain::work_order::WorkOrder;
use domain::{Entity, Key};
use leptos::prelude::*;

use crate::state::{Desk, permission, use_desk};
use crate::words::t;

/// The work order of this page. A named context of `WorkOrderPage`.
#[derive(Clone, Copy)]
pub(super) struct OpenOrder {
    pub id: WorkOrderId,
    pub desk: Desk,
    known: Memo<Option<Known>>,
}

#[derive(Clone, PartialEq)]
struct Known {
    order: WorkOrder,
    author: UserId,
}

impl OpenOrder {
    /// Follows the work order with this identifier.
    pub fn new(id: WorkOrderId) -> Self {
        let desk = use_desk();
        let known = Memo::new(move |_| {
            let row = desk.row(Key::new(Entity::WorkOrder, id.0))?;
            Some(Known { order: row.read()?, author: row.created.by })
        });
        Self { id, desk, known }
    }

    /// It is on this phone, and may be read.
    pub fn is_here(self) -> bool {
        self.known.with(Option::is_some)
    }

    /// Reads it; while it is gone, an empty one.
    pub fn with<T>(self, read: impl FnOnce(&WorkOrder) -> T) -> T {
        self.known.with(|known| match known {
            Some(known) => read(&known.order),
            None => read(&WorkOrder::default()),
        })
    }

    /// Reads it without following it, for an answer to a tap.
    pub fn now(self) -> WorkOrder {
        self.known.with_untracked(|known| known.as_ref().map(|k| k.order.clone()).unwrap_or_default())
    }

    /// Whether the person may do this to it.
    pub fn may(self, act: Act<'static>) -> bool {
        self.known.with(|known| match known {
            Some(known) => permission::may_on(self.desk, act, &known.order, known.author),
            None => false,
        })
    }

    /// As [`OpenOrder::may`], as a signal.
    pub fn allows(self, act: Act<'static>) -> Signal<bool> {
        Memo::new(move |_| self.may(act)).into()
    }

    /// Its key.
    pub fn key(self) -> Key {
        Key::new(Entity::WorkOrder, self.id.0)
    }
}

/// Its number, or that it follows.
pub(super) fn number_words(order: &WorkOrder) -> String {
    order.label().unwrap_or_else(|| t("jobs.number_follows").to_owned())
}

/// The work order of the page around this component.
///
/// # Panics
/// Outside of `WorkOrderPage`: a mistake while building, found by the first test that opens the page.
pub(super) fn use_open_order() -> OpenOrder {
    expect_context::<OpenOrder>()
}
