//! Small rounded words: a state, or a filter that can be pressed.

use super::{Glyph, Icon, Tone};
use leptos::prelude::*;

/// A state in a word, with its colour and drawing.
#[component]
pub fn Chip(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// What it means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The drawing before the word.
    #[prop(optional, into)]
    icon: Option<Signal<Glyph>>,
) -> impl IntoView {
    view! {
        <span class="chip" data-tone=move || tone.get().name()>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span>{label}</span>
        </span>
    }
    .into_any()
}

/// A state that leads somewhere when tapped, such as the sync chip.
#[component]
pub fn ChipLink(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What it means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The drawing before the word.
    #[prop(optional, into)]
    icon: Option<Signal<Glyph>>,
) -> impl IntoView {
    view! {
        <a class="chip chip-link" href=href data-tone=move || tone.get().name()>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span>{label}</span>
        </a>
    }
    .into_any()
}

/// A filter that is on or off, with how many rows it would show.
#[component]
pub fn FilterChip(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// Whether the filter is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// What a press does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How many rows it stands for.
    #[prop(optional, into)]
    count: Option<Signal<usize>>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip chip-filter"
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| on_press.run(())
        >
            <span>{label}</span>
            {count.map(|count| view! { <span class="chip-count">{count}</span> })}
        </button>
    }
    .into_any()
}
