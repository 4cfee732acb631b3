//! The one thing to do about it, as a link or a button; and the reason in a few words.

use leptos::prelude::*;
use sync::client::Closed;

use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, LinkButton};
use crate::words::t;

/// The way on.
#[component]
pub fn WayOn(
    /// Why nobody is let in.
    closed: Closed,
    /// How loudly it speaks.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>().0;
    match closed {
        Closed::SignIn => {
            view! { <LinkButton label=t("closed.sign_in.action") href="/login?again=1" kind/> }.into_any()
        }
        // An admin may have let them in meanwhile; nobody tells the phone.
        Closed::Locked => view! {
            <Button
                label=t("closed.locked.action") kind
                on_press=move |()| ports.with_value(|ports| ports.work.try_again()) attr:data-testid="closed-again"
            />
        }
        .into_any(),
        Closed::SecondFactor => view! {
            <LinkButton
                label=t("closed.factor.action") href="/settings/security/second-factor" kind
                attr:data-testid="closed-factor"
            />
        }
        .into_any(),
    }
}

/// Why something waits, beside it.
pub fn reason(closed: Closed) -> &'static str {
    match closed {
        Closed::SignIn => t("closed.sign_in.waits"),
        Closed::Locked => t("closed.locked.waits"),
        Closed::SecondFactor => t("closed.factor.waits"),
    }
}
