//! Which days, and the ways to the days beside them.

use leptos::prelude::*;

use super::span::Span;
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, Glyph, IconButton};
use crate::words::t;

/// The dates between two arrows, and a way back to today.
#[component]
pub(super) fn Turning(
    /// The first moments of the days, and of the day after.
    bounds: Memo<Vec<i64>>,
    /// One day or a week.
    span: Memo<Span>,
    /// Asks for a day; `None` is today.
    on_turn: Callback<Option<i64>>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let date = move |nth: usize| {
        let day = bounds.with(|bounds| bounds.get(nth).copied().unwrap_or_default());
        ports.0.with_value(|ports| ports.phone.date(day))
    };
    let dates = move || match span.get() {
        Span::Day => date(0),
        Span::Week => format!("{} – {}", date(0), date(6)),
    };
    let turn = move |way: i32| {
        let first = bounds.with_untracked(|bounds| bounds.first().copied().unwrap_or_default());
        let days = way * span.get_untracked().days();
        on_turn.run(Some(ports.0.with_value(|ports| ports.phone.add_days(first, days))));
    };
    let today = ports.0.with_value(|ports| ports.phone.day_start(ports.phone.now()));
    let away =
        move || bounds.with(|bounds| !bounds.iter().take(bounds.len().saturating_sub(1)).any(|day| *day == today));
    view! {
        <div class="time-week">
            <IconButton glyph=Glyph::Back label=t("schedule.earlier") on_press=move |()| turn(-1) attr:data-testid="schedule-earlier"/>
            <p class="grow strong" data-testid="schedule-dates">{dates}</p>
            <IconButton glyph=Glyph::Forward label=t("schedule.later") on_press=move |()| turn(1) attr:data-testid="schedule-later"/>
        </div>
        {move || away().then(|| view! {
            <Button label=t("schedule.today") kind=ButtonKind::Ghost on_press=move |()| on_turn.run(None)/>
        })}
    }
    .into_any()
}
