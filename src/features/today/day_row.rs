//! One job in a day.

use std::sync::Arc;

use leptos::prelude::*;

use super::late::{late, late_words};
use crate::features::jobs::StatusChip;
use crate::state::{OrderLine, PortsHandle};
use crate::ui::{Chip, Glyph, Tone};

/// A row that leads to the job.
#[component]
pub(super) fn DayRow(
    /// The job.
    line: Arc<OrderLine>,
    /// The present moment.
    #[prop(into)]
    now: Signal<i64>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    // What was left over from another day says which.
    let time = line.window.map(|window| {
        ports.0.with_value(|ports| {
            let today = ports.phone.day_start(ports.phone.now());
            if ports.phone.day_start(window.start) == today {
                ports.phone.time(window.start)
            } else {
                ports.phone.date(window.start)
            }
        })
    });
    let place = if line.town.is_empty() { line.title.clone() } else { format!("{} · {}", line.town, line.title) };
    let held_up = {
        let line = line.clone();
        move || {
            late(&line, now.get())
                .map(|late| view! { <Chip label=late_words(late) tone=Tone::Attention icon=Glyph::Time/> })
        }
    };
    view! {
        <a class="row row-link day-row" href=format!("/jobs/{}", line.id) data-testid="job-row">
            <time class="day-time">{time}</time>
            <span class="row-body">
                <span class="row-title">{line.customer.clone()}</span>
                <span class="row-text">{place}</span>
                <span class="cluster">
                    <StatusChip status=line.status/>
                    {held_up}
                </span>
            </span>
        </a>
    }
    .into_any()
}

/// Jobs in a white card.
pub(super) fn rows(lines: Vec<Arc<OrderLine>>, now: Signal<i64>) -> AnyView {
    let rows = lines.into_iter().map(|line| view! { <DayRow line now/> }).collect_view();
    view! { <div class="list">{rows}</div> }.into_any()
}
