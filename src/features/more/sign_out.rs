//! Signing out. With unsent work it is refused, and the ways on are offered: nothing may be forgotten on a phone that
//! changes hands.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, Dialog, Glyph, Icon, ListRow, Snackbar};
use crate::words::{t, t_count};

/// The row of the menu, and the question behind it.
#[component]
pub(super) fn SignOut() -> impl IntoView {
    let desk = use_desk();
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let navigate = use_navigate();
    let open = RwSignal::new(false);
    let kept = Memo::new(move |_| desk.summary().unsent() + desk.summary().needs_you);

    let leave = Callback::new(move |()| {
        open.set(false);
        let navigate = navigate.clone();
        let done = ports.0.with_value(|ports| ports.account.sign_out());
        spawn_local(async move {
            done.await;
            navigate("/login", Default::default());
        });
    });
    // Without a signal nobody can sign in again: worth a question too.
    let press = move |()| {
        let safe = untrack(|| kept.get() == 0 && !desk.summary().offline);
        if safe { leave.run(()) } else { open.set(true) }
    };
    let send = Callback::new(move |()| {
        open.set(false);
        ports.0.with_value(|ports| ports.work.send_now());
        snackbar.say(t("sync.trying"));
    });
    let title = Signal::derive(move || match kept.get() {
        0 => t("signout.offline_title").to_owned(),
        count => t_count("signout.unsent", count),
    });
    view! {
        <div class="list">
            <ListRow
                title=t("signout.title") on_press=press leading=view! { <Icon glyph=Glyph::SignOut/> }.into_any()
                attr:data-testid="signout"
            />
        </div>
        <Dialog open title>
            <p>{move || if kept.get() == 0 { t("signout.offline_text") } else { t("signout.text") }}</p>
            <div class="dialog-actions">
                <Show when=move || kept.get() != 0>
                    <Button
                        label=t("signout.send") kind=ButtonKind::Primary icon=Glyph::Send on_press=send
                        attr:data-testid="signout-send"
                    />
                </Show>
                <Button label=t("signout.stay") on_press=move |()| open.set(false) attr:data-testid="signout-stay"/>
                <Button
                    label=Signal::derive(move || {
                        if kept.get() == 0 { t("signout.anyway") } else { t("signout.keep") }.to_owned()
                    })
                    kind=ButtonKind::Ghost on_press=leave attr:data-testid="signout-keep"
                />
            </div>
        </Dialog>
    }
}
