//! The form of a customer; of a new one with the first address.

use domain::edit::Change;
use domain::ids::CustomerId;
use domain::{Edit, Entity, Key};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::actions::{CUSTOMER_FIELDS, create_customer, create_site, set_fields};
use super::site_form::{SITE_FIELDS, SiteFields};
use crate::features::form::{Form, Refused, Restored, plain_text};
use crate::features::saving::{Saving, use_saving};
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, FormActions, SectionHeader, SkeletonRows, Switch, TextArea, TextField};
use crate::words::t;

/// The form.
#[component]
pub(super) fn CustomerForm(id: Option<Uuid>) -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let navigate = use_navigate();
    let seen =
        id.and_then(|id| untrack(|| desk.row(Key::new(Entity::Customer, id)))?.body.fields().ok()).unwrap_or_default();
    let key = id.map_or_else(|| "customer:new".to_owned(), |id| format!("customer:{id}"));
    let names: Vec<&'static str> = CUSTOMER_FIELDS.into_iter().chain(SITE_FIELDS).chain(["inactive"]).collect();
    let form = Form::open(key, &names, seen, text_of);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let (target, edits) = match id {
            Some(id) => (id, corrected(id, form)),
            None => created(saving, form),
        };
        let navigate = navigate.clone();
        let done = move || {
            form.close();
            // The page that the change was asked from is the one before this: back to it, not on to a second one.
            if id.is_some() && saving.ports().0.with_value(|ports| ports.phone.go_back()) {
                return;
            }
            navigate(&format!("/customers/{target}"), NavigateOptions { replace: true, ..Default::default() });
        };
        if edits.is_empty() { done() } else { saving.form(edits, done) }
    };
    let fields = move || match form.is_open() {
        true => view! { <Fields form saving new=id.is_none()/> }.into_any(),
        false => view! { <SkeletonRows count=5/> }.into_any(),
    };
    view! {
        <form class="form" novalidate=true on:submit=save>
            {fields}
            <Refused saving/>
            <FormActions>
                <Button
                    label=t("customers.save")
                    kind=ButtonKind::Primary
                    submit=true
                    block=true
                    busy=saving.busy()
                    attr:data-testid="customer-save"
                />
            </FormActions>
        </form>
    }
    .into_any()
}

#[component]
fn Fields(form: Form, saving: Saving, new: bool) -> impl IntoView {
    let inactive = form.field("inactive");
    let site = move || {
        view! {
            <SectionHeader title=t("customers.first_site")/>
            <SiteFields form saving/>
        }
    };
    let status = move || {
        view! {
            <Switch
                label=t("customers.inactive")
                text=t("customers.inactive_text")
                checked=Signal::derive(move || inactive.with(|text| text == "yes"))
                on_change=move |on: bool| inactive.set(if on { "yes".to_owned() } else { String::new() })
            />
        }
    };
    view! {
        <Restored form/>
        <TextField label=t("field.name") value=form.field("name") error=saving.refused_field("name") name="name" enterkeyhint="next" maxlength=200 attr:data-testid="customer-name"/>
        <TextField label=t("field.phone") value=form.field("phone") kind="tel" inputmode="tel" name="phone" enterkeyhint="next" maxlength=200/>
        <TextField label=t("field.email") value=form.field("email") kind="email" inputmode="email" autocapitalize="none" name="email" enterkeyhint="next" maxlength=200/>
        <TextField label=t("customers.kind") value=form.field("kind") name="kind" enterkeyhint="next" maxlength=200/>
        <TextArea label=t("field.notes") value=form.field("notes") rows=3 name="notes" maxlength=20_000/>
        {if new { site().into_any() } else { status().into_any() }}
    }
    .into_any()
}

fn text_of(_: &PortsHandle, seen: &Map<String, Value>, name: &str) -> String {
    match name {
        "inactive" if seen.get(name) == Some(&Value::Bool(true)) => "yes".to_owned(),
        _ => plain_text(seen, name),
    }
}

/// A new customer, with the first address where one was entered.
fn created(saving: Saving, form: Form) -> (Uuid, Vec<Edit>) {
    let (id, site) = saving.ports().0.with_value(|ports| (ports.phone.new_id(), ports.phone.new_id()));
    let mut edits = vec![create_customer(id, form, &CUSTOMER_FIELDS)];
    if SITE_FIELDS.iter().any(|name| !form.text(name).is_empty()) {
        edits.push(create_site(site, CustomerId(id), form));
    }
    (id, edits)
}

/// What was changed of a customer that is there.
fn corrected(id: Uuid, form: Form) -> Vec<Edit> {
    let mut edits = set_fields(Entity::Customer, id, form, &CUSTOMER_FIELDS);
    if form.is_changed("inactive") {
        let change = Change { old: form.seen("inactive"), new: Value::Bool(form.text("inactive") == "yes") };
        let patch = [("inactive".to_owned(), change)].into();
        edits.push(Edit::SetFields { entity: Entity::Customer, id, patch });
    }
    edits
}
