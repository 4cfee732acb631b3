//! Day after day: a technician's week, and anybody's on a narrow screen.

use leptos::prelude::*;

use super::plan::DayPlan;
use super::visit_row::rows;
use crate::features::jobs::day_words;
use crate::state::PortsHandle;
use crate::ui::SectionHeader;
use crate::words::t;

/// A section for each day; a free day says so in one quiet line.
#[component]
pub(super) fn ByDay(
    /// The days.
    days: Memo<Vec<DayPlan>>,
    /// Say who is on each visit.
    with_people: bool,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let section = move |day: DayPlan| {
        let title = ports.0.with_value(|ports| day_words(&*ports.phone, day.start));
        let body = if day.visits.is_empty() {
            view! { <p class="quiet small">{t("schedule.free")}</p> }.into_any()
        } else {
            rows(day.visits, with_people)
        };
        view! { <SectionHeader title/> {body} }
    };
    move || days.get().into_iter().map(section).collect_view()
}
