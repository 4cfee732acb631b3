//! Several lines of text.

use super::field_id::field_id;
use super::field_notes::FieldNotes;
use leptos::prelude::*;

/// A labelled text area that grows with what is typed where the browser can do that.
#[component]
pub fn TextArea(
    /// The words above the field.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed, both ways.
    value: RwSignal<String>,
    /// How many lines are free at first.
    #[prop(default = 3)]
    rows: u8,
    /// What is wrong, in words that say what to do.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The name tests look for.
    #[prop(optional)]
    name: Option<&'static str>,
    /// The longest text that is taken.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Called after each keystroke with the whole text.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let id = field_id();
    let notes = format!("{id}-notes");
    let typed = move |event| {
        let text = event_target_value(&event);
        value.set(text.clone());
        if let Some(on_change) = on_change {
            on_change.run(text);
        }
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <textarea
                class="input"
                id=id
                name=name
                rows=rows.to_string()
                maxlength=maxlength.map(|length| length.to_string())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=notes.clone()
                prop:value=value
                on:input=typed
            ></textarea>
            <FieldNotes id=notes error hint/>
        </div>
    }
    .into_any()
}
