//! The fields of the form, in the order in which a call comes in: who, where, what, when, by whom.

use domain::work_order::{KINDS, PRIORITIES};
use leptos::prelude::*;
use serde::Serialize;

use super::customer_picker::CustomerPicker;
use super::order_fields::YES;
use super::people_picker::PeoplePicker;
use super::site_picker::SitePicker;
use super::window_fields::WindowFields;
use crate::features::form::{Form, Restored};
use crate::features::saving::Saving;
use crate::ui::{Choice, SectionHeader, SelectField, Switch, TextArea, TextField};
use crate::words::{t, t_value};

/// The fields.
#[component]
pub(super) fn OrderFields(form: Form, saving: Saving, office: bool, new: bool) -> impl IntoView {
    let wage = form.field("prevailing_wage");
    let toggle = move |on: bool| wage.set(if on { YES.to_owned() } else { String::new() });
    view! {
        <Restored form/>
        <SectionHeader title=t("field.customer")/>
        <CustomerPicker form saving/>
        <SitePicker form saving/>
        <SectionHeader title=t("order_form.what")/>
        <TextField
            label=t("order_form.title")
            value=form.field("title")
            error=saving.refused_field("title")
            name="title"
            enterkeyhint="next"
            maxlength=200
            attr:data-testid="order-form-title"
        />
        <TextArea
            label=t("field.description")
            value=form.field("description")
            rows=4
            error=saving.refused_field("description")
            name="description"
            maxlength=20_000
        />
        <div class="grid-2">
            <SelectField label=t("field.kind") value=form.field("kind") choices=choices("kind", &KINDS) name="kind"/>
            {(office || new).then(|| view! {
                <SelectField
                    label=t("field.priority")
                    value=form.field("priority")
                    choices=choices("priority", &PRIORITIES)
                    name="priority"
                />
            })}
        </div>
        {(office || new).then(|| view! { <WindowFields form saving/> })}
        {office.then(|| view! { <PeoplePicker chosen=form.field("assignees")/> })}
        <SectionHeader title=t("order_form.permit")/>
        <div class="grid-2">
            <TextField label=t("field.permit") value=form.field("permit") name="permit" enterkeyhint="next" maxlength=200/>
            <TextField
                label=t("field.code_edition")
                value=form.field("code_edition")
                name="code_edition"
                enterkeyhint="done"
                maxlength=200
            />
        </div>
        {office.then(|| view! {
            <Switch
                label=t("field.prevailing_wage")
                text=t("order_form.prevailing_wage")
                checked=Signal::derive(move || wage.with(|text| text == YES))
                on_change=toggle
            />
        })}
    }
    .into_any()
}

/// Choices whose value is the stable name.
fn choices<T: Serialize>(group: &str, values: &[T]) -> Signal<Vec<Choice>> {
    let choice = |value: &T| {
        let name = serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned));
        Choice::new(name.unwrap_or_default(), t_value(group, value))
    };
    let choices: Vec<Choice> = values.iter().map(choice).collect();
    Signal::stored(choices)
}
