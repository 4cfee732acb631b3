//! The section of a work order that holds its checklists.

use domain::Entity;
use domain::ids::WorkOrderId;
use leptos::prelude::*;

use super::checklist_card::ChecklistCard;
use super::start_sheet::StartSheet;
use crate::state::use_desk;
use crate::ui::{Button, Glyph, SectionHeader};
use crate::words::t;

/// The section.
#[component]
pub fn ChecklistsSection(
    /// Which work order.
    job: WorkOrderId,
    /// Whether the person may start one.
    may_start: Signal<bool>,
    /// Whether the person may answer steps.
    may_answer: Signal<bool>,
) -> impl IntoView {
    let desk = use_desk();
    let open = RwSignal::new(false);
    let started = Memo::new(move |_| {
        let mut rows = desk.children(job.0, Entity::Checklist);
        rows.sort_by_key(|row| (row.created.at, row.id));
        rows.iter().map(|row| row.id).collect::<Vec<_>>()
    });
    view! {
        <section class="wo-section" id="checklist">
            <SectionHeader title=t("checklist.title")/>
            <For each=move || started.get() key=|id| *id let:id>
                <ChecklistCard id may_answer/>
            </For>
            {move || may_start.get().then(|| view! {
                <Button
                    label=t("checklist.start")
                    icon=Glyph::Checklist
                    on_press=move |()| open.set(true)
                    attr:data-testid="checklist-start"
                />
            })}
            <StartSheet job open/>
        </section>
    }
    .into_any()
}
