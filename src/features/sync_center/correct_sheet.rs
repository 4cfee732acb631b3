//! Writes the words and quantities of a refused edit anew, and hands it in again.

use domain::Edit;
use domain::correction::{Correctable, correctable, corrected};
use domain::ids::MutationId;
use leptos::prelude::*;

use super::needs_you::report;
use super::value_words::field_words;
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, FormActions, Glyph, Sheet, Snackbar, TextArea};
use crate::words::{self, t};

/// The edit that is being corrected, and what it is.
pub(super) type Correcting = (MutationId, Edit, String);

/// The sheet with a field for everything that may be written anew.
#[component]
pub(super) fn CorrectSheet(
    /// Which edit.
    asked: RwSignal<Option<Correcting>>,
    /// The sheet stands.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Sheet open title=t("sync.correct_title") close_label=t("sync.correct_close")>
            {move || asked.get().map(|asked| form(asked, open))}
        </Sheet>
    }
}

fn form((id, edit, thing): Correcting, open: RwSignal<bool>) -> AnyView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let fields: Vec<(Correctable, RwSignal<String>)> =
        correctable(&edit).into_iter().map(|one| (one.clone(), RwSignal::new(one.text))).collect();
    let texts = fields.clone();
    let send = move |()| {
        let changed = texts.iter().filter(|(one, text)| text.with_untracked(|text| *text != one.text));
        let changed: Vec<_> = changed.map(|(one, text)| (one.place.clone(), text.get_untracked())).collect();
        match corrected(&edit, &changed) {
            Ok(corrected) => {
                report(snackbar, ports.0.with_value(|ports| ports.work.resend(id, Some(corrected))));
                open.set(false);
            }
            Err(refusal) => snackbar.say(words::rejection(&refusal)),
        }
    };
    let fields = fields.into_iter().map(|(one, text)| view! { <TextArea label=field_words(&one.field) value=text/> });
    view! {
        <p class="strong">{thing}</p>
        {fields.collect_view()}
        <FormActions>
            <Button
                label=t("sync.correct_send") kind=ButtonKind::Primary icon=Glyph::Send on_press=send
                attr:data-testid="correct-send"
            />
        </FormActions>
    }
    .into_any()
}
