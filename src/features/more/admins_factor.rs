//! The rule that admins need a second factor. Who makes it must have one: else the next moment asks it of themselves.

use leptos::prelude::*;

use crate::features::account::fetched;
use crate::state::ports::Whose;
use crate::ui::{ListRow, Switch};
use crate::words::t;

/// The switch; without an own second factor, the way to one.
#[component]
pub(super) fn AdminsFactor(
    /// The rule stands.
    is_on: Signal<bool>,
    /// Makes it, or takes it back.
    on_change: Callback<bool>,
) -> impl IntoView {
    let state = fetched(|ports| ports.account.state(Whose::Mine));
    let have_one = Memo::new(move |_| state.get().map(|state| state.second_factor));
    // Not known without a signal: then it can only be taken back.
    let stuck = Signal::derive(move || !is_on.get() && have_one.get() != Some(true));
    let text = Signal::derive(move || match stuck.get() && state.is_missing() {
        true => t("settings.admins_factor_wait").to_owned(),
        false => t("settings.admins_factor_text").to_owned(),
    });
    move || match have_one.get() == Some(false) && !is_on.get() {
        true => view! {
            <ListRow
                title=t("settings.admins_factor") text=t("settings.admins_factor_first")
                href="/settings/security/second-factor" attr:data-testid="settings-admins-factor"
            />
        }
        .into_any(),
        false => view! {
            <Switch
                label=t("settings.admins_factor") text checked=is_on on_change
                disabled=stuck attr:data-testid="settings-admins-factor"
            />
        }
        .into_any(),
    }
}
