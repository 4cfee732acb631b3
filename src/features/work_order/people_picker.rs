//! Who goes: everybody who may sign in, to tick.

use domain::Entity;
use domain::people::User;
use leptos::prelude::*;
use uuid::Uuid;

use super::people::use_names;
use crate::state::use_desk;
use crate::ui::Checkbox;
use crate::words::t;

/// The list, folded behind the names of those who are ticked.
#[component]
pub(super) fn PeoplePicker(
    /// Identifiers of those who are ticked, with spaces between.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let desk = use_desk();
    let names = use_names();
    let people = Memo::new(move |_| {
        let mut people = desk.read_all::<User>(Entity::User);
        people.retain(|(_, user)| user.active);
        // The field first, then by name.
        people.sort_by_cached_key(|(id, user)| (user.role.is_office(), user.name.to_lowercase(), *id));
        people.into_iter().map(|(id, user)| (id, user.name, user.title)).collect::<Vec<_>>()
    });
    let summary = move || {
        let ids: Vec<_> = chosen.with(|text| text.split_whitespace().filter_map(|id| id.parse().ok()).collect());
        let ids: Vec<_> = ids.into_iter().map(domain::ids::UserId).collect();
        if ids.is_empty() { t("work_order.nobody").to_owned() } else { names.list(&ids) }
    };
    let row = move |(id, name, title): (Uuid, String, String)| {
        let label = if title.is_empty() { name } else { format!("{name} · {title}") };
        let ticked = Signal::derive(move || chosen.with(|text| has(text, id)));
        view! { <Checkbox label checked=ticked on_change=move |on| chosen.update(|text| tick(text, id, on))/> }
    };
    view! {
        <details class="card card-flush people-picker" data-testid="people-picker">
            <summary class="row">
                <span class="row-body">
                    <span class="row-title">{t("field.assignees")}</span>
                    <span class="row-text">{summary}</span>
                </span>
            </summary>
            <div class="people-list">
                <For each=move || people.get() key=|(id, ..)| *id children=row/>
            </div>
        </details>
    }
    .into_any()
}

fn has(text: &str, id: Uuid) -> bool {
    text.split_whitespace().any(|one| one.parse() == Ok(id))
}

fn tick(text: &mut String, id: Uuid, on: bool) {
    let mut ids: Vec<String> = text.split_whitespace().filter(|one| one.parse() != Ok(id)).map(str::to_owned).collect();
    if on {
        ids.push(id.to_string());
    }
    *text = ids.join(" ");
}
