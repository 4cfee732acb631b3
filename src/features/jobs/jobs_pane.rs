//! The filters and the list under them: the page of jobs, and the left side of a work order on a wide screen.

use std::sync::Arc;
use std::time::Duration;

use domain::ids::WorkOrderId;
use leptos::html;
use leptos::prelude::*;

use super::chips::StatusChips;
use super::filter::{Scope, Shown, Viewer, show};
use super::job_row::{JobRow, ROW_REM};
use super::keys;
use super::marks::use_marks;
use super::nothing::Nothing;
use super::place::use_place;
use crate::state::{OrderLine, use_desk, use_order_lines, use_ports};
use crate::ui::{Choice, SearchField, Segmented, SkeletonRows, VirtualList, following};
use crate::words::{t, t_count};

/// How long after the list has changed the search is made ready, for somebody who searches.
const SETTLED: Duration = Duration::from_millis(50);

/// Filters and list.
#[component]
pub fn JobsPane(
    /// The work order that is open beside the list.
    #[prop(optional, into)]
    current: Signal<Option<WorkOrderId>>,
) -> impl IntoView {
    let desk = use_desk();
    let orders = use_order_lines();
    let place = use_place();
    let (today, tomorrow) = days();
    let phone = StoredValue::new_local(use_ports().phone);
    let shown = Memo::new(move |_| {
        let (viewer, filter) = (Viewer { me: desk.me(), today, tomorrow }, place.filter());
        orders.with(|lines| {
            let mut shown = Shown::default();
            phone.with_value(|phone| phone.timed("search", &mut || shown = show(&lines.0, &filter, viewer)));
            shown
        })
    });
    // Whoever taps the field is about to type.
    let searching = RwSignal::new(false);
    Effect::new(move |_| {
        orders.track();
        if searching.get() {
            set_timeout(move || orders.try_with_untracked(|lines| lines.0.get_ready()).unwrap_or_default(), SETTLED);
        }
    });
    let search = NodeRef::<html::Input>::new();
    keys::listen(search, "/jobs/new");
    let choices = Signal::derive(|| {
        [(Scope::Mine, "jobs.mine"), (Scope::Today, "jobs.today"), (Scope::All, "jobs.all")]
            .map(|(scope, key)| Choice::new(scope.name(), t(key)))
            .to_vec()
    });
    let count = Memo::new(move |_| shown.with(|shown| shown.lines.len()));
    let empty = Memo::new(move |_| count.get() == 0);
    view! {
        <div class="jobs-filters">
            <Segmented label=t("jobs.whose") value=place.scope choices attr:data-testid="job-scope"/>
            <SearchField
                label=t("jobs.search")
                clear_label=t("jobs.search_clear")
                value=place.text
                node_ref=search
                on:focusin=move |_| searching.set(true)
                on:focusout=move |_| searching.set(false)
                attr:data-testid="job-search"
            />
            <StatusChips shown chosen=place.status/>
        </div>
        <p class="visually-hidden" role="status">{move || t_count("jobs.count", count.get())}</p>
        {move || match desk.is_ready() {
            false => view! { <SkeletonRows count=6/> }.into_any(),
            true => view! {
                {move || empty.get().then(|| view! { <Nothing place/> })}
                <div hidden=move || empty.get()><Rows shown current depth=place.depth/></div>
            }
            .into_any(),
        }}
    }
    .into_any()
}

/// The rows, some thirty of them at a time.
#[component]
fn Rows(shown: Memo<Shown>, current: Signal<Option<WorkOrderId>>, depth: RwSignal<f64>) -> impl IntoView {
    let marks = use_marks();
    let row = move |index: usize| {
        let at = move || shown.with(|shown| shown.lines.get(index).cloned());
        following(at, move |line: Signal<Arc<OrderLine>>| {
            let id = Memo::new(move |_| line.read().id);
            let marks = Memo::new(move |_| marks.with(|marks| marks.get(&id.get().0).copied()).unwrap_or_default());
            view! { <JobRow line marks current/> }.into_any()
        })
    };
    let count = Signal::derive(move || shown.with(|shown| shown.lines.len()));
    let who = move |index: usize| shown.with(|shown| shown.lines.get(index).map(|line| line.id.to_string()));
    view! { <VirtualList label=t("jobs.title") count row_rem=ROW_REM row who depth/> }.into_any()
}

/// The first moments of today and tomorrow.
fn days() -> (i64, i64) {
    let phone = use_ports().phone;
    let today = phone.day_start(phone.now());
    (today, phone.add_days(today, 1))
}
