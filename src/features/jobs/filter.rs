//! Which work orders the list shows, and in what order. Plain functions over lines that were read before: a keystroke
//! parses nothing.

use std::sync::Arc;

use domain::ids::UserId;
use domain::status::{ALL, Status};

use crate::state::{OrderLine, OrderLines};

/// Whose, or when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Assigned to the person who looks.
    #[default]
    Mine,
    /// Expected today, by whomever.
    Today,
    /// Every one on this phone.
    All,
}

impl Scope {
    /// Its name in the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Today => "today",
            Self::All => "all",
        }
    }

    /// The scope with this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Mine, Self::Today, Self::All].into_iter().find(|scope| scope.name() == name)
    }
}

/// What a person asked to see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Whose, or when.
    pub scope: Scope,
    /// In this status only.
    pub status: Option<Status>,
    /// With all of these words.
    pub text: String,
}

/// Who looks, and on which day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewer {
    /// Who.
    pub me: UserId,
    /// The first moment of today.
    pub today: i64,
    /// The first moment of tomorrow.
    pub tomorrow: i64,
}

/// What the list shows.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Lines: what is to do, what the office has, what is done.
    pub lines: Vec<Arc<OrderLine>>,
    /// How many of the scope and the words are in each status, in the order of a job's life.
    pub counts: [usize; ALL.len()],
}

/// Equal when the lines are the same ones: comparing what they say would cost more than drawing them.
impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&Arc<OrderLine>, &Arc<OrderLine>)| Arc::ptr_eq(a, b);
        self.counts == other.counts
            && self.lines.len() == other.lines.len()
            && self.lines.iter().zip(&other.lines).all(same)
    }
}

/// Applies `filter`.
pub fn show(orders: &OrderLines, filter: &Filter, viewer: Viewer) -> Shown {
    let mut shown = Shown::default();
    let (mut handed_in, mut finished) = (Vec::new(), Vec::new());
    for line in orders.find(&filter.text) {
        if !in_scope(&line, filter.scope, viewer) {
            continue;
        }
        if let Some(nth) = ALL.iter().position(|status| *status == line.status) {
            shown.counts[nth] += 1;
        }
        if filter.status.is_some_and(|status| status != line.status) {
            continue;
        }
        match line.status {
            Status::WorkComplete | Status::OfficeReview => handed_in.push(line),
            Status::Closed | Status::Cancelled => finished.push(line),
            _ => shown.lines.push(line),
        }
    }
    // What is to do: the nearest first. What was done: the latest first.
    shown.lines.extend(handed_in.into_iter().rev());
    shown.lines.extend(finished.into_iter().rev());
    shown
}

fn in_scope(line: &OrderLine, scope: Scope, viewer: Viewer) -> bool {
    match scope {
        Scope::Mine => line.assignees.contains(&viewer.me),
        Scope::Today => line.window.is_some_and(|w| w.start < viewer.tomorrow && viewer.today < w.end),
        Scope::All => true,
    }
}
