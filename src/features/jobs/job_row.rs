//! One work order in a list.

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

/// A row. What it shows may become another work order: a search then writes into the rows that stand.
#[component]
pub fn JobRow(
    /// What it shows.
    #[prop(into)]
    line: Signal<Arc<OrderLine>>,
    /// What it is marked with.
    #[prop(optional, into)]
    marks: Signal<Marks>,
    /// The work order that is open beside the list.
    #[prop(optional)]
    current: Signal<Option<WorkOrderId>>,
) -> impl IntoView {
    let phone = StoredValue::new_local(use_ports().phone);
    let id = Memo::new(move |_| line.read().id);
    let window = Memo::new(move |_| line.read().window);
    let when = move || window.get().map(|window| phone.with_value(|phone| start_words(&**phone, window)));
    let status = Memo::new(move |_| line.read().status);
    let urgency = Memo::new(move |_| urgency(line.read().priority));
    let marked = Memo::new(move |_| (urgency.get(), line.read().pending, marks.get()));
    view! {
        <a
            class="job-row"
            class:job-urgent=move || urgency.get() == Some(Priority::Emergency)
            href=move || format!("/jobs/{}", id.get())
            aria-current=move || (current.get() == Some(id.get())).then_some("true")
            data-testid="job-row"
        >
            <span class="job-line">
                <span class="job-who one-line">{move || line.read().customer.clone()}</span>
                <span class="job-when">{when}</span>
            </span>
            <span class="job-what one-line">{move || line.read().title.clone()}</span>
            <span class="job-line">
                <StatusChip status/>
                <span class="job-where one-line">{move || number_and_town(&line.read())}</span>
                <span class="job-marks">{move || row_marks(marked.get())}</span>
            </span>
        </a>
    }
    .into_any()
}

/// "WO-2041 · Quincy"
fn number_and_town(line: &OrderLine) -> String {
    let number = line.number.as_deref().unwrap_or(t("jobs.number_follows"));
    if line.town.is_empty() { number.to_owned() } else { format!("{number} · {}", line.town) }
}

/// A priority that is marked; the others go without saying.
fn urgency(priority: Priority) -> Option<Priority> {
    matches!(priority, Priority::Emergency | Priority::High).then_some(priority)
}

/// Each mark is a drawing, with words for those who listen.
fn row_marks((urgency, pending, marks): (Option<Priority>, bool, Marks)) -> Vec<AnyView> {
    let mut all = Vec::new();
    if let Some(priority) = urgency {
        let tone = if priority == Priority::Emergency { "trouble" } else { "attention" };
        all.push(mark(Glyph::Alert, tone, t_value("priority", &priority), None));
    }
    if marks.clash {
        all.push(mark(Glyph::Split, "attention", t("jobs.clash").to_owned(), None));
    }
    if marks.photos > 0 {
        all.push(mark(Glyph::Camera, "waiting", t_count("jobs.photos_waiting", marks.photos), Some(marks.photos)));
    }
    if pending {
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
