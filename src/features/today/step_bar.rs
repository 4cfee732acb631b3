//! The one big button: the next step of the next job, with its timer, in one tap and one save.

use std::sync::Arc;
use std::time::Duration;

use domain::ids::{TimeEntryId, WorkOrderId};
use domain::status::Status;
use leptos::prelude::*;

use super::timer_button::TimerButton;
use crate::features::job_step::JobStep;
use crate::features::saving::use_saving;
use crate::features::time::running;
use crate::state::{Lines, OrderLine, PortsHandle, use_desk, use_order_lines};
use crate::ui::{Button, ButtonKind, FormActions, Snackbar};
use crate::words::{t, t_value, t_with};

/// After a step the next one waits this long, so that a nervous thumb takes one step, not two.
const SETTLE: Duration = Duration::from_millis(700);

/// The button; nothing when the job has no step that the field may take.
#[component]
pub fn StepBar(
    /// The next job.
    #[prop(into)]
    next: Signal<Option<Arc<OrderLine>>>,
) -> impl IntoView {
    let (desk, ports, saving) = (use_desk(), expect_context::<PortsHandle>(), use_saving());
    let orders = use_order_lines();
    let (snackbar, resting) = (expect_context::<Snackbar>(), RwSignal::new(false));
    let step = Memo::new(move |_| next.with(|line| line.as_ref().and_then(|line| JobStep::next(line.id, line.status))));
    let take = move |step: JobStep| {
        if resting.get_untracked() {
            return;
        }
        resting.set(true);
        set_timeout(
            move || {
                resting.try_set(false);
            },
            SETTLE,
        );
        let new = || ports.0.with_value(|ports| TimeEntryId(ports.phone.new_id()));
        let (timer, again, at) = (new(), new(), ports.0.with_value(|ports| ports.phone.now()));
        let (timers, role) = untrack(|| (running(desk), desk.actor().role));
        let said = t_with("today.now", &[("status", &t_value("status", &step.to))]);
        let undo = step.undo(role, timer, again, &timers, at);
        saving.tap(step.edits(timer, &timers, at), move || {
            if undo.is_empty() {
                return saving.say(said);
            }
            // The notice may be old by the time it is tapped: what moved on since is not dragged back.
            let take_back = Callback::new(move |()| match untrack(|| status(orders, step.order)) {
                Some(now) if now == step.to => saving.tap(undo.clone(), || ()),
                _ => saving.say(t("today.moved_on")),
            });
            snackbar.offer(said, t("saving.undo"), take_back);
        });
    };
    move || {
        step.get().map(|step| {
            view! {
                <FormActions>
                    <TimerButton next/>
                    <Button
                        label=step.label()
                        kind=ButtonKind::Primary
                        icon=step.glyph()
                        block=true
                        disabled=resting
                        on_press=move |()| take(step)
                        attr:data-testid="next-step"
                    />
                </FormActions>
            }
        })
    }
}

fn status(orders: Memo<Lines>, order: WorkOrderId) -> Option<Status> {
    orders.with(|lines| lines.0.lines.iter().find(|line| line.id == order).map(|line| line.status))
}
