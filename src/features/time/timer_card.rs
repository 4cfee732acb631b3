//! The timer that runs: a clock with an amber edge, and a way to stop it.

use std::time::Duration;

use domain::ids::TimeEntryId;
use leptos::prelude::*;

use super::actions::{go_on, stop_edits};
use super::length::clock;
use super::running::{Running, running};
use super::ticking::use_now;
use crate::features::my_jobs;
use crate::features::saving::use_saving;
use crate::state::{PortsHandle, use_desk, use_order_lines};
use crate::ui::{Banner, Button, Glyph, Icon, LinkButton, Tone};
use crate::words::{t, t_value, t_with};

/// A timer that runs longer than this was forgotten.
const FORGOTTEN_MS: i64 = 12 * 3_600_000;

/// A card for the timer that runs, or for each when two phones started one. Nothing when none runs.
#[component]
pub fn TimerCards() -> impl IntoView {
    let desk = use_desk();
    let timers = Memo::new(move |_| running(desk));
    move || timers.get().into_iter().map(|timer| view! { <TimerCard timer/> }).collect_view()
}

#[component]
fn TimerCard(timer: Running) -> impl IntoView {
    let (ports, saving) = (expect_context::<PortsHandle>(), use_saving());
    let orders = use_order_lines();
    let now = use_now(Duration::from_secs(1));
    let (id, start, order) = (timer.id, timer.entry.start, timer.entry.work_order);
    let kind = t_value("time_kind", &timer.entry.kind);
    let job = move || order.and_then(|order| orders.with(|lines| my_jobs::name_of(&lines.0, order)));
    let href = order.map_or_else(|| format!("/time/{id}"), |order| format!("/jobs/{order}"));
    let timer = StoredValue::new(timer);
    let stop = move |()| {
        let (at, again) = ports.0.with_value(|ports| (ports.phone.now(), TimeEntryId(ports.phone.new_id())));
        let (edits, undo) =
            timer.with_value(|timer| (stop_edits(std::slice::from_ref(timer), at), go_on(timer, again, at)));
        let said = t_with("time.stopped", &[("length", &super::hours(at - start))]);
        saving.tap_with_undo(edits, said, undo);
    };
    let forgotten = Memo::new(move |_| now.get() - start > FORGOTTEN_MS);
    let since = ports.0.with_value(|ports| ports.phone.date_time(start));
    view! {
        <section class="today-timer" aria-label=t("time.running") data-testid="timer">
            <span class="today-clock">
                <Icon glyph=Glyph::Timer/>
                <time data-testid="timer-clock">{move || clock(now.get() - start)}</time>
            </span>
            <Button label=t("time.stop") icon=Glyph::Stop on_press=stop busy=saving.busy() attr:data-testid="timer-stop"/>
            <a class="today-job" href=href>
                <span class="today-kind">{kind}</span>
                {move || job().map(|job| format!(" · {job}"))}
            </a>
        </section>
        {move || forgotten.get().then(|| view! {
            <Banner text=t_with("time.forgotten", &[("since", &since)]) tone=Tone::Attention icon=Glyph::Alert>
                <LinkButton label=t("time.correct") href=format!("/time/{id}")/>
            </Banner>
        })}
    }
    .into_any()
}
