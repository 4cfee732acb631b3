//! What an admin sees of somebody's account, and does about it.

use domain::ids::UserId;
use leptos::prelude::*;
use protocol::account::AccountState;

use super::account_card::AccountCard;
use super::lock_row::LockRow;
use super::reset_row::ResetRow;
use super::take_factor_row::TakeFactorRow;
use crate::features::account::{SessionList, SignInList, fetched};
use crate::state::ports::Whose;
use crate::state::use_desk;
use crate::ui::LinkButton;
use crate::words::t;

/// The parts of the page.
#[component]
pub(super) fn PersonAccount(
    /// Who.
    user: UserId,
) -> impl IntoView {
    let desk = use_desk();
    let whose = Whose::Of(user);
    let state = fetched(move |ports| ports.account.state(whose));
    // Nobody locks themselves out.
    let is_me = untrack(|| desk.me()) == user;
    let changed = RwSignal::new(0_u32);
    let on_changed = Callback::new(move |()| {
        changed.update(|changed| *changed += 1);
        state.again();
    });
    let draw = move |account: AccountState| {
        let actions = match is_me {
            true => view! { <LinkButton label=t("accounts.own") href="/settings/security" block=true/> }.into_any(),
            false => view! {
                <div class="list">
                    // No code lets anybody in while the account is locked.
                    {account.locked_at.is_none().then(|| view! { <ResetRow user on_changed/> })}
                    {account.second_factor.then(|| view! { <TakeFactorRow user on_changed/> })}
                    <LockRow user locked=account.locked_at.is_some() on_changed/>
                </div>
            }
            .into_any(),
        };
        view! { <AccountCard account/>{actions} }.into_any()
    };
    view! {
        {state.view(4, draw)}
        <SessionList whose changed/>
        <SignInList whose changed/>
    }
    .into_any()
}
