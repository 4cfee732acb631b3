//! The page on which somebody changes the own password.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::asking::Asking;
use super::problem::AccountProblem;
use crate::features::frame::Frame;
use crate::features::login::{NewPassword, NewPasswordFields, PasswordField};
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, FormActions, Snackbar};
use crate::words::t;

/// The old one, the new one twice.
#[component]
pub fn PasswordPage() -> impl IntoView {
    let (desk, ports, snackbar) = (use_desk(), expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let navigate = use_navigate();
    let old = RwSignal::new(String::new());
    let (new, asking, shown) = (NewPassword::new(), Asking::new(), RwSignal::new(false));
    let is_complete = move || !old.read().is_empty() && new.is_complete();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !untrack(is_complete) {
            return;
        }
        let navigate = navigate.clone();
        let answer = ports.0.with_value(|ports| ports.account.change_password(old.get_untracked(), new.typed()));
        asking.ask(answer, move |()| {
            snackbar.say(t("account.password_changed"));
            if !ports.0.with_value(|ports| ports.phone.go_back()) {
                navigate("/settings/security", Default::default());
            }
        });
    };
    view! {
        <Frame title=t("account.password") back="/settings/security">
            <form class="form" on:submit=submit>
                <p>{t("account.password_text")}</p>
                // A password manager has to know whose it is.
                <input type="text" name="username" autocomplete="username" hidden value=move || desk.who().map(|who| who.login)/>
                <PasswordField
                    label=t("account.old_password") value=old shown autocomplete="current-password"
                    attr:data-testid="password-old"
                />
                <NewPasswordFields new shown/>
                <AccountProblem error=asking.error()/>
                <FormActions>
                    <Button
                        label=t("account.password_submit") kind=ButtonKind::Primary block=true submit=true busy=asking.busy()
                        disabled=Signal::derive(move || !is_complete()) attr:data-testid="password-submit"
                    />
                </FormActions>
            </form>
        </Frame>
    }
}
