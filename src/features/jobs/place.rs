//! Where the list stood, kept while other pages are shown.

use leptos::prelude::*;

/// The place in the list. The app holds it, so it outlives the page.
#[derive(Clone, Copy)]
pub struct JobsPlace {
    /// How deep the list was scrolled.
    pub depth: RwSignal<f64>,
    /// The address of the list as it was filtered last.
    pub href: RwSignal<String>,
}

impl JobsPlace {
    fn new() -> Self {
        Self { depth: RwSignal::new(0.0), href: RwSignal::new("/jobs".to_owned()) }
    }
}

/// Keeps the place for the whole app. Called once, where the app is put together.
pub fn provide_place() {
    provide_context(JobsPlace::new());
}

/// The place, or a new one where nobody keeps it.
pub(super) fn use_place() -> JobsPlace {
    use_context().unwrap_or_else(JobsPlace::new)
}

/// The way back to the list, as it was left.
pub fn list_href() -> String {
    use_context::<JobsPlace>().map_or_else(|| "/jobs".to_owned(), |place| place.href.get_untracked())
}
