//! The lines below a field: what is wrong with it, or else a hint.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// Shows the error when there is one, the hint otherwise.
#[component]
pub fn FieldNotes(
    /// The id the field names in `aria-describedby`.
    id: String,
    /// What is wrong, in words that say what to do.
    error: Signal<Option<String>>,
    /// What helps to fill it in.
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let note = move || match (error.get(), hint) {
        (Some(error), _) => {
            view! { <span class="field-error"><Icon glyph=Glyph::Problem/><span>{error}</span></span> }.into_any()
        }
        (None, Some(hint)) => view! { <span class="field-hint">{hint}</span> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! { <div class="field-notes" id=id aria-live="polite">{note}</div> }.into_any()
}
