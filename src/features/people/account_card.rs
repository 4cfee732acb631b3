//! How an account stands.

use leptos::prelude::*;
use protocol::account::AccountState;

use crate::state::PortsHandle;
use crate::ui::{Glyph, Icon, Tone};
use crate::words::{t, t_count, t_with};

/// User name, password, second factor; and since when it is locked, and why.
#[component]
pub(super) fn AccountCard(
    /// The account.
    account: AccountState,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let AccountState { login, has_password, second_factor, recovery_codes, locked_at, locked_reason, .. } = account;
    let password = t(if has_password { "accounts.password_set" } else { "accounts.password_not_set" });
    let factor = match second_factor {
        true => t_count("second_factor.is_on", recovery_codes as usize),
        false => t("accounts.factor_off").to_owned(),
    };
    let locked = locked_at.map(|at| {
        let since = ports.0.with_value(|ports| ports.phone.date_time(at));
        let reason = locked_reason.filter(|reason| !reason.is_empty());
        view! {
            <p class="note-line strong"><Icon glyph=Glyph::Lock/><span>{t_with("accounts.locked_since", &[("since", &since)])}</span></p>
            {reason.map(|reason| view! { <p>{t_with("accounts.reason", &[("reason", &reason)])}</p> })}
        }
    });
    let tone = if locked.is_some() { Tone::Trouble } else { Tone::Neutral };
    view! {
        <div class="card stack" data-tone=tone.name() data-testid="account-state">
            {locked}
            <dl class="facts">
                <div><dt>{t("login.name")}</dt><dd>{login}</dd></div>
                <div><dt>{t("login.password")}</dt><dd>{password}</dd></div>
                <div><dt>{t("second_factor.title")}</dt><dd>{factor}</dd></div>
            </dl>
        </div>
    }
    .into_any()
}
