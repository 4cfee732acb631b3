//! The second factor is on: how many recovery codes are left, and the way to switch it off.

use domain::Entity;
use domain::people::Company;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::asking::Asking;
use super::problem::AccountProblem;
use crate::features::login::{PasswordField, SecondFactor, SecondFactorField, ShowPassword};
use crate::state::permission::is_admin;
use crate::state::{Desk, PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, Glyph, Icon, SectionHeader, Snackbar};
use crate::words::{t, t_count};

/// With so few recovery codes it is time for new ones.
const FEW: u32 = 3;

/// How it stands, and the form that ends it.
#[component]
pub(super) fn SwitchOff(
    /// How many recovery codes are left.
    left: u32,
    /// It is off.
    on_done: Callback<()>,
) -> impl IntoView {
    let (desk, ports, snackbar) = (use_desk(), expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let (password, shown, asking) = (RwSignal::new(String::new()), RwSignal::new(false), Asking::new());
    let factor = SecondFactor::new(true);
    let off_text = t(if untrack(|| is_asked_for(desk)) { "second_factor.off_asked" } else { "second_factor.off_text" });
    let is_complete = move || !password.read().is_empty() && factor.is_complete();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !untrack(is_complete) {
            return;
        }
        let code = factor.given().unwrap_or_default();
        let answer = ports.0.with_value(|ports| ports.account.end_second_factor(password.get_untracked(), code));
        let heard = move |error| factor.heard(error);
        asking.ask_or(answer, heard, move |()| {
            snackbar.say(t("second_factor.now_off"));
            on_done.run(());
        });
    };
    view! {
        <div class="card stack" data-tone="ok">
            <p class="note-line strong"><Icon glyph=Glyph::Shield/><span>{t_count("second_factor.is_on", left as usize)}</span></p>
            {(left <= FEW).then(|| view! { <p>{t("second_factor.few_codes")}</p> })}
        </div>
        <SectionHeader title=t("second_factor.off_title")/>
        <form class="form" on:submit=submit>
            <p class="quiet">{off_text}</p>
            <PasswordField
                label=t("account.own_password") value=password shown autocomplete="current-password"
                attr:data-testid="factor-password"
            />
            <ShowPassword shown/>
            <SecondFactorField factor/>
            <AccountProblem error=asking.error()/>
            <Button
                label=t("second_factor.switch_off") kind=ButtonKind::Danger block=true submit=true busy=asking.busy()
                disabled=Signal::derive(move || !is_complete()) attr:data-testid="factor-end"
            />
        </form>
    }
    .into_any()
}

/// The company asks its admins for one, and this is one.
fn is_asked_for(desk: Desk) -> bool {
    let company = desk.who().and_then(|who| desk.get::<Company>(Entity::Company, who.company.0));
    is_admin(desk) && company.is_some_and(|company| company.admins_need_second_factor)
}
