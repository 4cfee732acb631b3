//! One of many, with the phone's own picker.

use super::field_id::field_id;
use super::field_notes::FieldNotes;
use super::{Choice, Glyph, Icon};
use leptos::prelude::*;

/// A labelled native select.
#[component]
pub fn SelectField(
    /// The words above the field.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen value, both ways.
    value: RwSignal<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// What is wrong, in words that say what to do.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The name tests look for.
    #[prop(optional)]
    name: Option<&'static str>,
    /// Called after each choice.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let id = field_id();
    let notes = format!("{id}-notes");
    let chosen = move |event| {
        let choice = event_target_value(&event);
        value.set(choice.clone());
        if let Some(on_change) = on_change {
            on_change.run(choice);
        }
    };
    let option = move |choice: Choice| {
        let own = choice.value.clone();
        let selected = move || value.with(|value| *value == own);
        view! { <option value=choice.value prop:selected=selected>{choice.label}</option> }
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <div class="select">
                <select
                    class="input"
                    id=id
                    name=name
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=notes.clone()
                    on:change=chosen
                >
                    {move || choices.get().into_iter().map(option).collect_view()}
                </select>
                <Icon glyph=Glyph::Down/>
            </div>
            <FieldNotes id=notes error hint/>
        </div>
    }
    .into_any()
}
