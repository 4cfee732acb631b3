//! Locks somebody out, with a reason, and lets them in again.

use domain::ids::UserId;
use leptos::prelude::*;

use crate::features::account::{Asking, Confirm};
use crate::state::PortsHandle;
use crate::ui::{Glyph, Icon, ListRow, Snackbar, TextField};
use crate::words::t;

/// The row, and the question behind it.
#[component]
pub(super) fn LockRow(
    /// Who.
    user: UserId,
    /// It is locked.
    locked: bool,
    /// It was locked or unlocked.
    on_changed: Callback<()>,
) -> impl IntoView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let (open, reason, asking) = (RwSignal::new(false), RwSignal::new(String::new()), Asking::new());
    let done = move |said: &'static str| {
        open.set(false);
        snackbar.say(said);
        on_changed.run(());
    };
    let lock = move |()| {
        let why = ports.0.with_value(|ports| ports.phone.clean(&reason.read_untracked()));
        let answer = ports.0.with_value(|ports| ports.account.lock(user, why));
        asking.ask(answer, move |()| done(t("accounts.now_locked")));
    };
    let unlock = move |()| {
        let answer = ports.0.with_value(|ports| ports.account.unlock(user));
        asking.ask(answer, move |()| done(t("accounts.now_unlocked")));
    };
    let leading = view! { <Icon glyph=Glyph::Lock/> }.into_any();
    match locked {
        true => view! {
            <ListRow
                title=t("accounts.unlock") text=t("accounts.unlock_text") on_press=move |()| open.set(true) leading
                attr:data-testid="account-unlock"
            />
            <Confirm
                open title=t("accounts.unlock_title") text=t("accounts.unlock_text") yes=t("accounts.unlock") asking
                on_yes=unlock
            />
        }
        .into_any(),
        false => view! {
            <ListRow
                title=t("accounts.lock") text=t("accounts.lock_text") on_press=move |()| open.set(true) leading
                attr:data-testid="account-lock"
            />
            <Confirm
                open title=t("accounts.lock_title") text=t("accounts.lock_means") yes=t("accounts.lock") danger=true asking
                on_yes=lock conflict="accounts.last_admin"
            >
                <TextField
                    label=t("accounts.lock_reason") value=reason hint=t("accounts.lock_reason_hint") maxlength=200
                    attr:data-testid="account-lock-reason"
                />
            </Confirm>
        }
        .into_any(),
    }
}
