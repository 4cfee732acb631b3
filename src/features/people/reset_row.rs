//! Makes a code with which somebody chooses another password. Shown once, large enough to read across a van.

use domain::ids::UserId;
use leptos::prelude::*;
use protocol::account::ResetCode;

use crate::features::account::{Asking, Confirm, CopyButton};
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, Dialog, Glyph, Icon, ListRow};
use crate::words::{t, t_with};

/// The row, the question behind it, and the code.
#[component]
pub(super) fn ResetRow(
    /// Who.
    user: UserId,
    /// A code was made, and handed over.
    on_changed: Callback<()>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let (asks, shows, asking) = (RwSignal::new(false), RwSignal::new(false), Asking::new());
    let made = RwSignal::new(None::<ResetCode>);
    let make = move |()| {
        let answer = ports.0.with_value(|ports| ports.account.make_reset_code(user));
        asking.ask(answer, move |code| {
            asks.set(false);
            made.set(Some(code));
            shows.set(true);
        });
    };
    // Not before: the row is drawn anew by it, and the code with it.
    Effect::watch(
        move || shows.get(),
        move |shows, before, _| {
            if !shows && before == Some(&true) {
                made.set(None);
                on_changed.run(());
            }
        },
        false,
    );
    let code = move || {
        made.get().map(|ResetCode { code, expires_at }| {
            let until = ports.0.with_value(|ports| ports.phone.date_time(expires_at));
            view! {
                <p class="big-number" data-testid="reset-made">{code.clone()}</p>
                <p>{t_with("accounts.reset_until", &[("until", &until)])}</p>
                <p class="quiet">{t("accounts.reset_how")}</p>
                <div class="dialog-actions">
                    <CopyButton text=code/>
                    <Button
                        label=t("accounts.reset_done") kind=ButtonKind::Primary on_press=move |()| shows.set(false)
                        attr:data-testid="reset-done"
                    />
                </div>
            }
        })
    };
    view! {
        <ListRow
            title=t("accounts.reset") text=t("accounts.reset_text") on_press=move |()| asks.set(true)
            leading=view! { <Icon glyph=Glyph::Key/> }.into_any() attr:data-testid="account-reset"
        />
        <Confirm
            open=asks title=t("accounts.reset_title") text=t("accounts.reset_means") yes=t("accounts.reset_yes") asking
            on_yes=make conflict="accounts.is_locked"
        />
        <Dialog open=shows title=t("accounts.reset_made")>{code}</Dialog>
    }
    .into_any()
}
