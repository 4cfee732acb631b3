//! The page on which somebody switches the own second factor on or off.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use protocol::account::{AccountState, NewSecondFactor};
use sync::client::Closed;

use super::fetched::fetched;
use super::key_step::KeyStep;
use super::recovery_codes::RecoveryCodes;
use super::switch_off::SwitchOff;
use super::switch_on::SwitchOn;
use crate::features::frame::Frame;
use crate::state::ports::Whose;
use crate::state::{PortsHandle, use_desk};
use crate::words::t;

/// How far switching it on has come. What is shown once is only here.
#[derive(Clone)]
enum Stage {
    /// As the account stands.
    Standing,
    /// A secret is to be put into an authenticator.
    Begun(NewSecondFactor),
    /// It counts; the recovery codes are to be kept.
    On(Vec<String>),
}

/// On or off, and the way to the other.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let navigate = use_navigate();
    let state = fetched(|ports| ports.account.state(Whose::Mine));
    let stage = RwSignal::new(Stage::Standing);
    // Set up on another device: the door is open, and nobody has told this phone.
    let is_open_again = Memo::new(move |_| {
        desk.summary().closed == Some(Closed::SecondFactor) && state.get().is_some_and(|state| state.second_factor)
    });
    Effect::new(move |_| {
        if is_open_again.get() {
            ports.0.with_value(|ports| ports.work.try_again());
        }
    });
    let leave = Callback::new(move |()| {
        if !ports.0.with_value(|ports| ports.phone.go_back()) {
            navigate("/settings/security", Default::default());
        }
    });
    let on_begun = Callback::new(move |begun| stage.set(Stage::Begun(begun)));
    let on_codes = Callback::new(move |codes| stage.set(Stage::On(codes)));
    let standing = move |account: AccountState| match account.second_factor {
        true => view! { <SwitchOff left=account.recovery_codes on_done=leave/> }.into_any(),
        false => view! { <SwitchOn on_begun/> }.into_any(),
    };
    view! {
        <Frame title=t("second_factor.title") back="/settings/security">
            {move || match stage.get() {
                Stage::Standing => state.view(3, standing).into_any(),
                Stage::Begun(begun) => view! { <KeyStep begun on_codes/> }.into_any(),
                Stage::On(codes) => view! { <RecoveryCodes codes on_done=leave/> }.into_any(),
            }}
        </Frame>
    }
}
