//! The bar at the thumb that holds a page's one big button.

use leptos::prelude::*;

/// Keeps its buttons in view at the bottom, above the tabs, while the page scrolls beneath.
#[component]
pub fn FormActions(
    /// One primary button, and at most one secondary before it.
    children: Children,
) -> impl IntoView {
    view! { <div class="form-actions">{children()}</div> }.into_any()
}
