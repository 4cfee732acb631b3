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

/// Which address the sheet is about, and whether it is open.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    open: RwSignal<bool>,
    /// The address; none for one more.
    site: RwSignal<Option<Uuid>>,
}

impl Editing {
    /// A closed sheet.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), site: RwSignal::new(None) }
    }

    /// Opens the sheet.
    pub fn start(self, site: Option<Uuid>) {
        self.site.set(site);
        self.open.set(true);
    }
}

/// The sheet.
#[component]
pub(super) fn SiteSheet(customer: CustomerId, editing: Editing) -> impl IntoView {
    let Editing { open, site } = editing;
    let title = move || t(if site.get().is_some() { "customers.edit_site" } else { "customers.add_site" }).to_owned();
    view! {
        <Sheet open title=Signal::derive(title) close_label=t("work_order.close")>
            <SiteForm customer site=site.get_untracked() open/>
        </Sheet>
    }
    .into_any()
}

#[component]
fn SiteForm(customer: CustomerId, site: Option<Uuid>, open: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let (key, seen) = match site {
        None => (format!("site:new:{customer}"), Map::new()),
        Some(id) => {
            let row = untrack(|| desk.row(domain::Key::new(Entity::Site, id)));
            (format!("site:{id}"), row.and_then(|row| row.body.fields().ok()).unwrap_or_default())
        }
    };
    let form = Form::open(key, &SITE_FIELDS, seen, |_, seen, name| plain_text(seen, name));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let edits = match site {
            None => {
                let id = saving.ports().0.with_value(|ports| ports.phone.new_id());
                vec![create_site(id, customer, form)]
            }
            Some(id) => set_fields(Entity::Site, id, form, &SITE_FIELDS),
        };
        let done = move || {
            form.close();
            open.try_set(false);
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
