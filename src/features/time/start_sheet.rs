//! Starting a timer: on which job, on what.

use domain::ids::{TimeEntryId, WorkOrderId};
use domain::time_entry::{KINDS, TimeKind};
use leptos::prelude::*;

use super::actions::start_edits;
use super::running::running;
use crate::features::my_jobs;
use crate::features::saving::use_saving;
use crate::state::{PortsHandle, use_desk, use_order_lines};
use crate::ui::{Glyph, MenuRow, SelectField, Sheet};
use crate::words::{t, t_value, t_with};

/// The sheet. What runs is stopped in the same moment.
#[component]
pub fn StartSheet(
    /// Whether it is open, both ways.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Sheet open title=t("time.start_title") close_label=t("time.close")>
            <Kinds open/>
        </Sheet>
    }
}

#[component]
fn Kinds(open: RwSignal<bool>) -> impl IntoView {
    let (desk, ports, saving) = (use_desk(), expect_context::<PortsHandle>(), use_saving());
    let orders = use_order_lines();
    let jobs = Memo::new(move |_| orders.with(|lines| my_jobs::at_hand(&lines.0, desk.me())));
    let nearest = jobs.with_untracked(|jobs| jobs.first().map(|line| line.id.to_string()));
    let job = RwSignal::new(nearest.unwrap_or_default());
    let choices = Signal::derive(move || jobs.with(|jobs| orders.with(|lines| my_jobs::choices(&lines.0, jobs, None))));
    let start = move |kind: TimeKind| {
        let (at, id) = ports.0.with_value(|ports| (ports.phone.now(), TimeEntryId(ports.phone.new_id())));
        // A meal and the shop belong to no customer.
        let on_job = matches!(kind, TimeKind::Work | TimeKind::Travel);
        let order = job.with_untracked(|job| job.parse().ok().map(WorkOrderId)).filter(|_| on_job);
        let edits = start_edits(id, kind, order, &untrack(|| running(desk)), at);
        let said = t_with("time.started", &[("kind", &t_value("time_kind", &kind))]);
        saving.tap(edits, move || saving.say(said));
        open.set(false);
    };
    let row = move |kind: TimeKind| {
        let name = t_value("time_kind", &kind);
        view! {
            <MenuRow label=name icon=glyph(kind) on_press=move |()| start(kind) attr:data-testid=testid(kind)/>
        }
    };
    view! {
        <SelectField label=t("time.job") value=job choices name="timer-job"/>
        <div>{KINDS.into_iter().map(row).collect_view()}</div>
    }
    .into_any()
}

const fn glyph(kind: TimeKind) -> Glyph {
    match kind {
        TimeKind::Work => Glyph::Wrench,
        TimeKind::Travel => Glyph::Car,
        TimeKind::Meal => Glyph::Pause,
        TimeKind::Shop => Glyph::Building,
        TimeKind::Training => Glyph::Note,
    }
}

const fn testid(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Work => "timer-start-work",
        TimeKind::Travel => "timer-start-travel",
        TimeKind::Meal => "timer-start-meal",
        TimeKind::Shop => "timer-start-shop",
        TimeKind::Training => "timer-start-training",
    }
}
