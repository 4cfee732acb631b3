//! One note: what it says, who wrote it and when. Its author and the office may remove it.

use std::sync::Arc;

use domain::permission::{Act, Relation, allowed};
use domain::work_order::Note as Body;
use domain::{Entity, Row};
use leptos::prelude::*;

use super::actions::remove_note;
use super::open_order::use_open_order;
use super::people::use_names;
use crate::features::saving::use_saving;
use crate::features::sync_mark::SyncMark;
use crate::ui::{Avatar, Button, ButtonKind, Dialog, Glyph, IconButton};
use crate::words::t;

/// The note.
#[component]
pub(super) fn Note(row: Arc<Row>) -> impl IntoView {
    let order = use_open_order();
    let names = use_names();
    let saving = use_saving();
    let asking = RwSignal::new(false);
    let (id, key, by) = (row.id, row.key(), row.created);
    let text = row.read::<Body>().map(|note| note.text).unwrap_or_default();
    let name = Signal::derive(move || names.of(by.by));
    let may_remove = move || {
        let relation = if by.by == order.desk.me() { Relation::Own } else { Relation::Other };
        allowed(order.desk.actor().role, Act::Remove(Entity::Note), relation)
    };
    let remove = move |()| {
        asking.set(false);
        saving.tap(vec![remove_note(id)], move || saving.say(t("work_order.note_removed")));
    };
    view! {
        <li class="note" data-testid="note">
            <p class="prose">{text}</p>
            <p class="note-by">
                <Avatar name/>
                <span class="grow">{name} " · " {saving.ports().0.with_value(|ports| ports.phone.date_time(by.at))}</span>
                <SyncMark of=key/>
                {move || may_remove().then(|| view! {
                    <IconButton
                        glyph=Glyph::Trash
                        label=t("work_order.note_remove")
                        on_press=move |()| asking.set(true)
                        attr:data-testid="note-remove"
                    />
                })}
            </p>
            <Dialog open=asking title=t("work_order.note_remove_ask")>
                <p>{t("work_order.note_remove_text")}</p>
                <div class="dialog-actions">
                    <Button label=t("work_order.keep") on_press=move |()| asking.set(false)/>
                    <Button
                        label=t("work_order.note_remove")
                        kind=ButtonKind::Danger
                        on_press=remove
                        attr:data-testid="note-remove-yes"
                    />
                </div>
            </Dialog>
        </li>
    }
    .into_any()
}
