//! One work order in a list.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use domain::ids::WorkOrderId;
use domain::work_order::Priority;
use leptos::prelude::*;

use super::marks::Marks;
use super::status_chip::StatusChip;
use super::when::start_words;
use crate::state::{OrderLine, use_ports};
use crate::ui::{Glyph, Icon};
use crate::words::{t, t_count, t_value};

/// The height of a row, in rem.
pub const ROW_REM: f64 = 5.75;

/// A row.
#[component]
pub fn JobRow(
    /// What it shows.
    line: Arc<OrderLine>,
    /// What it is marked with.
    #[prop(optional)]
    marks: Marks,
    /// The work order that is open beside the list.
    #[prop(optional)]
    current: Signal<Option<WorkOrderId>>,
) -> impl IntoView {
    let id = line.id;
    let when = line.window.map(|window| start_words(&*use_ports().phone, window));
    let number = line.number.clone().unwrap_or_else(|| t("jobs.number_follows").to_owned());
    let place = if line.town.is_empty() { number } else { format!("{number} · {}", line.town) };
    let urgent = line.priority == Priority::Emergency;
    view! {
        <a
            class="job-row"
            class:job-urgent=urgent
            href=format!("/jobs/{id}")
            aria-current=move || (current.get() == Some(id)).then_some("true")
            data-testid="job-row"
        >
            <span class="job-line">
                <span class="job-who one-line">{line.customer.clone()}</span>
                {when.map(|when| view! { <span class="job-when">{when}</span> })}
            </span>
            <span class="job-what one-line">{line.title.clone()}</span>
            <span class="job-line">
                <StatusChip status=line.status/>
                <span class="job-where one-line">{place}</span>
                <span class="job-marks">{row_marks(&line, marks)}</span>
            </span>
        </a>
    }
    .into_any()
}

/// Each mark is a drawing, with words for those who listen.
fn row_marks(line: &OrderLine, marks: Marks) -> Vec<AnyView> {
    let mut all = Vec::new();
    match line.priority {
        Priority::Emergency => all.push(mark(Glyph::Alert, "trouble", t_value("priority", &line.priority), None)),
        Priority::High => all.push(mark(Glyph::Alert, "attention", t_value("priority", &line.priority), None)),
        Priority::Normal | Priority::Low => {}
    }
    if marks.clash {
        all.push(mark(Glyph::Split, "attention", t("jobs.clash").to_owned(), None));
    }
    if marks.photos > 0 {
        all.push(mark(Glyph::Camera, "waiting", t_count("jobs.photos_waiting", marks.photos), Some(marks.photos)));
    }
    if line.pending {
        all.push(mark(Glyph::Smartphone, "waiting", t("sync_mark.saved").to_owned(), None));
    }
    all
}

fn mark(glyph: Glyph, tone: &'static str, words: String, count: Option<usize>) -> AnyView {
    let title = words.clone();
    view! {
        <span class="job-marks" data-tone=tone title=title>
            <Icon glyph/>
            {count}
            <span class="visually-hidden">{words}</span>
        </span>
    }
    .into_any()
}

/// The identity of a row: another picture, another key.
pub(super) fn key_of(line: &OrderLine, marks: Marks) -> String {
    let mut hash = DefaultHasher::new();
    (&line.number, &line.title, &line.customer, &line.town, line.status, line.priority).hash(&mut hash);
    (line.window.map(|w| w.start), line.pending, marks.photos, marks.clash).hash(&mut hash);
    format!("{}:{}", line.id, hash.finish())
}
