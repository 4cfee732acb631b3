//! What a form says for itself: that it found what was typed before, and why it was not saved.

use leptos::prelude::*;

use super::Form;
use crate::features::saving::Saving;
use crate::ui::{Banner, Button, ButtonKind, Glyph, Tone};
use crate::words::t;

/// Above the fields: what was typed before is back.
#[component]
pub fn Restored(form: Form) -> impl IntoView {
    let note = move || {
        view! {
            <Banner text=t("form.restored") icon=Glyph::History>
                <Button
                    label=t("form.start_over")
                    kind=ButtonKind::Ghost
                    on_press=move |()| form.start_over()
                    attr:data-testid="form-start-over"
                />
            </Banner>
        }
        .into_any()
    };
    let restored = form.restored();
    move || restored.get().then(note)
}

/// Above the button: what was refused. The input stays.
#[component]
pub fn Refused(saving: Saving) -> impl IntoView {
    let refused = saving.refused();
    move || {
        refused.get().map(|text| {
            view! { <div role="alert" data-testid="form-refused"><Banner text tone=Tone::Trouble icon=Glyph::Problem/></div> }
                .into_any()
        })
    }
}
