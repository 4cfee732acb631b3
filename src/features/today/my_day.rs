//! Which jobs make up a person's day, and which of them comes next.

use std::sync::Arc;

use domain::ids::UserId;
use domain::status::Status;

use crate::features::my_jobs::rank;
use crate::state::{OrderLine, OrderLines};

/// A person's day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MyDay {
    /// What is under way, or comes first.
    pub next: Option<Arc<OrderLine>>,
    /// What comes after it, by time.
    pub later: Vec<Arc<OrderLine>>,
    /// What was done today.
    pub done: Vec<Arc<OrderLine>>,
}

impl MyDay {
    /// The day of `me` between `today` and `tomorrow`: what falls into it, and what is under way or was left over from
    /// another day.
    pub fn of(orders: &OrderLines, me: UserId, today: i64, tomorrow: i64) -> Self {
        let mut day = Self::default();
        for line in orders.lines.iter().filter(|line| line.assignees.contains(&me)) {
            let falls_in = line.window.is_some_and(|w| w.start < tomorrow && today < w.end);
            let left_over = line.window.is_none_or(|w| w.end <= today);
            let wanted = match line.status {
                Status::Travelling | Status::OnSite | Status::Paused | Status::Waiting => true,
                Status::Dispatched => falls_in || left_over,
                Status::Scheduled => falls_in,
                Status::WorkComplete | Status::OfficeReview | Status::Closed if falls_in => {
                    day.done.push(line.clone());
                    false
                }
                _ => false,
            };
            if wanted {
                day.later.push(line.clone());
            }
        }
        day.take_next();
        day
    }

    /// Nothing at all.
    pub fn is_empty(&self) -> bool {
        self.next.is_none() && self.later.is_empty() && self.done.is_empty()
    }

    /// What is under way comes first; what waits for somebody comes after what can be done.
    fn take_next(&mut self) {
        let order = |line: &Arc<OrderLine>| rank(line.status).unwrap_or(u8::MAX);
        // The lines are sorted by their windows, and the first of equals wins.
        let nearest = self.later.iter().enumerate().min_by_key(|(nth, line)| (order(line), *nth)).map(|(nth, _)| nth);
        self.next = nearest.map(|nth| self.later.remove(nth));
    }
}
