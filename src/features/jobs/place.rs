//! Where the list stood and what it showed, kept while other pages are shown, and shared with the list that stands beside
//! a work order on a wide screen.

use domain::status::Status;
use leptos::prelude::*;

use super::filter::{Filter, Scope};
use crate::state::permission::is_office;
use crate::state::use_desk;

/// The place in the list. The app holds it, so it outlives the page.
#[derive(Clone, Copy)]
pub struct JobsPlace {
    /// How deep the list was scrolled.
    pub depth: RwSignal<f64>,
    /// Whose, or when: the name of a [`Scope`].
    pub scope: RwSignal<String>,
    /// In this status only.
    pub status: RwSignal<Option<Status>>,
    /// With these words.
    pub text: RwSignal<String>,
}

impl JobsPlace {
    fn new() -> Self {
        Self {
            depth: RwSignal::new(0.0),
            scope: RwSignal::new(String::new()),
            status: RwSignal::new(None),
            text: RwSignal::new(String::new()),
        }
    }

    /// What is shown; follows it.
    pub fn filter(self) -> Filter {
        Filter {
            scope: self.scope.with(|name| Scope::named(name)).unwrap_or_default(),
            status: self.status.get(),
            text: self.text.get(),
        }
    }

    /// Shows something else.
    pub fn set(self, filter: Filter) {
        self.scope.set(filter.scope.name().to_owned());
        self.status.set(filter.status);
        self.text.set(filter.text);
    }
}

/// Keeps the place for the whole app. Called once, where the app is put together.
pub fn provide_place() {
    provide_context(JobsPlace::new());
}

/// The place, or a new one where nobody keeps it.
pub(super) fn use_place() -> JobsPlace {
    let place = use_context().unwrap_or_else(JobsPlace::new);
    if place.scope.with_untracked(String::is_empty) {
        place.scope.set(usual_scope().name().to_owned());
    }
    place
}

/// What a person wants to see at first: the field its own jobs, the office all of them.
pub(super) fn usual_scope() -> Scope {
    if untrack(|| is_office(use_desk())) { Scope::All } else { Scope::Mine }
}

/// The way back to the list, as it was left.
pub fn list_href() -> String {
    untrack(|| super::address::href(&use_place().filter(), usual_scope()))
}
