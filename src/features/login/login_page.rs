//! The page that asks for user name and password.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_query_map};
use protocol::error::ErrorCode;

use super::password_field::{PasswordField, ShowPassword};
use super::problem::Problem;
use super::second_factor::{SecondFactor, SecondFactorField};
use super::welcome::Welcome;
use crate::state::ports::SignInError;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, LinkButton, TextField};
use crate::words::{t, t_with};

/// The login. With `?again=1` the same person proves once more who they are, and may put it off.
#[component]
pub fn LoginPage() -> impl IntoView {
    let desk = use_desk();
    let ports = expect_context::<PortsHandle>().0;
    let navigate = use_navigate();
    let again = use_query_map().with_untracked(|query| query.get("again").is_some());
    let who = Memo::new(move |_| desk.who().filter(|_| again));
    let explanation = move || Some(t_with("login.again", &[("name", &who.get()?.name)]));

    let login = RwSignal::new(String::new());
    // Known only once the stores are open.
    Effect::new(move |_| {
        if let Some(who) = who.get() {
            login.set(who.login);
        }
    });
    let password = RwSignal::new(String::new());
    let (shown, busy) = (RwSignal::new(false), RwSignal::new(false));
    let error = RwSignal::new(None::<SignInError>);
    let factor = SecondFactor::new(false);
    let is_complete = move || !login.read().trim().is_empty() && !password.read().is_empty() && factor.is_complete();

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || !untrack(is_complete) {
            return;
        }
        busy.set(true);
        error.set(None);
        let navigate = navigate.clone();
        let (name, secret) = (login.get_untracked().trim().to_owned(), password.get_untracked());
        let answer = ports.with_value(|ports| ports.account.sign_in(name, secret, factor.given()));
        spawn_local(async move {
            let answer = answer.await;
            busy.try_set(false);
            match answer {
                Ok(()) => navigate("/today", Default::default()),
                Err(problem) => drop(error.try_set(factor.heard(problem))),
            }
        });
    };
    let set_up_wanted = move || error.get() == Some(SignInError::Code(ErrorCode::SetUpNeeded));

    view! {
        <Welcome>
            {move || explanation().map(|text| view! { <p>{text}</p> })}
            <form class="form" on:submit=submit>
                <TextField
                    label=t("login.name") value=login name="username" autocomplete="username" autocapitalize="none"
                    enterkeyhint="next" maxlength=200 required=true attr:data-testid="login-name"
                />
                <PasswordField
                    label=t("login.password") value=password shown autocomplete="current-password"
                    attr:data-testid="login-password"
                />
                <ShowPassword shown/>
                <SecondFactorField factor focus=true/>
                <Problem error/>
                <Show when=set_up_wanted>
                    <LinkButton label=t("login.set_up") href="/login/set-up" block=true/>
                </Show>
                <Button
                    label=t("login.submit") kind=ButtonKind::Primary block=true submit=true busy
                    disabled=Signal::derive(move || !is_complete()) attr:data-testid="login-submit"
                />
                {again.then(|| view! {
                    <LinkButton label=t("login.later") href="/today" kind=ButtonKind::Ghost block=true/>
                })}
            </form>
            <p class="login-note">{t("login.offline_note")}</p>
            <div class="login-ways">
                <LinkButton
                    label=t("login.forgot") href="/login/forgot" kind=ButtonKind::Ghost attr:data-testid="login-forgot"
                />
                {(!again).then(|| view! {
                    <LinkButton label=t("login.have_code") href="/login/set-up" kind=ButtonKind::Ghost/>
                })}
            </div>
        </Welcome>
    }
}
