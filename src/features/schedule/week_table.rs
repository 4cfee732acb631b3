//! A week of everybody as a table, for wide screens: people down, days across.

use std::sync::Arc;

use domain::ids::UserId;
use leptos::prelude::*;

use super::by_person::named;
use super::plan::{DayPlan, people};
use crate::state::{OrderLine, PortsHandle, use_desk};
use crate::words::t;

/// The table. What nobody is on is the first row.
#[component]
pub(super) fn WeekTable(
    /// The seven days.
    days: Memo<Vec<DayPlan>>,
) -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let heads = move || {
        days.with(|days| {
            let date = |day: &DayPlan| ports.0.with_value(|ports| ports.phone.date(day.start));
            days.iter().map(|day| view! { <th scope="col">{date(day)}</th> }).collect_view()
        })
    };
    let row = move |name: String, who: Option<UserId>| {
        let cells = days.with(|days| days.iter().map(|day| cell(ports, day.of(who))).collect_view());
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let body = move || {
        let (people, open) = days.with(|days| (people(days), days.iter().any(|day| !day.of(None).is_empty())));
        let everybody = named(desk, people).into_iter().map(|(name, who)| row(name, Some(who))).collect_view();
        view! { {open.then(|| row(t("schedule.unassigned").to_owned(), None))} {everybody} }
    };
    view! {
        <table class="table schedule-table">
            <thead><tr><th scope="col"><span class="visually-hidden">{t("schedule.person")}</span></th>{heads}</tr></thead>
            <tbody>{body}</tbody>
        </table>
    }
    .into_any()
}

fn cell(ports: PortsHandle, visits: Vec<Arc<OrderLine>>) -> AnyView {
    let visit = |line: Arc<OrderLine>| {
        let start = line.window.map(|window| ports.0.with_value(|ports| ports.phone.time(window.start)));
        let label = format!("{} {}", start.unwrap_or_default(), line.customer);
        view! { <a class="schedule-visit" href=format!("/jobs/{}", line.id)>{label}</a> }
    };
    view! { <td>{visits.into_iter().map(visit).collect_view()}</td> }.into_any()
}
