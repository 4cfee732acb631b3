//! Where the list of customers stood, kept while other pages are shown.

use leptos::prelude::*;

/// The place in the list. The app holds it, so it outlives the page.
#[derive(Clone, Copy)]
pub(super) struct CustomersPlace {
    /// How deep the list was scrolled.
    pub depth: RwSignal<f64>,
    /// What was searched for.
    pub text: RwSignal<String>,
}

impl CustomersPlace {
    fn new() -> Self {
        Self { depth: RwSignal::new(0.0), text: RwSignal::new(String::new()) }
    }
}

/// Keeps the place for the whole app. Called once, where the app is put together.
pub fn provide_place() {
    provide_context(CustomersPlace::new());
}

/// The place, or a new one where nobody keeps it.
pub(super) fn use_place() -> CustomersPlace {
    use_context().unwrap_or_else(CustomersPlace::new)
}
