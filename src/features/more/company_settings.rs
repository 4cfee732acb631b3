//! What the company decides for everybody. For admins only.

use domain::Entity;
use domain::people::Company;
use leptos::prelude::*;

use super::actions::set_technicians_see_all;
use crate::features::saving::use_saving;
use crate::state::permission::is_admin;
use crate::state::use_desk;
use crate::ui::{SectionHeader, Switch};
use crate::words::t;

/// The company's settings; nothing for who may not change them.
#[component]
pub(super) fn CompanySettings() -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let company = Memo::new(move |_| {
        let id = desk.who()?.company;
        is_admin(desk).then(|| desk.get::<Company>(Entity::Company, id.0)).flatten().map(|company| (id, company))
    });
    let sees_all =
        Signal::derive(move || company.read().as_ref().is_some_and(|(_, company)| company.technicians_see_all));
    let change = move |wanted: bool| {
        if let Some((id, company)) = company.get_untracked() {
            let edit = |seen, wanted| set_technicians_see_all(id, seen, wanted);
            let seen = company.technicians_see_all;
            saving.tap_with_undo(vec![edit(seen, wanted)], t("settings.saved").to_owned(), vec![edit(wanted, seen)]);
        }
    };
    let is_shown = Memo::new(move |_| company.read().is_some());
    view! {
        <Show when=move || is_shown.get()>
            <SectionHeader title=t("settings.company")/>
            <div class="list">
                <Switch
                    label=t("settings.see_all") text=t("settings.see_all_text") checked=sees_all on_change=change
                    attr:data-testid="settings-see-all"
                />
            </div>
        </Show>
    }
}
