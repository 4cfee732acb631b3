//! Picking the template of a new checklist.

use domain::Entity;
use domain::checklist::Template;
use domain::ids::WorkOrderId;
use leptos::prelude::*;

use super::actions::start;
use crate::features::saving::use_saving;
use crate::state::use_desk;
use crate::ui::{ListRow, Sheet};
use crate::words::{t, t_count};

/// The sheet.
#[component]
pub(super) fn StartSheet(job: WorkOrderId, open: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let begin = move |template: &Template| {
        open.set(false);
        let id = saving.ports().0.with_value(|ports| ports.phone.new_id());
        saving.tap(vec![start(id, job, template)], || ());
    };
    let row = move |template: Template| {
        let text = t_count("checklist.steps", template.steps.len());
        let title = template.title.clone();
        view! { <ListRow title text on_press=move |()| begin(&template) attr:data-testid="template-row"/> }
    };
    let rows = move || {
        let mut templates = desk.read_all::<Template>(Entity::Template);
        templates.sort_by(|(_, a), (_, b)| a.title.cmp(&b.title));
        if templates.is_empty() {
            return view! { <p class="quiet">{t("checklist.no_templates")}</p> }.into_any();
        }
        view! { <div class="list">{templates.into_iter().map(|(_, template)| row(template)).collect_view()}</div> }
            .into_any()
    };
    view! {
        <Sheet open title=t("checklist.start") close_label=t("checklist.close")>
            {rows}
        </Sheet>
    }
    .into_any()
}
