//! Asks the server for a letter with a reset code.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::problem::Problem;
use crate::state::PortsHandle;
use crate::state::ports::SignInError;
use crate::ui::{Button, ButtonKind, TextField};
use crate::words::t;

/// The user name, and the two ways on.
#[component]
pub(super) fn AskCode(
    /// User name.
    login: RwSignal<String>,
    /// It was asked for.
    #[prop(into)]
    on_asked: Callback<()>,
    /// The person has a code already.
    #[prop(into)]
    on_has_code: Callback<()>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>().0;
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<SignInError>);
    let is_complete = move || !login.read().trim().is_empty();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || !untrack(is_complete) {
            return;
        }
        busy.set(true);
        error.set(None);
        let name = login.get_untracked().trim().to_owned();
        let answer = ports.with_value(|ports| ports.account.forgot(name));
        spawn_local(async move {
            let answer = answer.await;
            // The page may be gone.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => on_asked.run(()),
                Err(problem) => error.set(Some(problem)),
            }
        });
    };
    view! {
        <form class="form" on:submit=submit>
            <TextField
                label=t("login.name") value=login name="username" autocomplete="username" autocapitalize="none"
                enterkeyhint="send" maxlength=200 required=true attr:data-testid="forgot-name"
            />
            <Problem error/>
            <Button
                label=t("forgot.ask") kind=ButtonKind::Primary block=true submit=true busy
                disabled=Signal::derive(move || !is_complete()) attr:data-testid="forgot-ask"
            />
            <Button label=t("forgot.have_code") block=true on_press=on_has_code attr:data-testid="forgot-have-code"/>
        </form>
    }
    .into_any()
}
