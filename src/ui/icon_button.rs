//! Buttons and links that carry a drawing only. The words are still there for those who listen.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// A 48 px button with a drawing.
#[component]
pub fn IconButton(
    /// Which drawing.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// What it does, for screen readers and long looks.
    #[prop(into)]
    label: Signal<String>,
    /// What a press does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Set for a button that stays pressed, such as the torch.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Cannot be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=label
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            disabled=disabled
            on:click=move |_| on_press.run(())
        >
            <Icon glyph/>
        </button>
    }
    .into_any()
}

/// A 48 px link with a drawing: call, directions, back.
#[component]
pub fn IconLink(
    /// Which drawing.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// Where it leads, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
) -> impl IntoView {
    view! {
        <a class="icon-button" href=href aria-label=label title=label>
            <Icon glyph/>
        </a>
    }
    .into_any()
}
