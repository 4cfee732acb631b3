//! The page with the list.

use domain::status::Status;
use leptos::html;
use leptos::prelude::*;

use super::chips::StatusChips;
use super::filter::{Filter, Scope, Shown, Viewer, show};
use super::job_row::{JobRow, ROW_REM, key_of};
use super::place::use_place;
use super::{address, keys};
use crate::features::frame::Frame;
use crate::state::{use_desk, use_order_lines, use_ports};
use crate::ui::{
    Button, Choice, Drawing, EmptyState, Glyph, Icon, LinkButton, SearchField, Segmented, SkeletonRows, VirtualList,
};
use crate::words::{t, t_count};

/// All work orders on this phone.
#[component]
pub fn JobsPage() -> impl IntoView {
    let desk = use_desk();
    let orders = use_order_lines();
    let place = use_place();
    let start = address::asked();
    let scope = RwSignal::new(start.scope.name().to_owned());
    let status = RwSignal::new(start.status);
    let text = RwSignal::new(start.text);
    address::follow(scope, status, text, place);

    let today = StoredValue::new(today());
    let filter = move || Filter {
        scope: scope.with(|name| Scope::named(name)).unwrap_or_default(),
        status: status.get(),
        text: text.get(),
    };
    let shown = Memo::new(move |_| {
        let (today, tomorrow) = today.get_value();
        let viewer = Viewer { me: desk.me(), today, tomorrow };
        orders.with(|lines| show(&lines.0, &filter(), viewer))
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
        <Frame title=t("jobs.title")>
            <div class="jobs-filters">
                <Segmented label=t("jobs.whose") value=scope choices attr:data-testid="job-scope"/>
                <SearchField
                    label=t("jobs.search")
                    clear_label=t("jobs.search_clear")
                    value=text
                    node_ref=search
                    attr:data-testid="job-search"
                />
                <StatusChips shown chosen=status/>
            </div>
            <p class="visually-hidden" role="status">{move || t_count("jobs.count", count.get())}</p>
            {move || match (desk.is_ready(), empty.get()) {
                (false, _) => view! { <SkeletonRows count=6/> }.into_any(),
                (true, true) => view! { <Nothing scope status text/> }.into_any(),
                (true, false) => view! { <Rows shown depth=place.depth/> }.into_any(),
            }}
            <a class="fab" href="/jobs/new" data-testid="job-new">
                <Icon glyph=Glyph::Add/>
                {t("jobs.new")}
            </a>
        </Frame>
    }
}

/// The rows, some thirty of them at a time.
#[component]
fn Rows(shown: Memo<Shown>, depth: RwSignal<f64>) -> impl IntoView {
    let row_key = move |index: usize| shown.with(|shown| shown.lines.get(index).map(|line| key_of(line)).unwrap_or_default());
    let row = move |index: usize| {
        let line = shown.with_untracked(|shown| shown.lines.get(index).cloned());
        line.map(|line| view! { <JobRow line/> }).into_any()
    };
    let count = Signal::derive(move || shown.with(|shown| shown.lines.len()));
    view! { <VirtualList label=t("jobs.title") count row_rem=ROW_REM row_key row depth/> }.into_any()
}

/// No rows: why, and one thing to do about it.
#[component]
fn Nothing(scope: RwSignal<String>, status: RwSignal<Option<Status>>, text: RwSignal<String>) -> impl IntoView {
    move || {
        let narrowed = status.get().is_some() || text.with(|text| !text.trim().is_empty());
        let all = move |()| {
            scope.set(Scope::All.name().to_owned());
            status.set(None);
        };
        let widen = move |()| {
            text.set(String::new());
            all(());
        };
        let in_all = scope.with(|name| name == Scope::All.name());
        match (narrowed, in_all) {
            (true, false) => view! {
                <EmptyState drawing=Drawing::Lens text=t("jobs.none_found")>
                    <Button label=t("jobs.look_in_all") on_press=all attr:data-testid="job-look-in-all"/>
                </EmptyState>
            }
            .into_any(),
            (true, true) => view! {
                <EmptyState drawing=Drawing::Lens text=t("jobs.none_found")>
                    <Button label=t("jobs.show_all") on_press=widen/>
                </EmptyState>
            }
            .into_any(),
            (false, false) => {
                let text = if scope.with(|name| name == Scope::Today.name()) { "jobs.none_today" } else { "jobs.none_mine" };
                view! {
                    <EmptyState drawing=Drawing::Calendar text=t(text)>
                        <Button label=t("jobs.show_all") on_press=widen/>
                    </EmptyState>
                }
                .into_any()
            }
            (false, true) => view! {
                <EmptyState drawing=Drawing::Clipboard text=t("jobs.none")>
                    <LinkButton label=t("jobs.new") href="/jobs/new"/>
                </EmptyState>
            }
            .into_any(),
        }
    }
}

/// The first moments of today and tomorrow.
fn today() -> (i64, i64) {
    let phone = use_ports().phone;
    let today = phone.day_start(phone.now());
    (today, phone.add_days(today, 1))
}
