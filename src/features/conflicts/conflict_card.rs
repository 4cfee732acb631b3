//! A conflict, wherever it is looked at: in the list, and on the job that it is about.

use domain::Entity;
use domain::conflict::{Choice, Conflict, Resolution};
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::settle;
use super::open_conflicts::may_settle;
use super::value_side::value_side;
use crate::features::saving::{Saving, use_saving};
use crate::features::sync_center::{field_words, row_name};
use crate::state::{Desk, use_desk};
use crate::words::{t, t_with};

/// Both values of one field with their authors, and the choice. Draws nothing once it is settled.
#[component]
pub fn ConflictCard(
    /// Which conflict.
    id: Uuid,
    /// Leads to the job; not wanted on the job's own page.
    #[prop(optional)]
    with_subject: bool,
) -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let open = Memo::new(move |_| {
        desk.get::<Conflict>(Entity::Conflict, id).filter(|conflict| conflict.resolution == Resolution::Open)
    });
    move || open.get().map(|conflict| card(desk, saving, id, conflict, with_subject))
}

fn card(desk: Desk, saving: Saving, id: Uuid, conflict: Conflict, with_subject: bool) -> AnyView {
    let may = may_settle(desk, &conflict);
    let choose = |choice: Choice| {
        let conflict = conflict.clone();
        may.then(|| {
            Callback::new(move |()| {
                saving.tap(vec![settle(id, &conflict, choice)], move || saving.say(t("conflict.settled")));
            })
        })
    };
    let (keep, take) = (choose(Choice::Keep), choose(Choice::TakeOther));
    let field = t_with("conflict.field", &[("field", &field_words(&conflict.field))]);
    view! {
        <div class="clash" data-testid="conflict-card">
            {with_subject.then(|| subject(desk, &conflict))}
            <p class="strong">{field}</p>
            <div class="clash-values">
                {value_side(&conflict, false, keep, saving.busy())}
                {value_side(&conflict, true, take, saving.busy())}
            </div>
            {(!may).then(|| view! { <p class="small quiet">{t("conflict.office_settles")}</p> })}
        </div>
    }
    .into_any()
}

/// What the conflict is about, as a link where there is a page for it.
fn subject(desk: Desk, conflict: &Conflict) -> AnyView {
    let key = conflict.subject;
    let name = row_name(desk, key).unwrap_or_else(|| t("value.unknown").to_owned());
    let place = match key.entity {
        Entity::WorkOrder => Some(format!("/jobs/{}", key.id)),
        Entity::Customer => Some(format!("/customers/{}", key.id)),
        Entity::Item => Some(format!("/items/{}", key.id)),
        _ => conflict.work_order.map(|job| format!("/jobs/{job}")),
    };
    match place {
        Some(href) => view! { <h2><a href=href>{name}</a></h2> }.into_any(),
        None => view! { <h2>{name}</h2> }.into_any(),
    }
}
