//! Why a job is paused, waits or is cancelled: a few words, and whom it waits for.

use domain::status::{Status, WaitingOn};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::actions::Why;
use crate::state::use_ports;
use crate::ui::{Button, ButtonKind, Choice, Segmented, TextArea};
use crate::words::{t, t_value};

const WHOM: [WaitingOn; 4] = [WaitingOn::Parts, WaitingOn::Customer, WaitingOn::Utility, WaitingOn::Inspection];

/// The form inside the sheet.
#[component]
pub(super) fn ReasonForm(
    /// The step that needs the reason.
    to: Status,
    /// Called with the reason.
    #[prop(into)]
    on_done: Callback<Why>,
) -> impl IntoView {
    let ports = StoredValue::new_local(use_ports());
    let waits = to == Status::Waiting;
    let whom = RwSignal::new("0".to_owned());
    let reason = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let reason = ports.with_value(|ports| ports.phone.clean(&reason.get_untracked()));
        // Whom it waits for is reason enough.
        if reason.is_empty() && !waits {
            error.set(Some(t("work_order.reason_needed").to_owned()));
            return;
        }
        let nth = whom.get_untracked().parse::<usize>().ok();
        let waiting_on = nth.and_then(|nth| WHOM.get(nth)).copied().filter(|_| waits);
        on_done.run(Why { waiting_on, reason });
    };
    let choices = Signal::derive(|| {
        WHOM.iter().enumerate().map(|(nth, whom)| Choice::new(nth.to_string(), t_value("waiting_on", whom))).collect()
    });
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {waits.then(|| view! { <Segmented label=t("field.waiting_on") value=whom choices attr:data-testid="waiting-on"/> })}
            <TextArea
                label=if waits { t("work_order.reason_optional") } else { t("field.reason") }
                value=reason
                error
                name="reason"
                maxlength=2000
                on_change=move |_| error.set(None)
            />
            <Button
                label=t("work_order.save_step")
                kind=ButtonKind::Primary
                submit=true
                block=true
                attr:data-testid="reason-save"
            />
        </form>
    }
    .into_any()
}
