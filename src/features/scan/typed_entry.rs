//! A code typed by hand: works without a camera, and for labels no camera can read.

use leptos::prelude::*;

use super::check_digit::is_mistyped;
use super::reading::Reading;
use super::session::Session;
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, Sheet, TextField};
use crate::words::t;

/// The sheet.
#[component]
pub(super) fn TypedEntry(
    /// Whether it is open, both ways.
    open: RwSignal<bool>,
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    view! {
        <Sheet open title=t("scan.type_title") close_label=t("scan.close")>
            <Entry open session/>
        </Sheet>
    }
}

#[component]
fn Entry(open: RwSignal<bool>, session: Session) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let code = RwSignal::new(String::new());
    let error = Signal::derive(move || code.with(|code| is_mistyped(code)).then(|| t("scan.mistyped").to_owned()));
    let empty = Signal::derive(move || code.with(|code| code.trim().is_empty()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = ports.0.with_value(|ports| ports.phone.clean(&code.get_untracked()));
        if typed.is_empty() {
            return;
        }
        open.set(false);
        session.read(Reading::typed(&typed));
    };
    view! {
        <form class="form" on:submit=submit>
            <TextField
                label=t("scan.code") value=code error hint=t("scan.code_hint") name="scan-code"
                autocapitalize="characters" enterkeyhint="search" maxlength=200 attr:data-testid="scan-code"
            />
            <Button
                label=t("scan.look_up") kind=ButtonKind::Primary block=true submit=true disabled=empty
                attr:data-testid="scan-submit"
            />
        </form>
    }
    .into_any()
}
