//! One line of text.

use super::field_id::field_id;
use super::field_notes::FieldNotes;
use leptos::prelude::*;

/// A labelled input. Every keystroke lands in `value`, so a draft can follow it.
#[component]
pub fn TextField(
    /// The words above the field.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed, both ways.
    value: RwSignal<String>,
    /// `text`, `password`, `email`, `tel`, `url`, `date`, `time`, `datetime-local`.
    #[prop(default = "text".into(), into)]
    kind: Signal<&'static str>,
    /// What is wrong, in words that say what to do.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The name password managers and tests look for.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What the browser may fill in, such as `username`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Which keyboard a phone shows: `numeric`, `decimal`, `tel`, `email`, `search`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What the keyboard's enter key says: `next`, `done`, `go`, `search`.
    #[prop(optional)]
    enterkeyhint: Option<&'static str>,
    /// `none` for user names and codes.
    #[prop(optional)]
    autocapitalize: Option<&'static str>,
    /// The longest text that is taken.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
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
            <input
                class="input"
                id=id
                type=kind
                name=name
                autocomplete=autocomplete
                inputmode=inputmode
                enterkeyhint=enterkeyhint
                autocapitalize=autocapitalize
                maxlength=maxlength.map(|length| length.to_string())
                required=required
                disabled=disabled
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=notes.clone()
                prop:value=value
                on:input=typed
            />
            <FieldNotes id=notes error hint/>
        </div>
    }
    .into_any()
}
