//! Where a person is signed in, and the way to end it from afar: a phone that was lost, a computer somebody forgot.

use leptos::prelude::*;
use protocol::account::OpenSession;

use super::asking::Asking;
use super::confirm::Confirm;
use super::fetched::fetched;
use super::session_row::session_row;
use crate::features::phones::phone_kind;
use crate::features::sync_center::use_clock;
use crate::state::PortsHandle;
use crate::state::ports::Whose;
use crate::ui::{Button, SectionHeader, Snackbar};
use crate::words::{t, t_with};

/// The sessions, the one last seen first.
#[component]
pub fn SessionList(
    /// Whose.
    whose: Whose,
    /// Counted up when they may have changed.
    #[prop(optional, into)]
    changed: Signal<u32>,
) -> impl IntoView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let now = use_clock();
    let sessions = fetched(move |ports| ports.account.sessions(whose));
    Effect::watch(move || changed.get(), move |_, _, _| sessions.again(), false);
    // One of them, or all.
    let (chosen, asks_one, asks_all) = (RwSignal::new(None::<OpenSession>), RwSignal::new(false), RwSignal::new(false));
    let (one, all) = (Asking::new(), Asking::new());
    let on_end = Callback::new(move |session| {
        chosen.set(Some(session));
        asks_one.set(true);
    });
    let end_one = move |()| {
        let Some(session) = chosen.get_untracked() else { return };
        let answer = ports.0.with_value(|ports| ports.account.end_session(whose, session.id));
        one.ask(answer, move |()| {
            asks_one.set(false);
            sessions.again();
            snackbar.say(t("account.ended"));
        });
    };
    let end_all = move |()| {
        let answer = ports.0.with_value(|ports| ports.account.end_sessions(whose));
        all.ask(answer, move |()| {
            asks_all.set(false);
            sessions.again();
            snackbar.say(t("account.ended"));
        });
    };
    let mine = whose == Whose::Mine;
    let draw = move |open: Vec<OpenSession>| {
        if open.is_empty() {
            return view! { <p class="quiet">{t("account.no_sessions")}</p> }.into_any();
        }
        let can_end_all = if mine { open.len() > 1 } else { true };
        let rows: Vec<AnyView> = open.into_iter().map(|session| session_row(ports, session, now, on_end)).collect();
        let label = t(if mine { "account.end_others" } else { "account.end_all" });
        view! {
            <div class="list sessions">{rows}</div>
            {can_end_all.then(|| view! {
                <Button label block=true on_press=move |()| asks_all.set(true) attr:data-testid="sessions-end-all"/>
            })}
        }
        .into_any()
    };
    let title = move || {
        let kind = chosen.get().map(|session| phone_kind(&session.device_name)).unwrap_or_default();
        t_with("account.end_title", &[("phone", kind)])
    };
    view! {
        <SectionHeader title=t(if mine { "account.sessions" } else { "account.sessions_of" })/>
        {sessions.view(2, draw)}
        <Confirm
            open=asks_one title=Signal::derive(title) text=t("account.end_text") yes=t("account.end") danger=true
            asking=one on_yes=end_one
        />
        <Confirm
            open=asks_all title=t(if mine { "account.end_others_title" } else { "account.end_all_title" })
            text=t("account.end_text") yes=t("account.end") danger=true asking=all on_yes=end_all
        />
    }
}
