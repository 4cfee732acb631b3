//! What else is known: type, people, permit.

use domain::Entity;
use domain::permission::Act;
use leptos::prelude::*;

use super::open_order::{OpenOrder, use_open_order};
use super::people::{Names, use_names};
use crate::ui::{ButtonKind, Glyph, LinkButton, SectionHeader};
use crate::words::{t, t_value};

/// The section.
#[component]
pub(super) fn Facts() -> impl IntoView {
    let order = use_open_order();
    let names = use_names();
    let may_edit = order.allows(Act::Set(Entity::WorkOrder, "title"));
    let edit = move || {
        may_edit.get().then(|| {
            view! {
                <LinkButton
                    label=t("work_order.edit")
                    href=format!("/jobs/{}/edit", order.id)
                    kind=ButtonKind::Ghost
                    icon=Glyph::Edit
                    attr:data-testid="order-edit"
                />
            }
        })
    };
    view! {
        <section class="wo-section" id="facts">
            <SectionHeader title=t("work_order.facts")>{edit}</SectionHeader>
            <div class="card">
                <dl class="facts">{move || facts(order, names).into_iter().map(fact).collect_view()}</dl>
            </div>
        </section>
    }
    .into_any()
}

/// Name and value of what is filled in.
fn facts(order: OpenOrder, names: Names) -> Vec<(&'static str, String)> {
    let people = names.list(&order.with(|order| order.assignees.clone()));
    order.with(|order| {
        let wage = if order.prevailing_wage { t("work_order.yes").to_owned() } else { String::new() };
        let all = [
            ("field.kind", t_value("kind", &order.kind)),
            ("field.priority", t_value("priority", &order.priority)),
            ("field.assignees", if people.is_empty() { t("work_order.nobody").to_owned() } else { people }),
            ("field.permit", order.permit.clone()),
            ("field.code_edition", order.code_edition.clone()),
            ("field.prevailing_wage", wage),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    })
}

fn fact((name, value): (&'static str, String)) -> AnyView {
    view! { <div><dt>{t(name)}</dt><dd>{value}</dd></div> }.into_any()
}
