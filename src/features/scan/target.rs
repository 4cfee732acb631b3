//! What becomes of the basket: on which job, from where, to where. Until all of it is known nothing can be booked.

use domain::batch::Batch;
use domain::ids::{LocationId, WorkOrderId};
use leptos::prelude::*;

use super::purpose::Purpose;
use super::session::Session;
use crate::features::my_jobs;
use crate::features::stock::{Truck, location_name, use_truck};
use crate::state::{Desk, Lines, use_desk, use_order_lines};
use crate::words::{t_count, t_with};

/// Where the basket goes. Copied into closures.
#[derive(Clone, Copy)]
pub(super) struct Target {
    session: Session,
    truck: Truck,
    desk: Desk,
    orders: Memo<Lines>,
}

impl Target {
    /// Of the session's basket.
    pub fn new(session: Session) -> Self {
        Self { session, truck: use_truck(), desk: use_desk(), orders: use_order_lines() }
    }

    /// What it is for.
    pub fn purpose(self) -> Purpose {
        self.session.purpose()
    }

    /// The job that parts are for; for somebody who stands on one, that one.
    pub fn job(self) -> Option<WorkOrderId> {
        let here = || {
            self.orders.with(|lines| {
                let jobs = my_jobs::at_hand(&lines.0, self.desk.me());
                jobs.first().filter(|line| line.status == domain::status::Status::OnSite).map(|line| line.id)
            })
        };
        self.session.basket.with(|basket| basket.job).or_else(here)
    }

    /// Where the lines are taken from: at first the person's own stock, but when they are moved.
    pub fn from(self) -> Option<LocationId> {
        let said = self.session.basket.with(|basket| basket.from);
        if self.purpose() == Purpose::Move { said } else { said.or_else(|| self.truck.get()) }
    }

    /// Where they go or are counted: at first the person's own stock.
    pub fn to(self) -> Option<LocationId> {
        self.session.basket.with(|basket| basket.to).or_else(|| self.truck.get())
    }

    /// Says where the lines are taken from.
    pub fn set_from(self, place: Option<LocationId>) {
        self.session.basket.update(|basket| basket.from = place);
    }

    /// Says where they go.
    pub fn set_to(self, place: Option<LocationId>) {
        self.session.basket.update(|basket| basket.to = place);
    }

    /// Says which job they are for.
    pub fn set_job(self, job: Option<WorkOrderId>) {
        self.session.basket.update(|basket| basket.job = job);
    }

    /// What to book; `None` while something is not known.
    pub fn batch(self) -> Option<Batch> {
        Some(match self.purpose() {
            Purpose::Find => return None,
            Purpose::Use => Batch::Use { from: self.from()?, job: self.job()? },
            Purpose::Receive => Batch::Receive { to: self.to()? },
            Purpose::Move => {
                let (from, to) = (self.from()?, self.to()?);
                (from != to).then_some(Batch::Move { from, to })?
            }
            Purpose::Count => Batch::Count { at: self.to()? },
        })
    }

    /// The place whose stock is counted.
    pub fn counted_at(self) -> Option<LocationId> {
        (self.purpose() == Purpose::Count).then(|| self.to()).flatten()
    }

    /// The words of the button.
    pub fn action(self) -> String {
        match self.purpose() {
            Purpose::Use => t_with("scan.book_use", &[("job", &self.job_name())]),
            Purpose::Receive => t_with("scan.book_receive", &[("place", &self.place_name(self.to()))]),
            Purpose::Move => t_with("scan.book_move", &[("place", &self.place_name(self.to()))]),
            Purpose::Count | Purpose::Find => t_with("scan.book_count", &[("place", &self.place_name(self.to()))]),
        }
    }

    /// What was booked, in words.
    pub fn said(self, lines: usize) -> String {
        let what = t_count("scan.booked", lines);
        format!("{what} · {}", self.action())
    }

    fn job_name(self) -> String {
        let number = |id| {
            self.orders.with(|lines| {
                let line = lines.0.lines.iter().find(|line| line.id == id);
                line.map(|line| line.number.clone().unwrap_or_else(|| line.title.clone()))
            })
        };
        self.job().and_then(number).unwrap_or_else(|| "…".to_owned())
    }

    fn place_name(self, place: Option<LocationId>) -> String {
        place.map_or_else(|| "…".to_owned(), |place| location_name(self.desk, place))
    }
}
