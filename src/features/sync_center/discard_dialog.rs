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
    /// Which, while the question stands.
    asked: RwSignal<Option<MutationId>>,
) -> impl IntoView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(asked.read().is_some()));
    Effect::new(move |_| {
        if !open.get() && asked.read_untracked().is_some() {
            asked.set(None);
        }
    });
    let discard = Callback::new(move |()| {
        if let Some(id) = asked.get_untracked() {
            report(snackbar, ports.0.with_value(|ports| ports.work.discard(id)));
        }
        asked.set(None);
    });
    view! {
        <Dialog open title=t("sync.discard_title")>
            <p>{t("sync.discard_text")}</p>
            <div class="dialog-actions">
                <Button
                    label=t("sync.discard_yes") kind=ButtonKind::Danger on_press=discard
                    attr:data-testid="needs-you-discard-yes"
                />
                <Button label=t("sync.discard_no") on_press=move |()| asked.set(None)/>
            </div>
        </Dialog>
    }
}
