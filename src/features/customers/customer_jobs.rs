//! A customer's jobs, as the list of jobs shows them.

use std::collections::HashSet;

use domain::Entity;
use domain::ids::CustomerId;
use leptos::prelude::*;

use crate::features::jobs::JobRow;
use crate::state::{use_desk, use_order_lines};
use crate::ui::{Button, ButtonKind, SectionHeader};
use crate::words::t;

/// So many are shown at first.
const FIRST: usize = 10;

/// The section; nothing where there are no jobs.
#[component]
pub(super) fn CustomerJobs(customer: CustomerId) -> impl IntoView {
    let desk = use_desk();
    let orders = use_order_lines();
    let all = RwSignal::new(false);
    let lines = Memo::new(move |_| {
        let ids: HashSet<_> = desk.children(customer.0, Entity::WorkOrder).iter().map(|row| row.id).collect();
        let mut lines = orders
            .with(|orders| orders.0.lines.iter().filter(|line| ids.contains(&line.id.0)).cloned().collect::<Vec<_>>());
        // The latest first: that is what one asks a customer's record for.
        lines.reverse();
        lines
    });
    let rows = move || {
        let limit = if all.get() { usize::MAX } else { FIRST };
        lines.with(|lines| lines.iter().take(limit).map(|line| view! { <JobRow line=line.clone()/> }).collect_view())
    };
    let more = move || {
        (!all.get() && lines.with(|lines| lines.len() > FIRST)).then(|| {
            view! {
                <Button label=t("history.all") kind=ButtonKind::Ghost on_press=move |()| all.set(true)/>
            }
        })
    };
    move || {
        (!lines.with(Vec::is_empty)).then(|| {
            view! {
                <section class="wo-section" id="jobs">
                    <SectionHeader title=t("jobs.title")/>
                    <div class="list">{rows}</div>
                    {more}
                </section>
            }
        })
    }
}
