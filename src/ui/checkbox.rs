//! A box to tick, with its words as part of the target.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// A checkbox. What it shows comes from outside; a tap only asks for the change.
#[component]
pub fn Checkbox(
    /// The words beside the box.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with what the person wants.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=checked
                disabled=disabled
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="check-box"><Icon glyph=Glyph::Check/></span>
            <span class="check-label">{label}</span>
        </label>
    }
    .into_any()
}
