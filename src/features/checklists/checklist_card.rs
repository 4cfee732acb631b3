//! One checklist: how far it is, its steps, and the button that declares it complete.

use domain::checklist::Checklist;
use domain::{Entity, Key};
use leptos::prelude::*;
use uuid::Uuid;

use super::complete::Complete;
use super::step::Step;
use crate::features::sync_mark::SyncMark;
use crate::state::use_desk;
use crate::ui::{Chip, Glyph, ProgressBar, Tone};
use crate::words::{t, t_with};

/// The card. The browser's own `<details>` folds it away.
#[component]
pub(super) fn ChecklistCard(id: Uuid, may_answer: Signal<bool>) -> impl IntoView {
    let desk = use_desk();
    let list = Memo::new(move |_| desk.get::<Checklist>(Entity::Checklist, id).unwrap_or_default());
    let progress = Memo::new(move |_| list.with(|list| (list.steps.len() - list.open_steps(), list.steps.len())));
    let done = Memo::new(move |_| list.with(|list| list.completed.is_some()));
    let steps = Memo::new(move |_| list.with(|list| list.steps.clone()));
    let words = move || {
        let (answered, of) = progress.get();
        t_with("checklist.progress", &[("n", &answered.to_string()), ("of", &of.to_string())])
    };
    let percent = move || {
        let (answered, of) = progress.get();
        Some((answered * 100 / of.max(1)) as u8)
    };
    // Complete ones start folded; whoever answers the last step keeps it open under the thumb.
    let unfolded = !done.get_untracked();
    view! {
        <details class="card card-flush checklist" open=unfolded data-testid="checklist">
            <summary class="row">
                <span class="row-body">
                    <span class="row-title">{move || list.with(|list| list.title.clone())}</span>
                    <span class="row-text">{words}</span>
                    <SyncMark of=Key::new(Entity::Checklist, id)/>
                </span>
                {move || done.get().then(|| view! {
                    <Chip label=t("checklist.complete") tone=Tone::Ok icon=Glyph::CheckCircle/>
                })}
            </summary>
            <ProgressBar label=Signal::derive(words) percent=Signal::derive(percent)/>
            <ul class="checklist-steps">
                <For each=move || steps.get() key=|step| step.key.clone() let:step>
                    <Step checklist=id key=step.key text=step.text list may=may_answer/>
                </For>
            </ul>
            {move || (may_answer.get() && !done.get()).then(|| view! { <Complete id list/> })}
        </details>
    }
    .into_any()
}
