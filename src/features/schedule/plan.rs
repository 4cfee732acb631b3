//! Who is where on which day.

use std::sync::Arc;

use domain::ids::UserId;

use crate::state::{OrderLine, OrderLines};

/// The visits of one day, by time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayPlan {
    /// Its first moment.
    pub start: i64,
    /// What falls into it.
    pub visits: Vec<Arc<OrderLine>>,
}

impl DayPlan {
    /// The visits of one person; `None`: those with nobody on them.
    pub fn of(&self, who: Option<UserId>) -> Vec<Arc<OrderLine>> {
        let fits = |line: &&Arc<OrderLine>| who.map_or(line.assignees.is_empty(), |who| line.assignees.contains(&who));
        self.visits.iter().filter(fits).cloned().collect()
    }
}

/// The days between `bounds`, for one person or for all. A cancelled visit takes nobody's time.
pub fn plan(orders: &OrderLines, bounds: &[i64], only: Option<UserId>) -> Vec<DayPlan> {
    let mut days: Vec<DayPlan> = bounds
        .iter()
        .take(bounds.len().saturating_sub(1))
        .map(|start| DayPlan { start: *start, visits: Vec::new() })
        .collect();
    for line in &orders.lines {
        let Some(window) = line.window else { continue };
        if line.status == domain::status::Status::Cancelled || only.is_some_and(|who| !line.assignees.contains(&who)) {
            continue;
        }
        for (day, bound) in days.iter_mut().zip(bounds.windows(2)) {
            if window.start < bound[1] && bound[0] < window.end {
                day.visits.push(line.clone());
            }
        }
    }
    days
}

/// Everybody with a visit in these days.
pub fn people(days: &[DayPlan]) -> Vec<UserId> {
    let mut people: Vec<UserId> =
        days.iter().flat_map(|day| &day.visits).flat_map(|line| line.assignees.iter().copied()).collect();
    people.sort_unstable();
    people.dedup();
    people
}
