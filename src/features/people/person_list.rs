//! The list of people, and the sheet in which an admin changes one.

use domain::Entity;
use domain::people::{Crew, User};
use leptos::prelude::*;
use uuid::Uuid;

use super::person_form::PersonForm;
use crate::state::{Desk, use_desk};
use crate::ui::{Avatar, Chip, ListRow, Sheet, SkeletonRows, Tone};
use crate::words::{t, t_value};

/// A person and the names of their crews.
#[derive(Clone, PartialEq)]
struct Person {
    id: Uuid,
    user: User,
    crews: String,
}

/// Everybody, by name; those who left stand last.
#[component]
pub(super) fn PersonList(
    /// A tap opens a person for changes.
    admin: Memo<bool>,
) -> impl IntoView {
    let desk = use_desk();
    let people = Memo::new(move |_| people(desk));
    let (chosen, open) = (RwSignal::new(None::<Uuid>), RwSignal::new(false));
    let choose = Callback::new(move |id| {
        chosen.set(Some(id));
        open.set(true);
    });
    let rows = move || {
        let people = people.get();
        if people.is_empty() {
            return view! { <SkeletonRows count=6/> }.into_any();
        }
        let choose = admin.get().then_some(choose);
        let rows: Vec<AnyView> = people.into_iter().map(|person| row(person, choose)).collect();
        view! { <div class="list">{rows}</div> }.into_any()
    };
    view! {
        {rows}
        <Sheet open title=t("people.change") close_label=t("people.close")>
            {move || chosen.get().map(|id| view! { <PersonForm id open/> })}
        </Sheet>
    }
}

fn row(person: Person, choose: Option<Callback<Uuid>>) -> AnyView {
    let Person { id, user, crews } = person;
    let role = t_value("role", &user.role);
    let mut parts = vec![role, user.title, crews];
    // A dispatcher's trade is dispatching.
    parts.dedup();
    parts.retain(|part| !part.is_empty());
    let text = parts.join(" · ");
    let leading = view! { <Avatar name=user.name.clone()/> }.into_any();
    let trailing = (!user.active).then(|| view! { <Chip label=t("people.off") tone=Tone::Waiting/> }).into_any();
    match choose {
        Some(choose) => {
            let press = move |()| choose.run(id);
            view! { <ListRow title=user.name text leading trailing on_press=press attr:data-testid="person-row"/> }
                .into_any()
        }
        None => view! { <ListRow title=user.name text leading trailing attr:data-testid="person-row"/> }.into_any(),
    }
}

fn people(desk: Desk) -> Vec<Person> {
    let crews = desk.read_all::<Crew>(Entity::Crew);
    let person = |(id, user): (Uuid, User)| {
        let own = crews.iter().filter(|(_, crew)| crew.members.iter().any(|member| member.0 == id));
        let names: Vec<&str> = own.map(|(_, crew)| crew.name.as_str()).collect();
        Person { id, crews: names.join(", "), user }
    };
    let mut people: Vec<Person> = desk.read_all::<User>(Entity::User).into_iter().map(person).collect();
    people.sort_by_cached_key(|person| (!person.user.active, person.user.name.to_lowercase()));
    people
}
