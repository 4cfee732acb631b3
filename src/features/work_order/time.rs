//! The person's own time on this job, and the timer. One timer runs at a time: starting one stops the other.

use std::cmp::Reverse;

use domain::Entity;
use domain::ids::TimeEntryId;
use domain::permission::Act;
use domain::time_entry::{TimeEntry, TimeKind};
use leptos::prelude::*;
use uuid::Uuid;

use super::open_order::{OpenOrder, use_open_order};
use super::time_row::TimeRow;
use crate::features::my_jobs::rank;
use crate::features::saving::{Saving, use_saving};
use crate::features::time::{Running, running, start_edits, stop_edits};
use crate::ui::{Button, Glyph, SectionHeader};
use crate::words::{t, t_value, t_with};

/// The section; nothing on a job that is not under way and on which the person has no time.
#[component]
pub(super) fn Time() -> impl IntoView {
    let order = use_open_order();
    let saving = use_saving();
    let entries = Memo::new(move |_| own_entries(order));
    let timers = Memo::new(move |_| running(order.desk));
    let here = Memo::new(move |_| {
        timers.with(|timers| {
            timers.iter().find(|timer| timer.entry.work_order == Some(order.id)).map(|timer| timer.entry.kind)
        })
    });
    let may = order.allows(Act::Time);
    // On a job that is not under way a timer would only be a slip of the thumb.
    let under_way = Memo::new(move |_| rank(order.with(|order| order.status)).is_some());
    let offer = move |kind: TimeKind, label: &'static str, icon: Glyph, test_id: &'static str| {
        (under_way.get() && here.get() != Some(kind)).then(|| view! {
            <Button label=t(label) icon on_press=move |()| start(order, saving, timers, kind) attr:data-testid=test_id/>
        })
    };
    let buttons = move || {
        view! {
            <div class="grid-2">
                {move || offer(TimeKind::Travel, "work_order.start_travel", Glyph::Car, "timer-travel")}
                {move || offer(TimeKind::Work, "work_order.start_work", Glyph::Play, "timer-work")}
                {move || here.get().map(|_| view! {
                    <Button
                        label=t("work_order.stop_timer")
                        icon=Glyph::Stop
                        on_press=move |()| stop(order, saving, timers)
                        attr:data-testid="order-timer-stop"
                    />
                })}
            </div>
        }
    };
    let any = Memo::new(move |_| under_way.get() || !entries.with(Vec::is_empty));
    let section = move || {
        view! {
            <section class="wo-section" id="time">
                <SectionHeader title=t("work_order.time")/>
                {move || may.get().then(buttons)}
                {move || (!entries.with(Vec::is_empty)).then(|| view! {
                    <div class="list">
                        <For each=move || entries.get() key=|(id, entry)| (*id, entry.end, entry.start) let:((id, entry))>
                            <TimeRow id entry/>
                        </For>
                    </div>
                })}
            </section>
        }
    };
    move || any.get().then(section)
}

/// The person's own entries on this job, the latest first.
fn own_entries(order: OpenOrder) -> Vec<(Uuid, TimeEntry)> {
    let rows = order.desk.children(order.desk.me().0, Entity::TimeEntry);
    let mut entries: Vec<(Uuid, TimeEntry)> = rows.iter().filter_map(|row| Some((row.id, row.read()?))).collect();
    entries.retain(|(_, entry)| entry.work_order == Some(order.id));
    entries.sort_by_key(|(id, entry)| Reverse((entry.start, *id)));
    entries
}

fn start(order: OpenOrder, saving: Saving, timers: Memo<Vec<Running>>, kind: TimeKind) {
    let (id, at) = saving.ports().0.with_value(|ports| (TimeEntryId(ports.phone.new_id()), ports.phone.now()));
    let said = t_with("work_order.timer_started", &[("kind", &t_value("time_kind", &kind))]);
    let edits = timers.with_untracked(|timers| start_edits(id, kind, Some(order.id), timers, at));
    saving.tap(edits, move || saving.say(said));
}

fn stop(order: OpenOrder, saving: Saving, timers: Memo<Vec<Running>>) {
    let at = saving.ports().0.with_value(|ports| ports.phone.now());
    let own: Vec<Running> = timers.with_untracked(|timers| {
        timers.iter().filter(|timer| timer.entry.work_order == Some(order.id)).cloned().collect()
    });
    saving.tap(stop_edits(&own, at), move || saving.say(t("work_order.timer_stopped")));
}
