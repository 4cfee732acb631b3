//! A thin line across the screen: offline, a new version, storage nearly full.

use super::{Glyph, Icon, Tone};
use leptos::prelude::*;

/// A banner. Screen readers announce it calmly when it appears.
#[component]
pub fn Banner(
    /// The sentence.
    #[prop(into)]
    text: Signal<String>,
    /// What it means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The drawing before the sentence.
    #[prop(optional, into)]
    icon: Option<Signal<Glyph>>,
    /// An action at the end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="banner" role="status" data-tone=move || tone.get().name()>
            {icon.map(|glyph: Signal<Glyph>| view! { <Icon glyph/> })}
            <span class="banner-text">{text}</span>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
