//! Who the new account is for.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::auth::InviteRequest;
use protocol::error::ErrorCode;

use super::invited::Invited;
use super::person_form::{role_choices, role_name, role_named};
use crate::state::ports::SignInError;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Banner, Button, ButtonKind, FormActions, Glyph, Icon, SelectField, TextField, Tone};
use crate::words::{t, t_count};

/// The form. The new account lands in `made`.
#[component]
pub(super) fn InviteForm(
    /// The new account, once it is made.
    made: RwSignal<Option<Invited>>,
) -> impl IntoView {
    let desk = use_desk();
    let ports = expect_context::<PortsHandle>().0;
    let [name, login, title, phone, email] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let role = RwSignal::new(role_name(Default::default()).to_owned());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<SignInError>);
    let offline = Memo::new(move |_| desk.summary().offline);
    let is_complete = move || !name.read().trim().is_empty() && !login.read().trim().is_empty();

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || !untrack(is_complete) {
            return;
        }
        busy.set(true);
        problem.set(None);
        let typed = |field: RwSignal<String>| ports.with_value(|ports| ports.phone.clean(&field.read_untracked()));
        let request = InviteRequest {
            name: typed(name),
            login: typed(login),
            role: role_named(&role.read_untracked()),
            title: typed(title),
            phone: typed(phone),
            email: typed(email),
        };
        let (name, login, email) = (request.name.clone(), request.login.clone(), request.email.clone());
        let answer = ports.with_value(|ports| ports.account.invite(request));
        spawn_local(async move {
            let answer = answer.await;
            busy.try_set(false);
            match answer {
                Ok(answer) => {
                    let by_letter = answer.by_letter.then_some(email);
                    drop(made.try_set(Some(Invited { name, login, code: answer.set_up_code, by_letter })));
                }
                Err(error) => drop(problem.try_set(Some(error))),
            }
        });
    };
    let refused = move || {
        problem.get().map(|error| {
            view! {
                <p class="login-error" role="alert" data-testid="invite-error">
                    <Icon glyph=Glyph::Problem/>
                    <span>{words_for(error)}</span>
                </p>
            }
        })
    };
    view! {
        <form class="form" on:submit=submit>
            {move || offline.get().then(|| view! {
                <Banner text=t("invite.needs_signal") tone=Tone::Waiting icon=Glyph::CloudOff/>
            })}
            <TextField label=t("invite.name") value=name required=true maxlength=120 attr:data-testid="invite-name"/>
            <TextField
                label=t("login.name") value=login autocapitalize="none" hint=t("invite.login_hint") required=true
                maxlength=60 attr:data-testid="invite-login"
            />
            <SelectField label=t("people.role") value=role choices=role_choices() attr:data-testid="invite-role"/>
            <TextField label=t("people.job_title") value=title maxlength=120/>
            <TextField label=t("people.phone") value=phone kind="tel" inputmode="tel" maxlength=60/>
            <TextField label=t("people.email") value=email kind="email" inputmode="email" autocapitalize="none" maxlength=120/>
            {refused}
            <FormActions>
                <Button
                    label=t("invite.submit") kind=ButtonKind::Primary block=true submit=true busy
                    disabled=Signal::derive(move || !is_complete()) attr:data-testid="invite-submit"
                />
            </FormActions>
        </form>
    }
    .into_any()
}

fn words_for(error: SignInError) -> String {
    let words = match error {
        SignInError::Wait(seconds) => {
            return t_count("login.error.wait_minutes", seconds.div_ceil(60) as usize);
        }
        // The question may have arrived and the answer been lost.
        SignInError::Offline | SignInError::Unsure => t("invite.error.unsure"),
        SignInError::Code(ErrorCode::Conflict) => t("invite.error.taken"),
        SignInError::Code(ErrorCode::Forbidden) => t("invite.admins_only"),
        SignInError::Code(ErrorCode::SignInNeeded) => t("invite.error.sign_in"),
        SignInError::Code(ErrorCode::BadRequest) => t("invite.error.invalid"),
        SignInError::Code(_) => t("login.error.server"),
    };
    words.to_owned()
}
