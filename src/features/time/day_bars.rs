//! The days of a week, each with a bar as high as its hours.

use leptos::prelude::*;

use super::length::hours;
use super::week::Week;
use crate::state::PortsHandle;
use crate::words::t_named;

/// A bar is full at ten hours.
const FULL_MINUTES: i64 = 600;

/// Seven buttons. They stand still while the hours in them grow, so that the focus stays where it is.
#[component]
pub(super) fn DayBars(
    /// The first moments of the seven days, and of the day after.
    bounds: Memo<Vec<i64>>,
    /// The week.
    week: Memo<Week>,
    /// The first moment of the day that is shown.
    #[prop(into)]
    shown: Signal<i64>,
    /// The first moment of today.
    today: i64,
    /// Asks for a day.
    on_pick: Callback<i64>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let bar = move |start: i64| {
        let (weekday, date) = ports.0.with_value(|ports| (ports.phone.weekday(start), ports.phone.date(start)));
        let worked = move || week.with(|week| week.day(start).map_or(0, |day| day.worked));
        view! {
            <button
                type="button"
                class="time-day"
                aria-label=move || format!("{date}, {}", hours(worked()))
                aria-pressed=move || (shown.get() == start).to_string()
                aria-current=(start == today).then_some("date")
                on:click=move |_| on_pick.run(start)
            >
                <span>{t_named(&format!("weekday.{weekday}"))}</span>
                <meter
                    class="time-bar"
                    aria-hidden="true"
                    max=FULL_MINUTES.to_string()
                    value=move || (worked() / 60_000).to_string()
                ></meter>
                <span class="number">{move || hours(worked())}</span>
            </button>
        }
    };
    let bars = move || bounds.with(|bounds| bounds.iter().take(7).map(|start| bar(*start)).collect_view());
    view! { <div class="time-days">{bars}</div> }.into_any()
}
