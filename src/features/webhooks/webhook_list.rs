//! Every webhook, and the question before one is taken away.

use leptos::prelude::*;
use protocol::owner::WebhookInfo;
use uuid::Uuid;

use super::webhook_card::WebhookCard;
use crate::features::account::{AccountProblem, Asking, Confirm, fetched};
use crate::state::PortsHandle;
use crate::ui::{Drawing, EmptyState, Snackbar};
use crate::words::t;

/// The list.
#[component]
pub(super) fn WebhookList() -> impl IntoView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let webhooks = fetched(|ports| ports.office.webhooks());
    let (chosen, asks) = (RwSignal::new(None::<Uuid>), RwSignal::new(false));
    let (removing, resuming) = (Asking::new(), Asking::new());
    let on_remove = Callback::new(move |id| {
        chosen.set(Some(id));
        asks.set(true);
    });
    let remove = move |()| {
        let Some(id) = chosen.get_untracked() else { return };
        let answer = ports.0.with_value(|ports| ports.office.remove_webhook(id));
        removing.ask(answer, move |()| {
            asks.set(false);
            webhooks.again();
            snackbar.say(t("webhooks.removed"));
        });
    };
    let on_resume = Callback::new(move |id| {
        let answer = ports.0.with_value(|ports| ports.office.resume_webhook(id));
        resuming.ask(answer, move |()| {
            webhooks.again();
            snackbar.say(t("webhooks.resumed"));
        });
    });
    let draw = move |found: Vec<WebhookInfo>| match found.is_empty() {
        true => view! { <EmptyState drawing=Drawing::Unplugged text=t("webhooks.none")/> }.into_any(),
        false => {
            let card = |webhook| view! { <WebhookCard webhook on_resume on_remove/> };
            found.into_iter().map(card).collect_view().into_any()
        }
    };
    view! {
        {webhooks.view(2, draw)}
        <AccountProblem error=resuming.error()/>
        <Confirm
            open=asks title=t("webhooks.remove_title") text=t("webhooks.remove_text") yes=t("webhooks.remove") danger=true
            asking=removing on_yes=remove
        />
    }
}
