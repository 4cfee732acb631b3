//! Buttons that carry words, and links that look like them.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// How loudly a button speaks. One primary a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The next step: filled, 56 px high.
    Primary,
    /// A choice beside the next step: outlined.
    #[default]
    Secondary,
    /// A quiet choice: words only.
    Ghost,
    /// Takes something away that cannot be brought back.
    Danger,
}

impl ButtonKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Ghost => "ghost",
            Self::Danger => "danger",
        }
    }
}

/// A button with words.
#[component]
pub fn Button(
    /// The words on it.
    #[prop(into)]
    label: Signal<String>,
    /// What a press does. A submit button may go without.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// How loudly it speaks.
    #[prop(optional)]
    kind: ButtonKind,
    /// A drawing before the words.
    #[prop(optional, into)]
    icon: Option<Signal<Glyph>>,
    /// Takes the full width.
    #[prop(optional)]
    block: bool,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// Work is under way: presses are ignored, the words stay, the width stays.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Cannot be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let press = move |_| {
        if let Some(on_press) = on_press
            && !busy.get_untracked()
        {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class="button"
            class:button-block=block
            data-kind=kind.name()
            aria-busy=move || busy.get().then_some("true")
            disabled=move || disabled.get() || (submit && busy.get())
            on:click=press
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span class="button-label">{label}</span>
        </button>
    }
    .into_any()
}

/// A link with the looks of a button: another page, `tel:` or a map.
#[component]
pub fn LinkButton(
    /// The words on it.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How loudly it speaks.
    #[prop(optional)]
    kind: ButtonKind,
    /// A drawing before the words.
    #[prop(optional, into)]
    icon: Option<Signal<Glyph>>,
    /// Takes the full width.
    #[prop(optional)]
    block: bool,
    /// Leaves the app, for a map or a document.
    #[prop(optional)]
    outside: bool,
) -> impl IntoView {
    view! {
        <a
            class="button"
            class:button-block=block
            data-kind=kind.name()
            href=href
            target=outside.then_some("_blank")
            rel=outside.then_some("noopener external")
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span class="button-label">{label}</span>
        </a>
    }
    .into_any()
}
