//! A setting that is on or off from this moment.

use leptos::prelude::*;

/// A switch. What it shows comes from outside; a tap only asks for the change.
#[component]
pub fn Switch(
    /// The words before the switch.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with what the person wants.
    #[prop(into)]
    on_change: Callback<bool>,
    /// A quieter second line.
    #[prop(optional, into)]
    text: Option<Signal<String>>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="switch">
            <span class="row-body">
                <span class="row-title">{label}</span>
                {text.map(|text| view! { <span class="row-text">{text}</span> })}
            </span>
            <input
                type="checkbox"
                role="switch"
                prop:checked=checked
                disabled=disabled
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="switch-track"></span>
        </label>
    }
    .into_any()
}
