//! The row of statuses to filter by, each with its count.

use domain::status::{ALL, Status};
use leptos::prelude::*;

use super::address::name_of;
use super::filter::Shown;
use crate::ui::FilterChip;
use crate::words::t_value;

/// One chip for each status that somebody stands in, and for the one that is chosen. The others are there, hidden: a search
/// brings them and takes them away with each key.
#[component]
pub fn StatusChips(
    /// What the list shows.
    shown: Memo<Shown>,
    /// The status that is chosen.
    chosen: RwSignal<Option<Status>>,
) -> impl IntoView {
    let chip = move |(nth, status): (usize, Status)| {
        let pressed = Signal::derive(move || chosen.get() == Some(status));
        let count = Memo::new(move |_| shown.with(|shown| shown.counts[nth]));
        let unused = move || count.get() == 0 && !pressed.get();
        let press = move |()| chosen.update(|now| *now = if *now == Some(status) { None } else { Some(status) });
        view! {
            <FilterChip
                label=t_value("status", &status)
                pressed
                on_press=press
                count
                attr:hidden=unused
                attr:data-testid=format!("filter-{}", name_of(status))
            />
        }
    };
    view! {
        <div class="chip-row">{ALL.into_iter().enumerate().map(chip).collect_view()}</div>
    }
    .into_any()
}
