//! Every key, those that are good first, and the question before one is revoked.

use leptos::prelude::*;
use protocol::owner::ApiTokenInfo;

use super::key_row::key_row;
use crate::features::account::{Asking, Confirm, fetched};
use crate::features::sync_center::use_clock;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Drawing, EmptyState, SectionHeader, Snackbar};
use crate::words::{t, t_with};

/// The list.
#[component]
pub(super) fn KeyList() -> impl IntoView {
    let (desk, ports, snackbar) = (use_desk(), expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let now = use_clock();
    let keys = fetched(|ports| ports.office.tokens());
    let (chosen, asks, asking) = (RwSignal::new(None::<ApiTokenInfo>), RwSignal::new(false), Asking::new());
    let on_revoke = Callback::new(move |key| {
        chosen.set(Some(key));
        asks.set(true);
    });
    let revoke = move |()| {
        let Some(key) = chosen.get_untracked() else { return };
        let answer = ports.0.with_value(|ports| ports.office.revoke_token(key.id));
        asking.ask(answer, move |()| {
            asks.set(false);
            keys.again();
            snackbar.say(t("programs.revoked_now"));
        });
    };
    let draw = move |found: Vec<ApiTokenInfo>| {
        let (over, good): (Vec<_>, Vec<_>) = found.into_iter().partition(|key| key.revoked_at.is_some());
        let rows = |keys: Vec<ApiTokenInfo>| {
            keys.into_iter().map(|key| key_row(desk, ports, key, now, on_revoke)).collect::<Vec<_>>()
        };
        view! {
            <SectionHeader title=t("programs.keys")/>
            {match good.is_empty() {
                true => view! { <EmptyState drawing=Drawing::Unplugged text=t("programs.none")/> }.into_any(),
                false => view! { <div class="list sessions">{rows(good)}</div> }.into_any(),
            }}
            {(!over.is_empty()).then(|| view! {
                <SectionHeader title=t("programs.over")/>
                <div class="list sessions">{rows(over)}</div>
            })}
        }
        .into_any()
    };
    let title = move || {
        let name = chosen.get().map(|key| key.name).unwrap_or_default();
        t_with("programs.revoke_title", &[("name", &name)])
    };
    view! {
        {keys.view(2, draw)}
        <Confirm
            open=asks title=Signal::derive(title) text=t("programs.revoke_text") yes=t("programs.revoke") danger=true
            asking on_yes=revoke
        />
    }
}
