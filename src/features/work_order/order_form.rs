//! The form of a work order.

use domain::ids::WorkOrderId;
use domain::{Entity, Key};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use serde_json::{Map, Value};

use super::order_edits::Filled;
use super::order_fields::{FIELDS, text_of};
use super::order_form_fields::OrderFields;
use crate::features::form::{Form, Refused};
use crate::features::saving::use_saving;
use crate::state::permission::is_office;
use crate::state::{Desk, Refusal, use_desk};
use crate::ui::{Button, ButtonKind, FormActions, SkeletonRows};
use crate::words::t;

/// The form.
#[component]
pub(super) fn OrderForm(id: Option<WorkOrderId>) -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let navigate = use_navigate();
    let office = untrack(|| is_office(desk));
    let (key, seen) = match id {
        Some(id) => (format!("job:{id}"), seen(desk, id)),
        None => blank(),
    };
    let form = Form::open(key, &FIELDS, seen, text_of);
    let filled = Filled { form, ports: saving.ports(), office };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let target = id.unwrap_or_else(|| WorkOrderId(saving.ports().0.with_value(|ports| ports.phone.new_id())));
        let edits = match id {
            Some(id) => filled.change(id),
            None => filled.create(target),
        };
        let navigate = navigate.clone();
        let done = move || {
            form.close();
            // The page that the change was asked from is the one before this: back to it, not on to a second one.
            if id.is_some() && saving.ports().0.with_value(|ports| ports.phone.go_back()) {
                return;
            }
            navigate(&format!("/jobs/{target}"), NavigateOptions { replace: true, ..Default::default() });
        };
        match edits {
            Ok(edits) if edits.is_empty() => done(),
            Ok(edits) => saving.form(edits, done),
            Err(rejection) => saving.refuse(Refusal::Rule(rejection)),
        }
    };
    let fields = move || match form.is_open() {
        true => view! { <OrderFields form saving office new=id.is_none()/> }.into_any(),
        false => view! { <SkeletonRows count=6/> }.into_any(),
    };
    view! {
        <form class="form" novalidate=true on:submit=save data-testid="order-form">
            {fields}
            <Refused saving/>
            <FormActions>
                <Button
                    label=t(if id.is_some() { "order_form.save" } else { "order_form.create" })
                    kind=ButtonKind::Primary
                    submit=true
                    block=true
                    busy=saving.busy()
                    attr:data-testid="order-save"
                />
            </FormActions>
        </form>
    }
    .into_any()
}

/// The row as it is now.
fn seen(desk: Desk, id: WorkOrderId) -> Map<String, Value> {
    let row = untrack(|| desk.row(Key::new(Entity::WorkOrder, id.0)));
    row.and_then(|row| row.body.fields().ok()).unwrap_or_default()
}

/// A new one: empty, but for the customer from whose page it was opened.
fn blank() -> (String, Map<String, Value>) {
    match use_query_map().with_untracked(|query| query.get("customer")) {
        Some(customer) => {
            let key = format!("job:new:{customer}");
            (key, Map::from_iter([("customer".to_owned(), Value::String(customer))]))
        }
        None => ("job:new".to_owned(), Map::new()),
    }
}
