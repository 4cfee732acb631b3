//! The app's main places: tabs at the thumb on a phone, a rail at the left on a wide screen.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Its address, such as `/jobs`.
    pub href: String,
    /// Its name.
    pub label: String,
    /// Its drawing.
    pub icon: Glyph,
    /// Raised and filled: the one in the middle.
    pub prominent: bool,
}

/// The tab bar. Plain links: the router takes them over.
#[component]
pub fn Tabs(
    /// What the bar is, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The places, five at most.
    #[prop(into)]
    items: Signal<Vec<Destination>>,
    /// The path on screen.
    #[prop(into)]
    current: Signal<String>,
) -> impl IntoView {
    let tab = move |item: Destination| {
        let own = item.href.clone();
        let here = Memo::new(move |_| current.with(|path| is_within(path, &own)));
        view! {
            <a
                class="tab"
                class:tab-prominent=item.prominent
                href=item.href
                aria-current=move || here.get().then_some("page")
            >
                <span class="tab-icon"><Icon glyph=item.icon/></span>
                <span class="tab-label">{item.label}</span>
            </a>
        }
    };
    view! {
        <nav class="tabs" aria-label=label>
            {move || items.get().into_iter().map(tab).collect_view()}
        </nav>
    }
    .into_any()
}

/// Whether a path is the place itself or a page inside it.
fn is_within(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
