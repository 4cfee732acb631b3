//! Which week, and what it adds up to.

use leptos::prelude::*;

use super::length::hours;
use crate::state::PortsHandle;
use crate::ui::{Glyph, IconButton};
use crate::words::t;

/// The week's first and last day, the total, and the ways to the weeks beside it.
#[component]
pub(super) fn WeekHeader(
    /// The first moments of the seven days, and of the day after.
    bounds: Memo<Vec<i64>>,
    /// What counts, in milliseconds.
    #[prop(into)]
    worked: Signal<i64>,
    /// Asks for the week that many days away.
    on_turn: Callback<i32>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let date = move |nth: usize| {
        bounds.with(|bounds| {
            let day = bounds.get(nth).copied().unwrap_or_default();
            ports.0.with_value(|ports| ports.phone.date(day))
        })
    };
    view! {
        <div class="time-week">
            <IconButton glyph=Glyph::Back label=t("time.earlier") on_press=move |()| on_turn.run(-7)/>
            <div class="grow">
                <p class="strong">{move || format!("{} – {}", date(0), date(6))}</p>
                <p class="time-total">
                    <b class="number" data-testid="week-total">{move || hours(worked.get())}</b>
                    " " {t("time.of_week")}
                </p>
            </div>
            <IconButton glyph=Glyph::Forward label=t("time.later") on_press=move |()| on_turn.run(7)/>
        </div>
    }
    .into_any()
}
