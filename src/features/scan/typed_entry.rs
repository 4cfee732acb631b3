//! A code typed by hand: works without a camera, and for labels no camera can read.

use domain::barcode::suggestions;
use leptos::prelude::*;

use super::check_digit::is_mistyped;
use super::session::Session;
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, Sheet, TextField};
use crate::words::{t, t_with};

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
    let meant = Memo::new(move |_| code.with(|code| suggestions(code)));
    let suggestion = move |number: String| {
        let said = t_with("scan.meant", &[("code", &number)]);
        view! { <Button label=said kind=ButtonKind::Ghost on_press=move |()| code.set(number.clone()) attr:data-testid="scan-meant"/> }
    };
    let empty = Signal::derive(move || code.with(|code| code.trim().is_empty()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = ports.0.with_value(|ports| ports.phone.clean(&code.get_untracked()));
        if typed.is_empty() {
            return;
        }
        open.set(false);
        session.read_text(&typed);
    };
    view! {
        <form class="form" on:submit=submit>
            <TextField
                label=t("scan.code") value=code error hint=t("scan.code_hint") name="scan-code"
                autocapitalize="characters" enterkeyhint="search" maxlength=200 attr:data-testid="scan-code"
            />
            {move || meant.get().into_iter().map(suggestion).collect_view()}
            <Button
                label=t("scan.look_up") kind=ButtonKind::Primary block=true submit=true disabled=empty
                attr:data-testid="scan-submit"
            />
        </form>
    }
    .into_any()
}
