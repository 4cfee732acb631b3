//! What a second factor is, and the password with which it begins.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use protocol::account::NewSecondFactor;

use super::asking::Asking;
use super::problem::AccountProblem;
use crate::features::login::{PasswordField, ShowPassword};
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, FormActions};
use crate::words::t;

/// The form.
#[component]
pub(super) fn SwitchOn(
    /// The server made a secret.
    on_begun: Callback<NewSecondFactor>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let (password, shown, asking) = (RwSignal::new(String::new()), RwSignal::new(false), Asking::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if password.read_untracked().is_empty() {
            return;
        }
        let answer = ports.0.with_value(|ports| ports.account.begin_second_factor(password.get_untracked()));
        asking.ask(answer, move |begun| on_begun.run(begun));
    };
    view! {
        <form class="form" on:submit=submit>
            <p>{t("second_factor.what")}</p>
            <p class="quiet">{t("second_factor.need")}</p>
            <PasswordField
                label=t("account.own_password") value=password shown autocomplete="current-password"
                attr:data-testid="factor-password"
            />
            <ShowPassword shown/>
            <AccountProblem error=asking.error()/>
            <FormActions>
                <Button
                    label=t("second_factor.switch_on") kind=ButtonKind::Primary block=true submit=true busy=asking.busy()
                    disabled=Signal::derive(move || password.read().is_empty()) attr:data-testid="factor-begin"
                />
            </FormActions>
        </form>
    }
    .into_any()
}
