//! A customer's addresses, with how to get in and how to get there.

use domain::customer::Site;
use domain::ids::CustomerId;
use domain::permission::Act;
use domain::{Entity, Key};
use leptos::prelude::*;
use uuid::Uuid;

use super::site_sheet::{Editing, SiteSheet};
use crate::features::sync_mark::SyncMark;
use crate::state::permission::may;
use crate::state::{use_desk, use_ports};
use crate::ui::{Button, ButtonKind, Glyph, Icon, LinkButton, SectionHeader};
use crate::words::t;

/// The section.
#[component]
pub(super) fn Sites(customer: CustomerId) -> impl IntoView {
    let desk = use_desk();
    let editing = Editing::new();
    let sites = Memo::new(move |_| {
        let rows = desk.children(customer.0, Entity::Site);
        let mut sites: Vec<(Uuid, Site)> = rows.iter().filter_map(|row| Some((row.id, row.read()?))).collect();
        sites.sort_by(|(_, a), (_, b)| a.label.cmp(&b.label).then_with(|| a.street.cmp(&b.street)));
        sites
    });
    let add = move || {
        may(desk, Act::Create(Entity::Site)).then(|| {
            view! {
                <Button
                    label=t("customers.add_site")
                    icon=Glyph::Add
                    on_press=move |()| editing.start(None)
                    attr:data-testid="site-add"
                />
            }
        })
    };
    view! {
        <section class="wo-section" id="sites">
            <SectionHeader title=t("customers.sites")/>
            {move || sites.get().into_iter().map(|(id, site)| card(id, site, editing)).collect_view()}
            {add}
        </section>
        <SiteSheet customer editing/>
    }
    .into_any()
}

fn card(id: Uuid, site: Site, editing: Editing) -> AnyView {
    let address = site.one_line();
    view! {
        <div class="card stack" data-testid="site">
            {(!site.label.is_empty()).then(|| view! { <p class="strong">{site.label.clone()}</p> })}
            {(!site.access.is_empty()).then(|| view! {
                <p class="access-note"><Icon glyph=Glyph::Door/> {site.access.clone()}</p>
            })}
            <p>{address.clone()}</p>
            <SyncMark of=Key::new(Entity::Site, id)/>
            <div class="grid-2">
                <LinkButton label=t("work_order.directions") href=use_ports().phone.directions_to(&address) icon=Glyph::Directions outside=true/>
                <Button
                    label=t("work_order.edit")
                    kind=ButtonKind::Ghost
                    icon=Glyph::Edit
                    on_press=move |()| editing.start(Some(id))
                    attr:data-testid="site-edit"
                />
            </div>
        </div>
    }
    .into_any()
}
