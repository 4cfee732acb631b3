//! The sheet in which an address is entered or corrected.

use domain::Entity;
use domain::ids::CustomerId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use serde_json::Map;
use uuid::Uuid;

use super::actions::{create_site, set_fields};
use super::site_form::{SITE_FIELDS, SiteFields};
use crate::features::form::{Form, Refused, plain_text};
use crate::features::saving::use_saving;
use crate::state::use_desk;
use crate::ui::{Button, ButtonKind, Sheet};
use crate::words::t;

/// Which address.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Target {
    /// One more.
    New,
    /// One that is there.
    Known(Uuid),
}

/// The sheet.
#[component]
pub(super) fn SiteSheet(customer: CustomerId, target: RwSignal<Option<Target>>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(target.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() {
            target.set(None);
        }
    });
    let title = move || match target.get() {
        Some(Target::Known(_)) => t("customers.edit_site").to_owned(),
        _ => t("customers.add_site").to_owned(),
    };
    view! {
        <Sheet open title=Signal::derive(title) close_label=t("work_order.close")>
            {move || target.get().map(|which| view! { <SiteForm customer which target/> })}
        </Sheet>
    }
    .into_any()
}

#[component]
fn SiteForm(customer: CustomerId, which: Target, target: RwSignal<Option<Target>>) -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let (key, seen) = match which {
        Target::New => (format!("site:new:{customer}"), Map::new()),
        Target::Known(id) => {
            let row = untrack(|| desk.row(domain::Key::new(Entity::Site, id)));
            (format!("site:{id}"), row.and_then(|row| row.body.fields().ok()).unwrap_or_default())
        }
    };
    let form = Form::open(key, &SITE_FIELDS, seen, |_, seen, name| plain_text(seen, name));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let edits = match which {
            Target::New => {
                let id = saving.ports().0.with_value(|ports| ports.work.new_id());
                vec![create_site(id, customer, form)]
            }
            Target::Known(id) => set_fields(Entity::Site, id, form, &SITE_FIELDS),
        };
        let done = move || {
            form.close();
            target.try_set(None);
        };
        if edits.is_empty() { done() } else { saving.form(edits, done) }
    };
    view! {
        <form class="form" novalidate=true on:submit=save>
            <SiteFields form saving/>
            <Refused saving/>
            <Button
                label=t("customers.save")
                kind=ButtonKind::Primary
                submit=true
                block=true
                busy=saving.busy()
                attr:data-testid="site-save"
            />
        </form>
    }
    .into_any()
}
