//! How far something has come.

use leptos::prelude::*;

/// A bar from 0 to 100; without a value it only says that work is under way.
#[component]
pub fn ProgressBar(
    /// What is under way, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// Percent done, where that is known.
    #[prop(into)]
    percent: Signal<Option<u8>>,
) -> impl IntoView {
    let value = move || percent.get().map(|percent| percent.min(100).to_string());
    view! { <progress class="progress" max="100" value=value aria-label=label></progress> }.into_any()
}
