//! A reading or a remark beside an answer.

use domain::checklist::Answer;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::answer;
use crate::features::saving::use_saving;
use crate::ui::{Button, ButtonKind, Glyph, TextArea};
use crate::words::t;

/// The remark, and a field for it once asked for. Offered only where there is an answer to remark on.
#[component]
pub(super) fn StepNote(
    checklist: Uuid,
    step: StoredValue<String>,
    given: Memo<Option<Answer>>,
    may: Signal<bool>,
) -> impl IntoView {
    let writing = RwSignal::new(false);
    let note = Memo::new(move |_| given.with(|given| given.as_ref().map(|a| a.note.clone())));
    let read = move |note: String| {
        let label = if note.is_empty() { t("checklist.add_note") } else { t("checklist.change_note") };
        view! {
            {(!note.is_empty()).then(|| view! { <span class="step-note prose">{note}</span> })}
            {move || may.get().then(|| view! {
                <Button
                    label
                    kind=ButtonKind::Ghost
                    icon=Glyph::Note
                    on_press=move |()| writing.set(true)
                    attr:data-testid="step-note"
                />
            })}
        }
        .into_any()
    };
    move || match (note.get(), writing.get()) {
        (None, _) => ().into_any(),
        (Some(note), false) => read(note),
        (Some(_), true) => view! { <NoteForm checklist step given writing/> }.into_any(),
    }
}

#[component]
fn NoteForm(
    checklist: Uuid,
    step: StoredValue<String>,
    given: Memo<Option<Answer>>,
    writing: RwSignal<bool>,
) -> impl IntoView {
    let saving = use_saving();
    let text = RwSignal::new(given.with_untracked(|given| given.as_ref().map(|a| a.note.clone()).unwrap_or_default()));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let note = saving.ports().0.with_value(|ports| ports.phone.clean(&text.get_untracked()));
        let finding = given.with_untracked(|given| given.as_ref().map(|a| a.finding));
        let edit = step.with_value(|step| answer(checklist, step, finding, note));
        saving.form(vec![edit], move || {
            writing.try_set(false);
        });
    };
    view! {
        <form class="stack" novalidate=true on:submit=save>
            <TextArea label=t("checklist.note") value=text rows=2 error=saving.refused() name="step-note" maxlength=2000/>
            <Button label=t("checklist.save_note") submit=true busy=saving.busy() attr:data-testid="step-note-save"/>
        </form>
    }
    .into_any()
}
