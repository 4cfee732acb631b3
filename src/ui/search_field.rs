//! Search as you type.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// A search field with a drawing and a way to clear it.
#[component]
pub fn SearchField(
    /// What is searched; also shown while the field is empty.
    #[prop(into)]
    label: Signal<String>,
    /// The words of the clear button, for screen readers.
    #[prop(into)]
    clear_label: Signal<String>,
    /// What is typed, both ways.
    value: RwSignal<String>,
    /// The field itself, for a shortcut that moves the focus here.
    #[prop(optional)]
    node_ref: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let clear = move |_| {
        value.set(String::new());
        if let Some(input) = node_ref.get_untracked() {
            // A field that lost its page cannot take the focus; nothing to mend then.
            let _ = input.focus();
        }
    };
    view! {
        <div class="search" role="search">
            <Icon glyph=Glyph::Search/>
            <input
                class="input"
                type="search"
                enterkeyhint="search"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=label
                placeholder=label
                node_ref=node_ref
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
            <button
                type="button"
                class="search-clear"
                aria-label=clear_label
                hidden=move || value.with(String::is_empty)
                on:click=clear
            >
                <Icon glyph=Glyph::Close/>
            </button>
        </div>
    }
    .into_any()
}
