//! All steps that may be taken from here, and the reason where one is needed.

use domain::status::{Status, Step, steps_from};
use leptos::prelude::*;

use super::actions::Why;
use super::mover::Mover;
use super::open_order::use_open_order;
use super::reason_form::ReasonForm;
use super::step_words::step_words;
use crate::features::jobs::status_glyph;
use crate::ui::{MenuRow, Sheet};
use crate::words::t;

/// The sheet.
#[component]
pub(super) fn StepsSheet(open: RwSignal<bool>, mover: Mover) -> impl IntoView {
    let order = use_open_order();
    // The step that waits for its reason.
    let chosen = RwSignal::new(None::<Status>);
    Effect::new(move |_| {
        if !open.get() {
            chosen.set(None);
        }
    });
    let go = move |to: Status, why: Why| {
        open.set(false);
        mover.go(to, why);
    };
    let row = move |from: Status, (to, step): (Status, Step)| {
        let press = move |()| match step {
            Step::Allowed => go(to, Why::default()),
            _ => chosen.set(Some(to)),
        };
        view! {
            <MenuRow
                label=step_words(from, to)
                icon=status_glyph(to)
                on_press=press
                danger=to == Status::Cancelled
                attr:data-testid=format!("step-{to:?}").to_lowercase()
            />
        }
        .into_any()
    };
    let status = move || order.with(|order| order.status);
    let title = move || match chosen.get() {
        Some(to) => step_words(status(), to),
        None => t("work_order.all_steps").to_owned(),
    };
    view! {
        <Sheet open title=Signal::derive(title) close_label=t("work_order.close")>
            {move || match chosen.get() {
                Some(to) => view! { <ReasonForm to on_done=move |why| go(to, why)/> }.into_any(),
                None => {
                    let from = status();
                    steps_from(mover.role(), from).map(|step| row(from, step)).collect_view().into_any()
                }
            }}
        </Sheet>
    }
    .into_any()
}
