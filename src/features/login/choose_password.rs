//! Another password, with the code from a letter or an admin. Done, the person is signed in.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::new_password::{NewPassword, NewPasswordFields};
use super::problem::Problem;
use super::second_factor::{SecondFactor, SecondFactorField};
use crate::state::PortsHandle;
use crate::state::ports::SignInError;
use crate::ui::{Button, ButtonKind, TextField};
use crate::words::t;

/// The form.
#[component]
pub(super) fn ChoosePassword(
    /// User name.
    login: RwSignal<String>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>().0;
    let navigate = use_navigate();
    let code = RwSignal::new(String::new());
    let (password, factor) = (NewPassword::new(), SecondFactor::new(false));
    let (shown, busy) = (RwSignal::new(false), RwSignal::new(false));
    let error = RwSignal::new(None::<SignInError>);
    let is_complete = move || {
        let named = !login.read().trim().is_empty() && !code.read().trim().is_empty();
        named && password.is_complete() && factor.is_complete()
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || !untrack(is_complete) {
            return;
        }
        busy.set(true);
        error.set(None);
        let navigate = navigate.clone();
        let typed = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let (name, code, secret) = (typed(login), typed(code), password.typed());
        let answer = ports.with_value(|ports| ports.account.reset(name, code, secret, factor.given()));
        spawn_local(async move {
            let answer = answer.await;
            busy.try_set(false);
            match answer {
                Ok(()) => navigate("/today", Default::default()),
                Err(problem) => drop(error.try_set(factor.heard(problem))),
            }
        });
    };
    view! {
        <form class="form" on:submit=submit>
            <TextField
                label=t("login.name") value=login name="username" autocomplete="username" autocapitalize="none"
                enterkeyhint="next" maxlength=200 required=true attr:data-testid="reset-name"
            />
            <TextField
                label=t("forgot.code") value=code name="code" autocapitalize="characters" enterkeyhint="next" maxlength=200
                required=true attr:data-testid="reset-code"
            />
            <NewPasswordFields new=password shown/>
            <SecondFactorField factor focus=true/>
            <Problem error/>
            <Button
                label=t("set_up.submit") kind=ButtonKind::Primary block=true submit=true busy
                disabled=Signal::derive(move || !is_complete()) attr:data-testid="reset-submit"
            />
        </form>
    }
    .into_any()
}
