//! Notes: written once, never changed. A half-written one waits for its author, whatever happens meanwhile.

use std::cmp::Reverse;

use domain::Entity;
use domain::permission::Act;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use serde_json::Map;

use super::actions::add_note;
use super::note::Note;
use super::open_order::use_open_order;
use crate::features::form::{Form, plain_text};
use crate::features::saving::use_saving;
use crate::ui::{Button, SectionHeader, TextArea};
use crate::words::t;

/// The section.
#[component]
pub(super) fn Notes() -> impl IntoView {
    let order = use_open_order();
    let may = order.allows(Act::Create(Entity::Note));
    let rows = Memo::new(move |_| {
        let mut rows = order.desk.children(order.id.0, Entity::Note);
        rows.sort_by_key(|row| Reverse((row.created.at, row.id)));
        rows
    });
    view! {
        <section class="wo-section" id="notes">
            <SectionHeader title=t("work_order.notes")/>
            {move || may.get().then(|| view! { <NewNote/> })}
            <ul class="notes">
                <For each=move || rows.get() key=|row| row.id let:row>
                    <Note row/>
                </For>
            </ul>
        </section>
    }
    .into_any()
}

/// Where a note is written.
#[component]
fn NewNote() -> impl IntoView {
    let order = use_open_order();
    let saving = use_saving();
    let form = Form::open(format!("note:{}", order.id), &["text"], Map::new(), |_, seen, name| plain_text(seen, name));
    let text = form.field("text");
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let written = form.text("text");
        if written.is_empty() {
            return;
        }
        let id = saving.ports().0.with_value(|ports| ports.phone.new_id());
        saving.form(vec![add_note(id, order.id, written)], move || {
            form.start_over();
            saving.say(t("work_order.note_saved"));
        });
    };
    view! {
        <form class="stack" novalidate=true on:submit=add>
            <TextArea
                label=t("work_order.new_note")
                value=text
                rows=2
                error=saving.refused()
                name="note"
                maxlength=20_000
                attr:data-testid="note-text"
            />
            <Button
                label=t("work_order.add_note")
                submit=true
                busy=saving.busy()
                disabled=Signal::derive(move || text.with(|text| text.trim().is_empty()))
                attr:data-testid="note-add"
            />
        </form>
    }
    .into_any()
}
