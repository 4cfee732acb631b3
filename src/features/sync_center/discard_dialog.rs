//! The question before something that a person entered is given up. The one place where it can be.

use domain::ids::MutationId;
use leptos::prelude::*;

use super::needs_you::report;
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, Dialog, Snackbar};
use crate::words::t;

/// Asks whether to discard the edit named by `asked`.
#[component]
pub(super) fn DiscardDialog(
    /// Which, and what it is.
    asked: RwSignal<Option<(MutationId, String)>>,
    /// The question stands.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let discard = Callback::new(move |()| {
        if let Some((id, _)) = asked.get_untracked() {
            report(snackbar, ports.0.with_value(|ports| ports.work.discard(id)));
        }
        open.set(false);
    });
    view! {
        <Dialog open title=t("sync.discard_title")>
            <p class="strong">{move || asked.get().map(|(_, thing)| thing)}</p>
            <p>{t("sync.discard_text")}</p>
            <div class="dialog-actions">
                <Button
                    label=t("sync.discard_yes") kind=ButtonKind::Danger on_press=discard
                    attr:data-testid="needs-you-discard-yes"
                />
                <Button label=t("sync.discard_no") on_press=move |()| open.set(false)/>
            </div>
        </Dialog>
    }
}
