//! The smaller button beside the big one: a break, or the timer that is missing on the job under way.

use std::sync::Arc;

use domain::ids::{TimeEntryId, WorkOrderId};
use domain::status::Status;
use domain::time_entry::TimeKind;
use leptos::prelude::*;

use crate::features::saving::use_saving;
use crate::features::time::{Running, running, start_edits};
use crate::state::{OrderLine, PortsHandle, use_desk};
use crate::ui::{Button, Glyph};
use crate::words::{t, t_value, t_with};

/// What the button offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offer {
    kind: TimeKind,
    order: Option<WorkOrderId>,
    label: &'static str,
    glyph: Glyph,
}

/// The button; nothing when the job is not under way, or the right timer runs on the way to it.
#[component]
pub(super) fn TimerButton(
    /// The next job.
    next: Signal<Option<Arc<OrderLine>>>,
) -> impl IntoView {
    let (desk, ports, saving) = (use_desk(), expect_context::<PortsHandle>(), use_saving());
    let offer = Memo::new(move |_| next.with(|line| line.as_ref().and_then(|line| offer(line, &running(desk)))));
    let start = move |offer: Offer| {
        let (at, id) = ports.0.with_value(|ports| (ports.phone.now(), TimeEntryId(ports.phone.new_id())));
        let edits = start_edits(id, offer.kind, offer.order, &untrack(|| running(desk)), at);
        let said = t_with("time.started", &[("kind", &t_value("time_kind", &offer.kind))]);
        saving.tap(edits, move || saving.say(said));
    };
    move || {
        offer.get().map(|offer| view! {
        <Button label=offer.label icon=offer.glyph on_press=move |()| start(offer) attr:data-testid="today-timer"/>
    })
    }
}

fn offer(line: &OrderLine, running: &[Running]) -> Option<Offer> {
    let kind = match line.status {
        Status::OnSite => TimeKind::Work,
        Status::Travelling => TimeKind::Travel,
        _ => return None,
    };
    let resume = Offer { kind, order: Some(line.id), label: t("today.start_timer"), glyph: Glyph::Play };
    if running.iter().any(|timer| timer.entry.work_order == Some(line.id)) {
        let rest = Offer { kind: TimeKind::Meal, order: None, label: t("today.take_break"), glyph: Glyph::Pause };
        return (kind == TimeKind::Work).then_some(rest);
    }
    let from_break = running.iter().any(|timer| timer.entry.kind == TimeKind::Meal);
    Some(if from_break { Offer { label: t("today.back_to_work"), ..resume } } else { resume })
}
