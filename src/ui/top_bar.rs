//! The line at the top: where I am, the way back, and how sending goes.

use super::{Glyph, IconButton};
use leptos::prelude::*;

/// The top bar. It stays while the page scrolls under it.
#[component]
pub fn TopBar(
    /// Where I am.
    #[prop(into)]
    title: Signal<String>,
    /// A quieter line under the title.
    #[prop(optional, into)]
    subtitle: Option<Signal<String>>,
    /// The way back; without it there is no back button.
    #[prop(optional, into)]
    on_back: Option<Callback<()>>,
    /// The words of the back button, for screen readers.
    #[prop(optional, into)]
    back_label: Signal<String>,
    /// The sync chip and at most one button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="top-bar">
            {on_back.map(|on_back| view! {
                <IconButton glyph=Glyph::Back label=back_label on_press=on_back/>
            })}
            <div class="top-bar-titles">
                <h1>{title}</h1>
                {subtitle.map(|subtitle| view! { <p>{subtitle}</p> })}
            </div>
            {children.map(|children| view! { <div class="top-bar-trailing">{children()}</div> })}
        </header>
    }
    .into_any()
}
