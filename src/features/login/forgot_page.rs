//! The page for somebody who forgot the password: asks for a code, then for another password. A code out of an admin's
//! hand is typed here too.

use leptos::prelude::*;

use super::ask_code::AskCode;
use super::choose_password::ChoosePassword;
use super::welcome::Welcome;
use crate::state::use_desk;
use crate::ui::{ButtonKind, LinkButton};
use crate::words::t;

/// First the user name, then the code and the password.
#[component]
pub fn ForgotPage() -> impl IntoView {
    let desk = use_desk();
    let login = RwSignal::new(String::new());
    // Whose sign-in is over on this phone; known only once the stores are open.
    let who = Memo::new(move |_| desk.who());
    Effect::new(move |_| {
        if let Some(who) = who.get().filter(|_| login.read_untracked().is_empty()) {
            login.set(who.login);
        }
    });
    // The person has a code, or one may be on its way.
    let (has_code, asked) = (RwSignal::new(false), RwSignal::new(false));
    let on_asked = Callback::new(move |()| {
        asked.set(true);
        has_code.set(true);
    });
    view! {
        <Welcome>
            <h2>{t("forgot.title")}</h2>
            <p role="status" data-testid="forgot-said">{move || t(said(has_code.get(), asked.get()))}</p>
            {move || match has_code.get() {
                false => view! { <AskCode login on_asked on_has_code=move |()| has_code.set(true)/> }.into_any(),
                true => view! { <ChoosePassword login/> }.into_any(),
            }}
            <LinkButton label=t("forgot.back") href="/login" kind=ButtonKind::Ghost/>
        </Welcome>
    }
}

/// The same words whether or not there is such an account.
fn said(has_code: bool, asked: bool) -> &'static str {
    match (has_code, asked) {
        (false, _) => "forgot.intro",
        (true, true) => "forgot.asked",
        (true, false) => "forgot.type",
    }
}
