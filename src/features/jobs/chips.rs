//! The row of statuses to filter by, each with its count.

use domain::status::{ALL, Status};
use leptos::prelude::*;

use super::address::name_of;
use super::filter::Shown;
use crate::ui::FilterChip;
use crate::words::t_value;

/// One chip for each status that somebody stands in, and for the one that is chosen.
#[component]
pub fn StatusChips(
    /// What the list shows.
    shown: Memo<Shown>,
    /// The status that is chosen.
    chosen: RwSignal<Option<Status>>,
) -> impl IntoView {
    let offered = Memo::new(move |_| {
        let counts = shown.with(|shown| shown.counts);
        let offer = |(nth, status): &(usize, Status)| counts[*nth] > 0 || chosen.get() == Some(*status);
        ALL.into_iter().enumerate().filter(offer).collect::<Vec<_>>()
    });
    let chip = move |(nth, status): (usize, Status)| {
        let pressed = Signal::derive(move || chosen.get() == Some(status));
        let press = move |()| chosen.update(|now| *now = if *now == Some(status) { None } else { Some(status) });
        view! {
            <FilterChip
                label=t_value("status", &status)
                pressed
                on_press=press
                count=Signal::derive(move || shown.with(|shown| shown.counts[nth]))
                attr:data-testid=format!("filter-{}", name_of(status))
            />
        }
    };
    view! {
        <div class="chip-row">
            <For each=move || offered.get() key=|(nth, _)| *nth children=chip/>
        </div>
    }
    .into_any()
}
