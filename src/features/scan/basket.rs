//! What was scanned one after the other and is not booked yet. It is kept on the phone with every scan.

use domain::ids::{ItemId, LocationId, WorkOrderId};
use domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::purpose::Purpose;

/// So many scans can be taken back one by one.
const UNDOABLE: usize = 3;

/// The basket, and what it is for. Kept as JSON: the format only grows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Basket {
    /// What becomes of the lines.
    pub purpose: Purpose,
    /// The job that parts are for.
    pub job: Option<WorkOrderId>,
    /// Where the lines are taken from.
    pub from: Option<LocationId>,
    /// Where they go, or are counted.
    pub to: Option<LocationId>,
    /// Under which they will be booked together: a basket whose batch is in the ledger was booked, and is done with.
    pub batch: Option<Uuid>,
    /// One for each item, in the order of their first scan.
    pub lines: Vec<Line>,
    /// The last scans, the latest first.
    pub scans: Vec<Scan>,
}

/// An item and how many of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Which.
    pub item: ItemId,
    /// How many units.
    pub quantity: Quantity,
}

/// One scan, to be taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scan {
    /// Of what.
    pub item: ItemId,
    /// How many units it added.
    pub by: Quantity,
}

impl Basket {
    /// A code was scanned that stands for `by` units.
    pub fn scan(&mut self, item: ItemId, by: Quantity) {
        match self.lines.iter_mut().find(|line| line.item == item) {
            Some(line) => line.quantity = line.quantity + by,
            None => self.lines.push(Line { item, quantity: by }),
        }
        self.scans.insert(0, Scan { item, by });
        self.scans.truncate(UNDOABLE);
    }

    /// Takes back one of the last scans.
    pub fn take_back(&mut self, nth: usize) {
        if nth < self.scans.len() {
            let Scan { item, by } = self.scans.remove(nth);
            let left = self.quantity(item) - by;
            self.set(item, left);
        }
    }

    /// A place's label was scanned: the next place that is asked for.
    pub fn place(&mut self, place: LocationId) {
        match self.purpose {
            Purpose::Move if self.from.is_none() => self.from = Some(place),
            Purpose::Use => self.from = Some(place),
            _ => self.to = Some(place),
        }
    }

    /// Puts what was kept before what was scanned since.
    pub fn put_before(&mut self, kept: Self) {
        let since = std::mem::replace(&mut self.lines, kept.lines);
        for line in since {
            self.scan(line.item, line.quantity);
        }
        if self.scans.is_empty() {
            self.scans = kept.scans;
        }
        self.batch = kept.batch.or(self.batch);
        if self.purpose == Purpose::Find {
            self.purpose = kept.purpose;
        }
        // Things that are now meant for something else keep no job and no places.
        if self.purpose == kept.purpose {
            self.job = self.job.or(kept.job);
            self.from = self.from.or(kept.from);
            self.to = self.to.or(kept.to);
        }
    }

    /// Sets how many there are; none takes the line out.
    pub fn set(&mut self, item: ItemId, quantity: Quantity) {
        if !quantity.is_positive() {
            self.lines.retain(|line| line.item != item);
            self.scans.retain(|scan| scan.item != item);
        } else if let Some(line) = self.lines.iter_mut().find(|line| line.item == item) {
            line.quantity = quantity;
        }
    }

    /// How many of an item are in it.
    pub fn quantity(&self, item: ItemId) -> Quantity {
        self.lines.iter().find(|line| line.item == item).map_or(Quantity::ZERO, |line| line.quantity)
    }

    /// Nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Takes everything out; what it is for stays.
    pub fn clear(&mut self) {
        self.lines.clear();
        self.scans.clear();
        self.batch = None;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn item(n: u128) -> ItemId {
        ItemId(Uuid::from_u128(n))
    }

    const ONE: Quantity = Quantity::whole(1);

    #[test]
    fn the_same_code_twice_is_one_line_of_two() {
        let mut basket = Basket::default();
        basket.scan(item(1), ONE);
        basket.scan(item(2), Quantity::whole(25));
        basket.scan(item(1), ONE);
        let quantities: Vec<Quantity> = basket.lines.iter().map(|line| line.quantity).collect();
        assert_eq!(quantities, [Quantity::whole(2), Quantity::whole(25)]);
    }

    #[test]
    fn a_scan_that_is_taken_back_takes_what_it_added_and_no_more() {
        let mut basket = Basket::default();
        basket.scan(item(1), ONE);
        basket.scan(item(1), Quantity::whole(10));
        basket.take_back(0);
        assert_eq!(basket.quantity(item(1)), ONE);
        basket.take_back(0);
        assert!(basket.is_empty());
        basket.take_back(0);
        assert!(basket.is_empty());
    }

    #[test]
    fn taking_back_after_a_correction_by_hand_never_goes_below_nothing() {
        let mut basket = Basket::default();
        basket.scan(item(1), Quantity::whole(10));
        basket.set(item(1), Quantity::whole(3));
        basket.take_back(0);
        assert!(basket.is_empty());
    }

    #[test]
    fn a_line_set_to_nothing_is_gone_with_its_scans() {
        let mut basket = Basket::default();
        basket.scan(item(1), ONE);
        basket.scan(item(2), ONE);
        basket.set(item(1), Quantity::ZERO);
        assert_eq!((basket.lines.len(), basket.scans.len()), (1, 1));
    }

    #[test]
    fn what_was_kept_comes_back_before_what_was_scanned_meanwhile() {
        let mut kept = Basket { purpose: Purpose::Receive, ..Basket::default() };
        kept.scan(item(1), ONE);
        let mut basket = Basket::default();
        basket.scan(item(2), ONE);
        basket.scan(item(1), ONE);
        basket.put_before(kept);
        let lines: Vec<_> = basket.lines.iter().map(|line| (line.item, line.quantity)).collect();
        assert_eq!(lines, [(item(1), Quantity::whole(2)), (item(2), ONE)]);
        assert_eq!(basket.purpose, Purpose::Receive);
    }

    #[test]
    fn a_label_of_a_place_fills_the_place_that_is_asked_for_next() {
        let (shop, truck) = (LocationId(Uuid::from_u128(1)), LocationId(Uuid::from_u128(2)));
        let mut moving = Basket { purpose: Purpose::Move, ..Basket::default() };
        moving.place(shop);
        moving.place(truck);
        assert_eq!((moving.from, moving.to), (Some(shop), Some(truck)));
        let mut using = Basket { purpose: Purpose::Use, ..Basket::default() };
        using.place(truck);
        assert_eq!((using.from, using.to), (Some(truck), None));
    }

    #[test]
    fn a_kept_basket_keeps_its_shape() {
        let mut basket =
            Basket { purpose: Purpose::Use, job: Some(WorkOrderId(Uuid::from_u128(7))), ..Basket::default() };
        basket.scan(item(1), Quantity(1500));
        let json = concat!(
            r#"{"purpose":"use","job":"00000000-0000-0000-0000-000000000007","from":null,"to":null,"batch":null,"#,
            r#""lines":[{"item":"00000000-0000-0000-0000-000000000001","quantity":1500}],"#,
            r#""scans":[{"item":"00000000-0000-0000-0000-000000000001","by":1500}]}"#,
        );
        assert_eq!(serde_json::to_string(&basket).unwrap(), json);
        assert_eq!(serde_json::from_str::<Basket>(json).unwrap(), basket);
        assert_eq!(serde_json::from_str::<Basket>("{}").unwrap(), Basket::default());
    }
}
