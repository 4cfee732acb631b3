//! The bar at the thumb: the step that most likely comes next, and the way to all others.

use std::time::Duration;

use domain::permission::Act;
use domain::people::Role;
use domain::status::{Status, steps_from};
use leptos::prelude::*;

use super::actions::{Why, take_back, transition};
use super::open_order::{OpenOrder, use_open_order};
use super::step_words::step_words;
use super::steps_sheet::StepsSheet;
use crate::features::jobs::status_glyph;
use crate::features::saving::{Saving, use_saving};
use crate::ui::{Button, ButtonKind, FormActions, Glyph, IconButton};
use crate::words::{t, t_value, t_with};

/// After a step the next one waits this long, so that a nervous thumb takes one step, not two.
const SETTLE: Duration = Duration::from_millis(700);

/// How the work order moves on: shared by the button and the sheet.
#[derive(Clone, Copy)]
pub(super) struct Mover {
    order: OpenOrder,
    saving: Saving,
    resting: RwSignal<bool>,
}

impl Mover {
    /// Takes the step, says so, and offers the way back where there is one.
    pub fn go(self, to: Status, why: Why) {
        if self.resting.get_untracked() {
            return;
        }
        self.rest();
        let Self { order, saving, .. } = self;
        let before = order.now();
        let undo = take_back(order.id, &before, to, role(order), t("work_order.taken_back"));
        let said = t_with("work_order.moved", &[("status", &t_value("status", &to))]);
        saving.tap_with_undo(vec![transition(order.id, before.status, to, why)], said, undo);
    }

    fn rest(self) {
        self.resting.set(true);
        let rested = move || {
            self.resting.try_set(false);
        };
        set_timeout(rested, SETTLE);
    }
}

/// The bar.
#[component]
pub(super) fn NextStep() -> impl IntoView {
    let order = use_open_order();
    let mover = Mover { order, saving: use_saving(), resting: RwSignal::new(false) };
    let open = RwSignal::new(false);
    let may = order.allows(Act::Transition);
    let likely = Memo::new(move |_| {
        let status = order.with(|order| order.status);
        if role(order).is_office() { status.next_for_office() } else { status.next_for_technician() }
    });
    let any = Memo::new(move |_| may.get() && steps_from(role(order), order.with(|order| order.status)).next().is_some());
    let bar = move || match (any.get(), likely.get()) {
        (false, _) => ().into_any(),
        (true, Some(to)) => view! {
            <FormActions>
                <IconButton
                    glyph=Glyph::Overflow
                    label=t("work_order.all_steps")
                    on_press=move |()| open.set(true)
                    attr:data-testid="status-more"
                />
                <Button
                    label=step_words(to)
                    kind=ButtonKind::Primary
                    icon=status_glyph(to)
                    block=true
                    disabled=mover.resting
                    on_press=move |()| mover.go(to, Why::default())
                    attr:data-testid="status-next"
                />
            </FormActions>
        }
        .into_any(),
        (true, None) => view! {
            <FormActions>
                <Button
                    label=t("work_order.all_steps")
                    block=true
                    on_press=move |()| open.set(true)
                    attr:data-testid="status-more"
                />
            </FormActions>
        }
        .into_any(),
    };
    view! {
        {bar}
        <StepsSheet open mover/>
    }
    .into_any()
}

/// What the person is to the company.
pub(super) fn role(order: OpenOrder) -> Role {
    order.desk.actor().role
}
