//! Switches somebody's second factor off, for whoever lost the authenticator and the recovery codes.

use domain::ids::UserId;
use leptos::prelude::*;

use crate::features::account::{Asking, Confirm};
use crate::state::PortsHandle;
use crate::ui::{Glyph, Icon, ListRow, Snackbar};
use crate::words::t;

/// The row, and the question behind it.
#[component]
pub(super) fn TakeFactorRow(
    /// Who.
    user: UserId,
    /// It is off.
    on_changed: Callback<()>,
) -> impl IntoView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let (open, asking) = (RwSignal::new(false), Asking::new());
    let take = move |()| {
        let answer = ports.0.with_value(|ports| ports.account.take_second_factor(user));
        asking.ask(answer, move |()| {
            open.set(false);
            snackbar.say(t("second_factor.now_off"));
            on_changed.run(());
        });
    };
    view! {
        <ListRow
            title=t("accounts.factor_end") text=t("accounts.factor_end_text") on_press=move |()| open.set(true)
            leading=view! { <Icon glyph=Glyph::Shield/> }.into_any() attr:data-testid="account-factor-end"
        />
        <Confirm
            open title=t("accounts.factor_end_title") text=t("accounts.factor_end_means") yes=t("accounts.factor_end")
            danger=true asking on_yes=take
        />
    }
    .into_any()
}
