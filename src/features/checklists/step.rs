//! One step: what to look at, three answers, room for a reading.

use domain::checklist::{Answer, Checklist, Finding};
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::{answer, put_back};
use super::step_note::StepNote;
use crate::features::saving::use_saving;
use crate::ui::{Glyph, Icon};
use crate::words::{t_value, t_with};

const FINDINGS: [(Finding, &str, &str, Glyph); 3] = [
    (Finding::Pass, "pass", "ok", Glyph::Check),
    (Finding::Fail, "fail", "trouble", Glyph::Close),
    (Finding::NotApplicable, "na", "neutral", Glyph::Minus),
];

/// The step.
#[component]
pub(super) fn Step(
    checklist: Uuid,
    key: String,
    text: String,
    list: Memo<Checklist>,
    /// Whether the person may answer it.
    may: Signal<bool>,
) -> impl IntoView {
    let saving = use_saving();
    let key = StoredValue::new(key);
    let given = Memo::new(move |_| list.with(|list| key.with_value(|key| list.answers.get(key).cloned())));
    let finding = Memo::new(move |_| given.with(|given| given.as_ref().map(|a| a.finding)));
    let choose = move |wanted: Finding| {
        let before: Option<Answer> = given.get_untracked();
        // A second tap on the same answer takes it back.
        let new = Some(wanted).filter(|wanted| before.as_ref().map(|a| a.finding) != Some(*wanted));
        let note = before.as_ref().map(|a| a.note.clone()).unwrap_or_default();
        let (edit, undo) = key.with_value(|key| {
            let note = if new.is_some() { note } else { String::new() };
            (answer(checklist, key, new, note), put_back(checklist, key, before.as_ref()))
        });
        let said = match new {
            Some(finding) => t_with("checklist.answered", &[("finding", &t_value("finding", &finding))]),
            None => crate::words::t("checklist.answer_removed").to_owned(),
        };
        saving.tap_with_undo(vec![edit], said, vec![undo]);
    };
    let button = move |(wanted, name, tone, glyph): (Finding, &'static str, &'static str, Glyph)| {
        view! {
            <button
                type="button"
                class="step-answer"
                data-tone=tone
                aria-pressed=move || (finding.get() == Some(wanted)).to_string()
                disabled=move || !may.get()
                data-testid=format!("answer-{name}")
                on:click=move |_| choose(wanted)
            >
                <Icon glyph/>
                {t_value("finding", &wanted)}
            </button>
        }
    };
    let name = move || FINDINGS.iter().find(|(f, ..)| Some(*f) == finding.get()).map(|(_, name, ..)| *name);
    view! {
        <li class="step" data-answer=move || name().unwrap_or_default() data-testid="step">
            <span class="step-text" id=key.with_value(|key| format!("{checklist}-{key}"))>{text}</span>
            <span class="step-answers" role="group" aria-labelledby=key.with_value(|key| format!("{checklist}-{key}"))>
                {FINDINGS.into_iter().map(button).collect_view()}
            </span>
            <StepNote checklist step=key given may/>
        </li>
    }
    .into_any()
}
