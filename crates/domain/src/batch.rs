//! Several items moved at once. The entries share a batch, so that the ledger shows what was entered together.
//!
//! Never here: edits and identifiers; those are made by whoever books.

use uuid::Uuid;

use crate::ids::{ItemId, LocationId, WorkOrderId};
use crate::quantity::Quantity;
use crate::stock::{MoveKind, Movement};

/// What happens to all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    /// Built in on a job.
    Use {
        /// Taken from here.
        from: LocationId,
        /// Used there.
        job: WorkOrderId,
    },
    /// Came from a supplier.
    Receive {
        /// Put here.
        to: LocationId,
    },
    /// From one place to another.
    Move {
        /// Taken from here.
        from: LocationId,
        /// Put here.
        to: LocationId,
    },
    /// These are what is really there: the difference to the ledger is booked.
    Count {
        /// Counted here.
        at: LocationId,
    },
}

impl Batch {
    /// The movements of `lines` under `batch`. `on_hand` is what the ledger says is at the place that is counted; a line that
    /// agrees with it makes none.
    pub fn movements(
        self,
        lines: impl IntoIterator<Item = (ItemId, Quantity)>,
        on_hand: impl Fn(ItemId) -> Quantity,
        batch: Option<Uuid>,
    ) -> Vec<Movement> {
        let made = lines.into_iter().filter_map(|(item, quantity)| self.movement(item, quantity, &on_hand));
        made.map(|movement| Movement { batch, ..movement }).collect()
    }

    fn movement(self, item: ItemId, quantity: Quantity, on_hand: impl Fn(ItemId) -> Quantity) -> Option<Movement> {
        let of = Movement { item, quantity, ..Movement::default() };
        Some(match self {
            Self::Use { from, job } => Movement { from: Some(from), work_order: Some(job), kind: MoveKind::Use, ..of },
            Self::Receive { to } => Movement { to: Some(to), kind: MoveKind::Receive, ..of },
            Self::Move { from, to } => Movement { from: Some(from), to: Some(to), kind: MoveKind::Transfer, ..of },
            Self::Count { at } => {
                let more = quantity - on_hand(item);
                let (from, to) = if more.is_negative() { (Some(at), None) } else { (None, Some(at)) };
                let quantity = if more.is_negative() { -more } else { more };
                if quantity == Quantity::ZERO {
                    return None;
                }
                Movement { from, to, quantity, kind: MoveKind::Count, ..of }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const SHOP: LocationId = LocationId(Uuid::from_u128(1));
    const TRUCK: LocationId = LocationId(Uuid::from_u128(2));
    const WIRE: ItemId = ItemId(Uuid::from_u128(3));
    const BOX: ItemId = ItemId(Uuid::from_u128(4));

    fn movements(batch: Batch, lines: &[(ItemId, i64)], on_hand: i64) -> Vec<Movement> {
        let lines = lines.iter().map(|(item, quantity)| (*item, Quantity::whole(*quantity)));
        let made = batch.movements(lines, |_| Quantity::whole(on_hand), Some(Uuid::from_u128(99)));
        for movement in &made {
            movement.check().unwrap();
            movement.reversed(Uuid::from_u128(1)).check().unwrap();
        }
        made
    }

    #[test]
    fn what_is_booked_together_shares_a_batch() {
        let made = movements(Batch::Move { from: SHOP, to: TRUCK }, &[(WIRE, 2), (BOX, 5)], 0);
        assert_eq!(made.len(), 2);
        assert!(made.iter().all(|it| it.batch == Some(Uuid::from_u128(99))));
        assert!(made.iter().all(|it| it.kind == MoveKind::Transfer && it.from == Some(SHOP) && it.to == Some(TRUCK)));
    }

    #[test]
    fn a_count_books_the_difference_either_way_and_nothing_where_it_agrees() {
        let at = Batch::Count { at: TRUCK };
        let more = movements(at, &[(WIRE, 7)], 5);
        assert_eq!((more[0].to, more[0].quantity), (Some(TRUCK), Quantity::whole(2)));
        let fewer = movements(at, &[(WIRE, 3)], 5);
        assert_eq!((fewer[0].from, fewer[0].quantity), (Some(TRUCK), Quantity::whole(2)));
        assert_eq!(movements(at, &[(WIRE, 5)], 5), []);
    }

    #[test]
    fn a_count_of_what_the_ledger_has_below_nothing_puts_it_right() {
        let made = movements(Batch::Count { at: TRUCK }, &[(WIRE, 1)], -2);
        assert_eq!((made[0].to, made[0].quantity), (Some(TRUCK), Quantity::whole(3)));
    }

    #[test]
    fn parts_used_name_their_job() {
        let job = WorkOrderId(Uuid::from_u128(9));
        let made = movements(Batch::Use { from: TRUCK, job }, &[(BOX, 1)], 0);
        assert_eq!((made[0].work_order, made[0].kind), (Some(job), MoveKind::Use));
    }
}
