//! The person's own time on this job, and the timer. One timer runs at a time: starting one stops the other.

use std::cmp::Reverse;

use domain::ids::TimeEntryId;
use domain::permission::Act;
use domain::time_entry::{TimeEntry, TimeKind};
use domain::Entity;
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::{start_timer, stop_timer};
use super::open_order::{OpenOrder, use_open_order};
use super::time_row::TimeRow;
use crate::features::saving::{Saving, use_saving};
use crate::ui::{Button, Glyph, SectionHeader};
use crate::words::{t, t_with};

type Entries = Vec<(Uuid, TimeEntry)>;

/// The section.
#[component]
pub(super) fn Time() -> impl IntoView {
    let order = use_open_order();
    let saving = use_saving();
    let own = Memo::new(move |_| own_entries(order));
    let here = Memo::new(move |_| {
        own.with(|own| own.iter().filter(|(_, entry)| entry.work_order == Some(order.id)).cloned().collect::<Entries>())
    });
    let running = Memo::new(move |_| here.with(|here| here.iter().find(|(_, e)| e.end.is_none()).map(|(id, e)| (*id, e.kind))));
    let may = order.allows(Act::Time);
    let start = move |kind: TimeKind| move |()| start_one(order, saving, own, kind);
    let buttons = move || {
        let kind = running.get().map(|(_, kind)| kind);
        view! {
            <div class="grid-2">
                {(kind != Some(TimeKind::Travel)).then(|| view! {
                    <Button
                        label=t("work_order.start_travel")
                        icon=Glyph::Truck
                        on_press=start(TimeKind::Travel)
                        attr:data-testid="timer-travel"
                    />
                })}
                {(kind != Some(TimeKind::Work)).then(|| view! {
                    <Button
                        label=t("work_order.start_work")
                        icon=Glyph::Play
                        on_press=start(TimeKind::Work)
                        attr:data-testid="timer-work"
                    />
                })}
                {running.get().map(|(id, _)| view! {
                    <Button
                        label=t("work_order.stop_timer")
                        icon=Glyph::Stop
                        on_press=move |()| stop_one(saving, TimeEntryId(id))
                        attr:data-testid="timer-stop"
                    />
                })}
            </div>
        }
    };
    view! {
        <section class="wo-section" id="time">
            <SectionHeader title=t("work_order.time")/>
            {move || may.get().then(buttons)}
            {move || (!here.with(Vec::is_empty)).then(|| view! {
                <div class="list">
                    <For each=move || here.get() key=|(id, entry)| (*id, entry.end, entry.start) let:((id, entry))>
                        <TimeRow id entry/>
                    </For>
                </div>
            })}
        </section>
    }
    .into_any()
}

/// The person's own entries, the latest first.
fn own_entries(order: OpenOrder) -> Entries {
    let rows = order.desk.children(order.desk.me().0, Entity::TimeEntry);
    let mut entries: Entries = rows.iter().filter_map(|row| Some((row.id, row.read()?))).collect();
    entries.sort_by_key(|(id, entry)| Reverse((entry.start, *id)));
    entries
}

fn start_one(order: OpenOrder, saving: Saving, own: Memo<Entries>, kind: TimeKind) {
    let (new, now) = saving.ports().0.with_value(|ports| (TimeEntryId(ports.work.new_id()), ports.phone.now()));
    let running: Vec<TimeEntryId> =
        own.with_untracked(|own| own.iter().filter(|(_, e)| e.end.is_none()).map(|(id, _)| TimeEntryId(*id)).collect());
    let said = t_with("work_order.timer_started", &[("kind", &crate::words::t_value("time_kind", &kind))]);
    saving.tap(start_timer(new, &running, order.id, kind, now), move || saving.say(said));
}

fn stop_one(saving: Saving, id: TimeEntryId) {
    let now = saving.ports().0.with_value(|ports| ports.phone.now());
    saving.tap(vec![stop_timer(id, now)], move || saving.say(t("work_order.timer_stopped")));
}
