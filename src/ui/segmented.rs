//! One of two to four, all in sight: Mine, Today, All.

use super::Choice;
use super::field_id::field_id;
use leptos::prelude::*;

/// Radio buttons drawn as one bar; arrow keys move between them.
#[component]
pub fn Segmented(
    /// What is being chosen, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen value, both ways.
    value: RwSignal<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
) -> impl IntoView {
    let group = StoredValue::new(field_id());
    let segment = move |choice: Choice| {
        let own = choice.value.clone();
        let picked = choice.value.clone();
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name=group.get_value()
                    value=choice.value
                    prop:checked=move || value.with(|value| *value == own)
                    on:change=move |_| value.set(picked.clone())
                />
                <span>{choice.label}</span>
            </label>
        }
    };
    view! {
        <div class="segmented" role="radiogroup" aria-label=label>
            {move || choices.get().into_iter().map(segment).collect_view()}
        </div>
    }
    .into_any()
}
