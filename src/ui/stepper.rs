//! Minus, a number that can be typed, plus.

use super::stepper_math::{format_units, parse_units, step_units};
use super::{Glyph, Icon};
use leptos::prelude::*;

/// A quantity. `value` counts the last decimal place: with `decimals` 3, 1500 shows as 1.5.
#[component]
pub fn Stepper(
    /// What is being counted, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// What minus does, for screen readers.
    #[prop(into)]
    less_label: Signal<String>,
    /// What plus does, for screen readers.
    #[prop(into)]
    more_label: Signal<String>,
    /// The count of last places, both ways.
    value: RwSignal<i64>,
    /// How many decimals the quantity has.
    #[prop(optional)]
    decimals: u8,
    /// What one press adds, in last places; by default one whole.
    #[prop(optional)]
    step: Option<i64>,
    /// The least that can be reached, in last places.
    #[prop(optional)]
    least: i64,
    /// The most that can be reached, in last places.
    #[prop(default = i64::MAX)]
    most: i64,
    /// The unit after the number, such as `ft`.
    #[prop(optional, into)]
    unit: Option<Signal<String>>,
) -> impl IntoView {
    let step = step.unwrap_or_else(|| 10_i64.pow(u32::from(decimals.min(9))));
    let bump = move |by: i64| value.update(|units| *units = step_units(*units, by, least, most));
    // While a person types, the text is theirs: "1." must not turn into "1".
    let draft = RwSignal::new(None::<String>);
    let shown = move || draft.get().unwrap_or_else(|| format_units(value.get(), decimals));
    let typed = move |event| {
        let text = event_target_value(&event);
        if let Some(units) = parse_units(&text, decimals) {
            value.set(units.clamp(least, most));
        }
        draft.set(Some(text));
    };
    let invalid = move || draft.with(|draft| draft.as_ref().is_some_and(|text| parse_units(text, decimals).is_none()));
    let at_least = move || value.get() <= least;
    let at_most = move || value.get() >= most;
    let keyboard = if decimals > 0 { "decimal" } else { "numeric" };
    view! {
        <div class="stepper" role="group" aria-label=label>
            <button
                type="button"
                class="stepper-button"
                aria-label=less_label
                disabled=at_least
                on:click=move |_| { draft.set(None); bump(-step) }
            >
                <Icon glyph=Glyph::Minus/>
            </button>
            <span class="stepper-entry">
                <input
                    class="stepper-number"
                    inputmode=keyboard
                    autocomplete="off"
                    aria-label=label
                    aria-invalid=move || invalid().then_some("true")
                    prop:value=shown
                    on:input=typed
                    on:blur=move |_| draft.set(None)
                />
                {unit.map(|unit| view! { <span class="stepper-unit">{unit}</span> })}
            </span>
            <button
                type="button"
                class="stepper-button"
                aria-label=more_label
                disabled=at_most
                on:click=move |_| { draft.set(None); bump(step) }
            >
                <Icon glyph=Glyph::Add/>
            </button>
        </div>
    }
    .into_any()
}
