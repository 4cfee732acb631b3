//! The schedule: a day or a week, own or everybody's.

use domain::Entity;
use domain::people::Company;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;

use super::by_day::ByDay;
use super::by_person::ByPerson;
use super::plan::plan;
use super::span::Span;
use super::turning::Turning;
use super::week_table::WeekTable;
use crate::features::frame::Frame;
use crate::state::permission::is_office;
use crate::state::{PortsHandle, use_desk, use_order_lines};
use crate::ui::{Choice, Drawing, EmptyState, Segmented};
use crate::words::t;

/// The page at `/schedule`; `?day=` and `?span=week` say which days.
#[component]
pub fn SchedulePage() -> impl IntoView {
    let (desk, ports, orders) = (use_desk(), expect_context::<PortsHandle>(), use_order_lines());
    let quiet = || NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
    let (asked_day, ask_day) = query_signal_with_options::<i64>("day", quiet());
    let (asked_span, ask_span) = query_signal_with_options::<String>("span", quiet());
    let today = ports.0.with_value(|ports| ports.phone.day_start(ports.phone.now()));
    let span = Memo::new(move |_| asked_span.with(|name| name.as_deref().map_or(Span::Day, Span::named)));
    let first = Memo::new(move |_| {
        desk.read_all::<Company>(Entity::Company).first().map_or(0, |(_, company)| company.week_start % 7)
    });
    let bounds = Memo::new(move |_| {
        let day = asked_day.get().unwrap_or(today);
        ports.0.with_value(|ports| span.get().bounds(&*ports.phone, day, first.get()))
    });
    let office = Memo::new(move |_| is_office(desk));
    let days = Memo::new(move |_| {
        let only = (!office.get()).then(|| desk.me());
        orders.with(|lines| plan(&lines.0, &bounds.read(), only))
    });
    let empty = Memo::new(move |_| days.read().iter().all(|day| day.visits.is_empty()));
    let chosen = RwSignal::new(span.get_untracked().name().to_owned());
    Effect::new(move |_| {
        let wanted = chosen.get();
        if wanted != span.get_untracked().name() {
            ask_span.set(Some(wanted));
        }
    });
    let spans = vec![Choice::new("day", t("schedule.day")), Choice::new("week", t("schedule.week"))];
    let body = move || match (empty.get(), office.get(), span.get()) {
        (true, ..) => view! { <EmptyState drawing=Drawing::Calendar text=t("schedule.empty")/> }.into_any(),
        (_, false, _) => view! { <ByDay days with_people=false/> }.into_any(),
        (_, true, Span::Day) => view! { <ByPerson days/> }.into_any(),
        (_, true, Span::Week) => view! {
            <div class="only-wide"><WeekTable days/></div>
            <div class="only-narrow"><ByDay days with_people=true/></div>
        }
        .into_any(),
    };
    view! {
        <Frame title=t("schedule.title") back="/today">
            <Segmented label=t("schedule.span") value=chosen choices=spans/>
            <Turning bounds span on_turn=Callback::new(move |day| ask_day.set(day))/>
            {body}
        </Frame>
    }
    .into_any()
}
