//! Where a new webhook goes, and what it is told of.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use protocol::error::ErrorCode;
use protocol::owner::{EVENTS, MadeWebhook, NewWebhook};

use super::event_names::{EVERY, event_name};
use crate::features::account::{AccountProblem, Asking};
use crate::state::PortsHandle;
use crate::state::ports::SignInError;
use crate::ui::{Button, ButtonKind, Checkbox, FormActions, TextField};
use crate::words::t;

/// The form. The new webhook lands in `made`.
#[component]
pub(super) fn WebhookForm(
    /// The new webhook, once it is made.
    made: RwSignal<Option<MadeWebhook>>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let (url, asking) = (RwSignal::new(String::new()), Asking::new());
    let chosen = RwSignal::new(vec![EVERY]);
    let refused = RwSignal::new(None::<String>);
    let is_complete = move || !url.read().trim().is_empty() && !chosen.read().is_empty();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !untrack(is_complete) {
            return;
        }
        refused.set(None);
        let events = chosen.read_untracked().iter().map(|name| (*name).to_owned()).collect();
        let new = NewWebhook { url: url.read_untracked().trim().to_owned(), events };
        let answer = ports.0.with_value(|ports| ports.office.make_webhook(new));
        // The address is all that the server can find wrong here: said beside it.
        let heard = move |error| match error {
            SignInError::Code(ErrorCode::BadRequest) => {
                refused.set(Some(t("webhooks.bad_address").to_owned()));
                None
            }
            SignInError::Offline => Some(SignInError::Unsure),
            other => Some(other),
        };
        asking.ask_or(answer, heard, move |answer| made.set(Some(answer)));
    };
    let names = [EVERY].into_iter().chain(EVENTS);
    view! {
        <form class="form" on:submit=submit>
            <TextField
                label=t("webhooks.address") value=url hint=t("webhooks.address_hint") kind="url" inputmode="url"
                autocapitalize="none" required=true maxlength=2000 error=refused attr:data-testid="webhook-address"
            />
            <fieldset>
                <legend class="field-label">{t("webhooks.tell")}</legend>
                {names.map(|name| event_box(name, chosen)).collect_view()}
            </fieldset>
            <AccountProblem error=asking.error()/>
            <FormActions>
                <Button
                    label=t("webhooks.add") kind=ButtonKind::Primary block=true submit=true busy=asking.busy()
                    disabled=Signal::derive(move || !is_complete()) attr:data-testid="webhook-add"
                />
            </FormActions>
        </form>
    }
    .into_any()
}

/// A box to tick. Everything and something exclude each other.
fn event_box(name: &'static str, chosen: RwSignal<Vec<&'static str>>) -> AnyView {
    let checked = Signal::derive(move || chosen.read().contains(&name));
    let change = move |on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != name && (!on || (*other == EVERY) == (name == EVERY)));
            if on {
                chosen.push(name);
            }
        });
    };
    let id = format!("event-{name}");
    view! { <Checkbox label=event_name(name) checked on_change=change attr:data-testid=id/> }.into_any()
}
