//! What the office counts in the morning.

use std::sync::Arc;

use domain::status::{ALL, Status};

use super::late::late;
use crate::state::{OrderLine, OrderLines};

/// The office's day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfficeCounts {
    /// How many open work orders stand in each status, in the order of a job's life; none are left out.
    pub by_status: Vec<(Status, usize)>,
    /// Expected today or under way, with nobody on it.
    pub unassigned: Vec<Arc<OrderLine>>,
    /// Expected today or under way, and late.
    pub late: Vec<Arc<OrderLine>>,
    /// Expected today, by time.
    pub today: Vec<Arc<OrderLine>>,
}

impl OfficeCounts {
    /// Counts at `now`, for the day between `today` and `tomorrow`.
    pub fn of(orders: &OrderLines, (today, tomorrow): (i64, i64), now: i64) -> Self {
        let mut counts = [0_usize; ALL.len()];
        let mut found = Self::default();
        for line in orders.lines.iter().filter(|line| line.status.is_open()) {
            if let Some(nth) = ALL.iter().position(|status| *status == line.status) {
                counts[nth] += 1;
            }
            let falls_in = line.window.is_some_and(|w| w.start < tomorrow && today < w.end);
            let under_way = matches!(line.status, Status::Travelling | Status::OnSite);
            if !falls_in && !under_way {
                continue;
            }
            if line.assignees.is_empty() {
                found.unassigned.push(line.clone());
            }
            if late(line, now).is_some() {
                found.late.push(line.clone());
            }
            found.today.push(line.clone());
        }
        found.by_status = ALL.into_iter().zip(counts).filter(|(status, n)| status.is_open() && *n > 0).collect();
        found
    }
}
