//! One choice of a menu inside a sheet.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// A full-width choice with a drawing.
#[component]
pub fn MenuRow(
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// The drawing before the words.
    #[prop(into)]
    icon: Signal<Glyph>,
    /// What a press does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Takes something away.
    #[prop(optional)]
    danger: bool,
    /// Cannot be chosen now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="menu-row"
            class:menu-row-danger=danger
            disabled=disabled
            on:click=move |_| on_press.run(())
        >
            <Icon glyph=icon/>
            <span>{label}</span>
        </button>
    }
    .into_any()
}
