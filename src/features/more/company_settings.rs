//! What the company decides for everybody. For admins only.

use domain::Entity;
use domain::people::Company;
use leptos::prelude::*;

use super::actions::set_switch;
use super::admins_factor::AdminsFactor;
use crate::features::backups::BackupsRow;
use crate::features::saving::use_saving;
use crate::state::permission::is_admin;
use crate::state::use_desk;
use crate::ui::{Glyph, Icon, ListRow, SectionHeader, Switch};
use crate::words::t;

/// How one of the company's switches stands.
type Flag = fn(&Company) -> bool;

/// The company's settings; nothing for who may not change them.
#[component]
pub(super) fn CompanySettings() -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let company = Memo::new(move |_| {
        let id = desk.who()?.company;
        is_admin(desk).then(|| desk.get::<Company>(Entity::Company, id.0)).flatten().map(|company| (id, company))
    });
    let is_on =
        move |read: Flag| Signal::derive(move || company.read().as_ref().is_some_and(|(_, company)| read(company)));
    let turn = move |field: &'static str, read: Flag| {
        Callback::new(move |wanted: bool| {
            if let Some((id, company)) = company.get_untracked() {
                let edit = |seen, wanted| vec![set_switch(id, field, seen, wanted)];
                let seen = read(&company);
                saving.tap_with_undo(edit(seen, wanted), t("settings.saved").to_owned(), edit(wanted, seen));
            }
        })
    };
    let sees_all: Flag = |company| company.technicians_see_all;
    let more: Flag = |company| company.more_symbologies;
    let admins_factor: Flag = |company| company.admins_need_second_factor;
    let is_shown = Memo::new(move |_| company.read().is_some());
    view! {
        <Show when=move || is_shown.get()>
            <SectionHeader title=t("settings.company")/>
            <div class="list">
                <Switch
                    label=t("settings.see_all") text=t("settings.see_all_text") checked=is_on(sees_all)
                    on_change=turn("technicians_see_all", sees_all) attr:data-testid="settings-see-all"
                />
                <Switch
                    label=t("settings.more_codes") text=t("settings.more_codes_text") checked=is_on(more)
                    on_change=turn("more_symbologies", more) attr:data-testid="settings-more-codes"
                />
                <AdminsFactor
                    is_on=is_on(admins_factor) on_change=turn("admins_need_second_factor", admins_factor)
                />
            </div>
            <div class="list">
                <BackupsRow/>
                <ListRow
                    title=t("programs.title") text=t("programs.row_text") href="/settings/programs"
                    leading=view! { <Icon glyph=Glyph::Key/> }.into_any() attr:data-testid="settings-programs"
                />
                <ListRow
                    title=t("webhooks.title") text=t("webhooks.row_text") href="/settings/webhooks"
                    leading=view! { <Icon glyph=Glyph::Link/> }.into_any() attr:data-testid="settings-webhooks"
                />
            </div>
        </Show>
    }
}
