//! One drawing of the sprite, in the colour and size of the text around it.

use super::Glyph;
use leptos::prelude::*;

/// Draws a glyph. It is hidden from screen readers: the words beside it speak.
#[component]
pub fn Icon(
    /// Which drawing.
    #[prop(into)]
    glyph: Signal<Glyph>,
) -> impl IntoView {
    let href = move || format!("/icons/sprite.svg#{}", glyph.get().symbol());
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
    .into_any()
}
