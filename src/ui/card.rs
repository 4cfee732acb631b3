//! A surface that lifts what belongs together off the page.

use super::Tone;
use leptos::prelude::*;

/// A card. With `href` the whole of it is one link.
#[component]
pub fn Card(
    /// Makes the card a link.
    #[prop(optional, into)]
    href: Option<Signal<String>>,
    /// Colours the leading edge when not neutral.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Lists and photos reach the card's edge.
    #[prop(optional)]
    flush: bool,
    /// What the card holds.
    children: Children,
) -> impl IntoView {
    let tone = move || tone.get().name();
    match href {
        Some(href) => view! {
            <a class="card card-link" class:card-flush=flush data-tone=tone href=href>{children()}</a>
        }
        .into_any(),
        None => view! {
            <div class="card" class:card-flush=flush data-tone=tone>{children()}</div>
        }
        .into_any(),
    }
}
