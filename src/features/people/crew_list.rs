//! The crews, and the sheet in which the office puts one together.

use domain::Entity;
use domain::people::{Crew, User};
use leptos::prelude::*;
use uuid::Uuid;

use super::crew_form::CrewForm;
use crate::state::permission::is_office;
use crate::state::{Desk, use_desk};
use crate::ui::{Button, ButtonKind, Glyph, ListRow, SectionHeader, Sheet};
use crate::words::{t, t_count};

/// The crews by name, each with its people.
#[component]
pub(super) fn CrewList() -> impl IntoView {
    let desk = use_desk();
    let crews = Memo::new(move |_| crews(desk));
    let office = Memo::new(move |_| is_office(desk));
    // A crew, or a new one.
    let (chosen, open) = (RwSignal::new(None::<Uuid>), RwSignal::new(false));
    let choose = Callback::new(move |id| {
        chosen.set(id);
        open.set(true);
    });
    let rows = move || {
        let rows: Vec<AnyView> =
            crews.get().into_iter().map(|line| row(line, office.get().then_some(choose))).collect();
        if rows.is_empty() {
            return view! { <p class="quiet">{t("people.no_crews")}</p> }.into_any();
        }
        view! { <div class="list">{rows}</div> }.into_any()
    };
    view! {
        <SectionHeader title=t("people.crews")>
            {move || office.get().then(|| view! {
                <Button
                    label=t("people.new_crew") kind=ButtonKind::Ghost icon=Glyph::Add
                    on_press=move |()| choose.run(None) attr:data-testid="crew-new"
                />
            })}
        </SectionHeader>
        {rows}
        <Sheet open title=t("people.crew") close_label=t("people.close")>
            {move || { let id = chosen.get(); view! { <CrewForm id open/> } }}
        </Sheet>
    }
}

/// Identifier, name, and who is in it.
type Line = (Uuid, String, String);

fn row((id, name, members): Line, choose: Option<Callback<Option<Uuid>>>) -> AnyView {
    match choose {
        Some(choose) => {
            let press = move |()| choose.run(Some(id));
            view! { <ListRow title=name text=members on_press=press attr:data-testid="crew-row"/> }.into_any()
        }
        None => view! { <ListRow title=name text=members attr:data-testid="crew-row"/> }.into_any(),
    }
}

fn crews(desk: Desk) -> Vec<Line> {
    let line = |(id, crew): (Uuid, Crew)| {
        let names = crew.members.iter().filter_map(|member| Some(desk.get::<User>(Entity::User, member.0)?.name));
        let names = names.collect::<Vec<_>>();
        let text = if names.is_empty() { t_count("people.members", 0) } else { names.join(", ") };
        (id, crew.name, text)
    };
    let mut lines: Vec<Line> = desk.read_all::<Crew>(Entity::Crew).into_iter().map(line).collect();
    lines.sort_by(|a, b| a.1.cmp(&b.1));
    lines
}
