//! One time entry in a day.

use std::sync::Arc;

use domain::time_entry::{TimeEntry, TimeKind};
use domain::{Entity, Key};
use leptos::prelude::*;

use super::length::hours;
use super::week::Line;
use crate::features::my_jobs;
use crate::features::sync_mark::SyncMark;
use crate::state::{PortsHandle, use_order_lines};
use crate::ui::{Chip, Glyph, Tone};
use crate::words::{t, t_value, t_with};

/// A row that leads to the entry.
#[component]
pub(super) fn EntryRow(
    /// What it shows.
    line: Arc<Line>,
    /// The present moment.
    #[prop(into)]
    now: Signal<i64>,
) -> impl IntoView {
    let orders = use_order_lines();
    let entry = &line.entry;
    let kind = t_value("time_kind", &entry.kind);
    let job = entry.work_order.and_then(|id| orders.with_untracked(|lines| my_jobs::name_of(&lines.0, id)));
    let title = job.unwrap_or_else(|| kind.clone());
    let mut text = format!("{kind} · {}", span_words(entry));
    if !entry.corrections.is_empty() {
        text = format!("{text} · {}", t("time.corrected"));
    } else if entry.manual {
        text = format!("{text} · {}", t("time.by_hand"));
    }
    let overlap = line.overlap.as_ref().map(|other| {
        let with = format!("{} {}", t_value("time_kind", &other.kind), span_words(other));
        view! { <Chip label=t_with("time.overlaps", &[("with", &with)]) tone=Tone::Attention icon=Glyph::Alert/> }
    });
    let length = {
        let line = line.clone();
        move || hours(line.entry.length(now.get()))
    };
    view! {
        <a
            class="row row-link time-entry"
            href=format!("/time/{}", line.id)
            data-kind=kind_name(entry.kind)
            data-running=entry.end.is_none().then_some("")
            data-testid="time-entry"
        >
            <span class="time-stripe"></span>
            <span class="row-body">
                <span class="row-title">{title}</span>
                <span class="row-text">{text}</span>
                {overlap}
                <SyncMark of=Key::new(Entity::TimeEntry, line.id.0)/>
            </span>
            <span class="row-trailing number">{length}</span>
        </a>
    }
    .into_any()
}

/// "7:58 AM – 10:14 AM", or "7:58 AM – now".
pub(super) fn span_words(entry: &TimeEntry) -> String {
    let ports = expect_context::<PortsHandle>();
    ports.0.with_value(|ports| {
        let end = entry.end.map_or_else(|| t("time.now").to_owned(), |end| ports.phone.time(end));
        format!("{} – {end}", ports.phone.time(entry.start))
    })
}

const fn kind_name(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Work => "work",
        TimeKind::Travel => "travel",
        TimeKind::Meal => "meal",
        TimeKind::Shop => "shop",
        TimeKind::Training => "training",
    }
}
