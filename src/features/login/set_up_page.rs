//! The page on which a new person chooses the password.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::new_password::{NewPassword, NewPasswordFields};
use super::problem::Problem;
use super::welcome::Welcome;
use crate::state::PortsHandle;
use crate::state::ports::SignInError;
use crate::ui::{Button, ButtonKind, LinkButton, TextField};
use crate::words::t;

/// The first sign-in: user name, one-time code, and a password of one's own, typed twice.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let ports = expect_context::<PortsHandle>().0;
    let navigate = use_navigate();
    let [login, code] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let password = NewPassword::new();
    let (shown, busy) = (RwSignal::new(false), RwSignal::new(false));
    let error = RwSignal::new(None::<SignInError>);
    let is_complete =
        move || !login.read().trim().is_empty() && !code.read().trim().is_empty() && password.is_complete();

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
        let answer = ports.with_value(|ports| ports.account.set_up(name, code, secret));
        spawn_local(async move {
            let answer = answer.await;
            busy.try_set(false);
            match answer {
                Ok(()) => navigate("/today", Default::default()),
                Err(problem) => drop(error.try_set(Some(problem))),
            }
        });
    };

    view! {
        <Welcome>
            <p>{t("set_up.intro")}</p>
            <form class="form" on:submit=submit>
                <TextField
                    label=t("login.name") value=login name="username" autocomplete="username" autocapitalize="none"
                    enterkeyhint="next" maxlength=200 required=true attr:data-testid="setup-name"
                />
                <TextField
                    label=t("set_up.code") value=code name="code" autocomplete="one-time-code" autocapitalize="none"
                    enterkeyhint="next" maxlength=200 required=true attr:data-testid="setup-code"
                />
                <NewPasswordFields new=password shown/>
                <Problem error/>
                <Button
                    label=t("set_up.submit") kind=ButtonKind::Primary block=true submit=true busy
                    disabled=Signal::derive(move || !is_complete()) attr:data-testid="setup-submit"
                />
            </form>
            <LinkButton label=t("set_up.have_password") href="/login" kind=ButtonKind::Ghost/>
        </Welcome>
    }
}
