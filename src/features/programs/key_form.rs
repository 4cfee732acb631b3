//! What a new key is for, and what it may do.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use protocol::owner::{MadeApiToken, NewApiToken, SCOPES, Scope};

use super::scope_words::scope_label;
use crate::features::account::{AccountProblem, Asking};
use crate::state::PortsHandle;
use crate::state::ports::SignInError;
use crate::ui::{Button, ButtonKind, Checkbox, FormActions, TextField};
use crate::words::t;

/// The form. The new key lands in `made`.
#[component]
pub(super) fn KeyForm(
    /// The new key, once it is made.
    made: RwSignal<Option<MadeApiToken>>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let (name, asking) = (RwSignal::new(String::new()), Asking::new());
    // Reading is what most programs do; all else is given on purpose.
    let scopes = RwSignal::new(vec![Scope::Read]);
    let is_complete = move || !name.read().trim().is_empty() && !scopes.read().is_empty();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !untrack(is_complete) {
            return;
        }
        let name = ports.0.with_value(|ports| ports.phone.clean(&name.read_untracked()));
        let new = NewApiToken { name, scopes: scopes.get_untracked() };
        let answer = ports.0.with_value(|ports| ports.office.make_token(new));
        let heard = move |error| match error {
            SignInError::Offline => Some(SignInError::Unsure),
            other => Some(other),
        };
        asking.ask_or(answer, heard, move |answer| made.set(Some(answer)));
    };
    view! {
        <form class="form" on:submit=submit>
            <TextField
                label=t("programs.name") value=name hint=t("programs.name_hint") required=true maxlength=120
                attr:data-testid="key-name"
            />
            <fieldset>
                <legend class="field-label">{t("programs.may")}</legend>
                {SCOPES.map(|scope| scope_box(scope, scopes)).into_iter().collect_view()}
            </fieldset>
            <p class="quiet">{t("programs.acts_as_you")}</p>
            <AccountProblem error=asking.error()/>
            <FormActions>
                <Button
                    label=t("programs.make") kind=ButtonKind::Primary block=true submit=true busy=asking.busy()
                    disabled=Signal::derive(move || !is_complete()) attr:data-testid="key-make"
                />
            </FormActions>
        </form>
    }
    .into_any()
}

fn scope_box(scope: Scope, scopes: RwSignal<Vec<Scope>>) -> AnyView {
    let checked = Signal::derive(move || scopes.read().contains(&scope));
    let change = move |on: bool| {
        scopes.update(|scopes| {
            scopes.retain(|other| *other != scope);
            if on {
                scopes.push(scope);
            }
        });
    };
    let id = format!("key-{}", scope.name());
    view! { <Checkbox label=scope_label(scope) checked on_change=change attr:data-testid=id/> }.into_any()
}
