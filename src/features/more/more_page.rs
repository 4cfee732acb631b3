//! The menu behind the last tab.

use domain::Entity;
use leptos::prelude::*;

use super::sign_out::SignOut;
use crate::features::frame::Frame;
use crate::state::permission::is_admin;
use crate::state::use_desk;
use crate::ui::{Avatar, Chip, Glyph, Icon, ListRow, Tone};
use crate::words::{t, t_value};

/// The menu.
#[component]
pub fn MorePage() -> impl IntoView {
    let desk = use_desk();
    let who = Memo::new(move |_| desk.who());
    let conflicts = Memo::new(move |_| desk.summary().conflicts);
    let unsent = Memo::new(move |_| desk.summary().unsent() + desk.summary().needs_you);
    let refused = Memo::new(move |_| desk.all(Entity::Rejected).len());
    let admin = Memo::new(move |_| is_admin(desk));
    let me = move || {
        let who = who.get()?;
        let text = format!("{} · {}", t_value("role", &who.role), who.company_name);
        let leading = view! { <Avatar name=who.name.clone()/> }.into_any();
        Some(view! { <div class="list"><ListRow title=who.name text leading/></div> })
    };
    view! {
        <Frame title=t("more.title")>
            {me}
            <div class="list">
                {place(t("more.customers"), "/customers", Glyph::Building, None)}
                {place(t("more.items"), "/items", Glyph::Boxes, None)}
                {place(t("more.parked"), "/parked", Glyph::Barcode, None)}
                {place(t("more.schedule"), "/schedule", Glyph::Calendar, None)}
            </div>
            <div class="list">
                {place(t("more.sync"), "/sync", Glyph::Sync, Some(unsent.into()))}
                {place(t("more.conflicts"), "/conflicts", Glyph::Split, Some(conflicts.into()))}
            </div>
            <div class="list">
                {move || (admin.get() || desk.actor().role.is_office()).then(|| [
                    place(t("more.people"), "/people", Glyph::Users, None),
                    place(t("more.phones"), "/phones", Glyph::Smartphone, Some(refused.into())),
                ])}
                {place(t("more.settings"), "/settings", Glyph::Settings, None)}
                {place(t("more.install"), "/install", Glyph::Smartphone, None)}
            </div>
            <SignOut/>
        </Frame>
    }
}

/// A row that leads to a page, with a count that shows only when there is something to count.
fn place(title: &'static str, href: &'static str, glyph: Glyph, count: Option<Signal<usize>>) -> AnyView {
    let leading = view! { <Icon glyph/> }.into_any();
    let trailing = move || {
        let count = count?.get();
        (count > 0).then(|| view! { <Chip label=count.to_string() tone=Tone::Attention/> })
    };
    view! { <ListRow title href leading trailing=trailing.into_any()/> }.into_any()
}
