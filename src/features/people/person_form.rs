//! What an admin changes of a person.

use domain::Entity;
use domain::ids::LocationId;
use domain::people::{Role, User};
use domain::stock::{Location, Place};
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::change_person;
use crate::features::saving::use_saving;
use crate::state::{Desk, use_desk};
use crate::ui::{Button, ButtonKind, Choice, Glyph, Icon, ListRow, SelectField, Switch, TextField};
use crate::words::{t, t_value};

/// Every role, for the list to pick from.
pub(super) const ROLES: [Role; 3] = [Role::Technician, Role::Dispatcher, Role::Admin];

/// The roles with their words; the values are their stable names.
pub(super) fn role_choices() -> Vec<Choice> {
    ROLES.iter().map(|role| Choice::new(role_name(*role), t_value("role", role))).collect()
}

/// The stable name of a role.
pub(super) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Admin => "admin",
        Role::Dispatcher => "dispatcher",
        Role::Technician => "technician",
    }
}

/// The role with this stable name.
pub(super) fn role_named(name: &str) -> Role {
    ROLES.into_iter().find(|role| role_name(*role) == name).unwrap_or_default()
}

/// The form of one person.
#[component]
pub(super) fn PersonForm(
    /// Who.
    id: Uuid,
    /// The sheet around it: closed once the change is saved.
    open: RwSignal<bool>,
) -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let seen = untrack(|| desk.get::<User>(Entity::User, id)).unwrap_or_default();
    // Nobody locks themselves out.
    let is_me = untrack(|| desk.me()).0 == id;

    let role = RwSignal::new(role_name(seen.role).to_owned());
    let title = RwSignal::new(seen.title.clone());
    let phone = RwSignal::new(seen.phone.clone());
    let email = RwSignal::new(seen.email.clone());
    let truck = RwSignal::new(seen.truck.map(|truck| truck.to_string()).unwrap_or_default());
    let active = RwSignal::new(seen.active);
    let trucks = untrack(|| truck_choices(desk));
    let name = seen.name.clone();

    let save = move |()| {
        let wanted = User {
            role: role_named(&role.read_untracked()),
            title: saving.ports().0.with_value(|ports| ports.phone.clean(&title.read_untracked())),
            phone: saving.ports().0.with_value(|ports| ports.phone.clean(&phone.read_untracked())),
            email: saving.ports().0.with_value(|ports| ports.phone.clean(&email.read_untracked())),
            truck: truck.read_untracked().parse().ok().map(LocationId),
            active: active.get_untracked(),
            ..seen.clone()
        };
        let edits = change_person(id, &seen, &wanted);
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
            <p class="strong">{name}</p>
            {(!is_me).then(|| view! {
                <SelectField label=t("people.role") value=role choices=role_choices() name="role"/>
            })}
            <TextField label=t("people.job_title") value=title error=saving.refused_field("title") maxlength=120/>
            <TextField
                label=t("people.phone") value=phone kind="tel" inputmode="tel" error=saving.refused_field("phone") maxlength=60
            />
            <TextField
                label=t("people.email") value=email kind="email" inputmode="email" autocapitalize="none"
                error=saving.refused_field("email") maxlength=120
            />
            <SelectField label=t("people.truck") value=truck choices=trucks name="truck"/>
            <div class="list">
                {(!is_me).then(|| view! {
                    <Switch
                        label=t("people.active") text=t("people.active_text") checked=active
                        on_change=move |on| active.set(on)
                    />
                })}
                <ListRow
                    title=t("people.account") href=format!("/people/{id}")
                    leading=view! { <Icon glyph=Glyph::Shield/> }.into_any() attr:data-testid="person-account"
                />
            </div>
            {move || saving.refused().get().map(|words| view! { <p class="login-error" role="alert">{words}</p> })}
            <Button
                label=t("people.save") kind=ButtonKind::Primary block=true on_press=save busy=saving.busy()
                attr:data-testid="person-save"
            />
        </div>
    }
    .into_any()
}

fn truck_choices(desk: Desk) -> Vec<Choice> {
    let mut trucks = desk.read_all::<Location>(Entity::Location);
    trucks.retain(|(_, location)| location.kind == Place::Truck);
    trucks.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    let none = Choice::new("", t("people.no_truck"));
    std::iter::once(none).chain(trucks.into_iter().map(|(id, truck)| Choice::new(id.to_string(), truck.name))).collect()
}
