//! A crew: its name, its lead, its people.

use domain::Entity;
use domain::ids::UserId;
use domain::people::{Crew, User};
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::{change_crew, create_crew};
use crate::features::saving::use_saving;
use crate::state::{Desk, use_desk};
use crate::ui::{Button, ButtonKind, Checkbox, Choice, SelectField, TextField};
use crate::words::t;

/// The form of one crew; of a new one without `id`.
#[component]
pub(super) fn CrewForm(
    /// Which.
    id: Option<Uuid>,
    /// The sheet around it: closed once the change is saved.
    open: RwSignal<bool>,
) -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let seen = id.and_then(|id| untrack(|| desk.get::<Crew>(Entity::Crew, id))).unwrap_or_default();
    let people = untrack(|| people(desk, &seen));
    let name = RwSignal::new(seen.name.clone());
    let lead = RwSignal::new(seen.lead.map(|lead| lead.to_string()).unwrap_or_default());
    let members = RwSignal::new(seen.members.clone());

    let none = Choice::new("", t("people.no_lead"));
    let leads: Vec<Choice> = std::iter::once(none)
        .chain(people.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())))
        .collect();
    let boxes: Vec<AnyView> = people.into_iter().map(|(id, name)| member_box(id, name, members)).collect();

    let save = move |()| {
        let lead: Option<UserId> = lead.read_untracked().parse().ok().map(UserId);
        let mut in_it = members.get_untracked();
        // The lead is one of them.
        in_it.extend(lead.filter(|lead| !in_it.contains(lead)));
        let name = saving.ports().0.with_value(|ports| ports.phone.clean(&name.read_untracked()));
        let wanted = Crew { name, lead, members: in_it };
        let edits = match id {
            Some(id) => change_crew(id, &seen, &wanted),
            None => create_crew(saving.ports().0.with_value(|ports| ports.phone.new_id()), &wanted),
        };
        if edits.is_empty() {
            return open.set(false);
        }
        saving.form(edits, move || {
            open.try_set(false);
            saving.say(t("people.saved"));
        });
    };
    view! {
        <div class="stack">
            <TextField
                label=t("people.crew_name") value=name error=saving.refused_field("name") maxlength=120 required=true
                attr:data-testid="crew-name"
            />
            <SelectField label=t("people.lead") value=lead choices=leads name="lead"/>
            <fieldset>
                <legend class="field-label">{t("people.who_is_in")}</legend>
                {boxes}
            </fieldset>
            {move || saving.refused().get().map(|words| view! { <p class="login-error" role="alert">{words}</p> })}
            <Button
                label=t("people.save") kind=ButtonKind::Primary block=true on_press=save busy=saving.busy()
                attr:data-testid="crew-save"
            />
        </div>
    }
    .into_any()
}

fn member_box(id: UserId, name: String, members: RwSignal<Vec<UserId>>) -> AnyView {
    let checked = Signal::derive(move || members.read().contains(&id));
    let change = move |on: bool| {
        members.update(|members| {
            members.retain(|member| *member != id);
            if on {
                members.push(id);
            }
        });
    };
    view! { <Checkbox label=name checked on_change=change/> }.into_any()
}

/// Who can be in the crew: everybody who works here, and whoever is in it.
fn people(desk: Desk, crew: &Crew) -> Vec<(UserId, String)> {
    let mut people = desk.read_all::<User>(Entity::User);
    people.retain(|(id, user)| user.active || crew.members.contains(&UserId(*id)));
    people.sort_by_cached_key(|(_, user)| user.name.to_lowercase());
    people.into_iter().map(|(id, user)| (UserId(id), user.name)).collect()
}
