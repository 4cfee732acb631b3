//! One visit.

use std::sync::Arc;

use domain::Entity;
use domain::people::User;
use leptos::prelude::*;

use crate::features::jobs::StatusChip;
use crate::state::{Desk, OrderLine, PortsHandle, use_desk};
use crate::ui::{Chip, Glyph, Tone};
use crate::words::t;

/// A row that leads to the job.
#[component]
pub(super) fn VisitRow(
    /// The job.
    line: Arc<OrderLine>,
    /// Say who is on it.
    #[prop(optional)]
    with_people: bool,
) -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let time = |at| ports.0.with_value(|ports| ports.phone.time(at));
    let (start, end) = line.window.map_or_else(Default::default, |window| (time(window.start), time(window.end)));
    let place = if line.town.is_empty() { line.title.clone() } else { format!("{} · {}", line.town, line.title) };
    let people = with_people.then(|| untrack(|| names(desk, &line)));
    let nobody = line.assignees.is_empty();
    view! {
        <a class="row row-link day-row" href=format!("/jobs/{}", line.id) data-testid="visit">
            <span class="day-time"><time>{start}</time><br/><time class="quiet">{end}</time></span>
            <span class="row-body">
                <span class="row-title">{line.customer.clone()}</span>
                <span class="row-text">{place}</span>
                {people.filter(|text| !text.is_empty()).map(|text| view! { <span class="row-text">{text}</span> })}
                <span class="cluster">
                    <StatusChip status=line.status/>
                    {nobody.then(|| view! { <Chip label=t("schedule.nobody") tone=Tone::Attention icon=Glyph::User/> })}
                </span>
            </span>
        </a>
    }
    .into_any()
}

fn names(desk: Desk, line: &OrderLine) -> String {
    let name = |id: &domain::ids::UserId| desk.get::<User>(Entity::User, id.0).map(|user| user.name);
    line.assignees.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

/// Visits in a white card.
pub(super) fn rows(visits: Vec<Arc<OrderLine>>, with_people: bool) -> AnyView {
    let rows = visits.into_iter().map(|line| view! { <VisitRow line with_people/> }).collect_view();
    view! { <div class="list">{rows}</div> }.into_any()
}
