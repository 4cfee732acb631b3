//! What happened to an account, the newest first.

use leptos::prelude::*;
use protocol::account::SignIns;

use super::asking::Asking;
use super::fetched::fetched;
use super::problem::AccountProblem;
use super::sign_in_row::sign_in_row;
use crate::state::ports::Whose;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, SectionHeader};
use crate::words::t;

/// As many are shown at first.
const FIRST: usize = 6;
/// As many come with each press.
const MORE: usize = 20;

/// The list, and the way to what was before.
#[component]
pub fn SignInList(
    /// Whose.
    whose: Whose,
    /// Counted up when there may be more.
    #[prop(optional, into)]
    changed: Signal<u32>,
) -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let page = fetched(move |ports| ports.account.sign_ins(whose, None));
    Effect::watch(move || changed.get(), move |_, _, _| page.again(), false);
    let shown = RwSignal::new(FIRST);
    let asking = Asking::new();
    let more = Callback::new(move |()| {
        let Some(known) = page.get() else { return };
        let wanted = shown.get_untracked() + MORE;
        let Some(last) = known.events.last().filter(|_| known.more && known.events.len() < wanted) else {
            return shown.set(wanted);
        };
        let answer = ports.0.with_value(|ports| ports.account.sign_ins(whose, Some(last.id)));
        asking.ask(answer, move |before: SignIns| {
            shown.set(wanted);
            page.update(|known| {
                known.events.extend(before.events);
                known.more = before.more;
            });
        });
    });
    let draw = move |known: SignIns| {
        if known.events.is_empty() {
            return view! { <p class="quiet">{t("account.no_sign_ins")}</p> }.into_any();
        }
        let has_more = known.more || known.events.len() > shown.get();
        let rows: Vec<AnyView> =
            known.events.iter().take(shown.get()).map(|event| sign_in_row(desk, ports, event)).collect();
        view! {
            <div class="list">{rows}</div>
            <AccountProblem error=asking.error()/>
            {has_more.then(|| view! {
                <Button label=t("account.more") block=true on_press=more busy=asking.busy() attr:data-testid="sign-ins-more"/>
            })}
        }
        .into_any()
    };
    view! {
        <SectionHeader title=t("account.sign_ins")/>
        {page.view(3, draw)}
    }
}
