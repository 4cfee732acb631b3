//! One day, person by person: the office's view. What nobody is on comes first.

use domain::Entity;
use domain::ids::UserId;
use domain::people::User;
use leptos::prelude::*;

use super::plan::{DayPlan, people};
use super::visit_row::rows;
use crate::state::{Desk, use_desk};
use crate::ui::SectionHeader;
use crate::words::{t, t_count};

/// A section for each person with a visit, by name.
#[component]
pub(super) fn ByPerson(
    /// The day, as the only one.
    days: Memo<Vec<DayPlan>>,
) -> impl IntoView {
    let desk = use_desk();
    move || {
        let days = days.get();
        let Some(day) = days.first() else { return ().into_any() };
        let section = |title: String, who: Option<UserId>| {
            let visits = day.of(who);
            (!visits.is_empty()).then(|| {
                let count = t_count("schedule.visits", visits.len());
                view! {
                    <SectionHeader title><span class="quiet small">{count}</span></SectionHeader>
                    {rows(visits, false)}
                }
            })
        };
        let everybody =
            named(desk, people(&days)).into_iter().map(|(name, who)| section(name, Some(who))).collect_view();
        view! { {section(t("schedule.unassigned").to_owned(), None)} {everybody} }.into_any()
    }
}

/// People with their names, by name.
pub(super) fn named(desk: Desk, people: Vec<UserId>) -> Vec<(String, UserId)> {
    let name = |who: UserId| desk.get::<User>(Entity::User, who.0).map(|user| user.name).unwrap_or_default();
    let mut named: Vec<(String, UserId)> = people.into_iter().map(|who| (name(who), who)).collect();
    named.sort();
    named
}
