//! How I sign in, where I am signed in, and what happened to my account.

use leptos::prelude::*;
use protocol::account::AccountState;

use super::fetched::fetched;
use super::session_list::SessionList;
use super::sign_in_list::SignInList;
use crate::features::frame::Frame;
use crate::state::ports::Whose;
use crate::ui::{Glyph, Icon, ListRow};
use crate::words::{t, t_count};

/// The page.
#[component]
pub fn SecurityPage() -> impl IntoView {
    let state = fetched(|ports| ports.account.state(Whose::Mine));
    let factor = move || state.get().map(|state| factor_words(&state)).unwrap_or_default();
    view! {
        <Frame title=t("account.title") back="/settings">
            <div class="list">
                <ListRow
                    title=t("account.password") href="/settings/security/password"
                    leading=view! { <Icon glyph=Glyph::Key/> }.into_any() attr:data-testid="account-password"
                />
                <ListRow
                    title=t("second_factor.title") text=Signal::derive(factor) href="/settings/security/second-factor"
                    leading=view! { <Icon glyph=Glyph::Shield/> }.into_any() attr:data-testid="account-second-factor"
                />
            </div>
            <SessionList whose=Whose::Mine/>
            <SignInList whose=Whose::Mine/>
        </Frame>
    }
}

/// "On. 8 recovery codes left"
fn factor_words(state: &AccountState) -> String {
    match state.second_factor {
        true => t_count("second_factor.is_on", state.recovery_codes as usize),
        false => t("second_factor.is_off").to_owned(),
    }
}
