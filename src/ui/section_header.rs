//! The heading over a section of a page or a list.

use leptos::prelude::*;

/// A quiet heading, with room for one small action at its end.
#[component]
pub fn SectionHeader(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// An action or a count at the end of the line.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="section-header">
            <h2>{title}</h2>
            {children.map(|children| view! { <div class="section-trailing">{children()}</div> })}
        </div>
    }
    .into_any()
}
