//! For whom: search, pick, or enter a new customer without leaving the form.

use domain::ids::CustomerId;
use leptos::prelude::*;

use super::order_fields::NEW;
use crate::features::customers::{CustomerLines, use_customer_lines};
use crate::features::form::Form;
use crate::features::saving::Saving;
use crate::ui::{Button, ButtonKind, Glyph, ListRow, SearchField, TextField};
use crate::words::t;

/// So many answers are shown: more is a reason to type one more letter.
const MOST: usize = 6;

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Search,
    New,
    Picked(CustomerId),
}

/// The picker. It fills `customer`; a change of customer empties `site`.
#[component]
pub(super) fn CustomerPicker(form: Form, saving: Saving) -> impl IntoView {
    let lines = use_customer_lines();
    let chosen = form.field("customer");
    let query = RwSignal::new(String::new());
    let stage = Memo::new(move |_| {
        chosen.with(|text| match text.as_str() {
            NEW => Stage::New,
            id => id.parse().map_or(Stage::Search, |id| Stage::Picked(CustomerId(id))),
        })
    });
    let pick = Callback::new(move |value: String| {
        form.field("site").set(if value == NEW { NEW.to_owned() } else { String::new() });
        chosen.set(value);
    });
    let error = saving.refused_field("customer");
    move || match stage.get() {
        Stage::Search => view! {
            <Search lines query pick form/>
            {move || error.get().map(|error| view! { <p class="field-error" role="alert">{error}</p> })}
        }
        .into_any(),
        Stage::New => view! { <New form saving pick/> }.into_any(),
        Stage::Picked(id) => view! { <Picked lines id pick/> }.into_any(),
    }
}

#[component]
fn Search(lines: Memo<CustomerLines>, query: RwSignal<String>, pick: Callback<String>, form: Form) -> impl IntoView {
    let found = Memo::new(move |_| {
        let text = query.get();
        if text.trim().is_empty() {
            return Vec::new();
        }
        lines.with(|lines| lines.find(&text).into_iter().take(MOST).collect::<Vec<_>>())
    });
    let row = move |line: std::sync::Arc<crate::features::customers::CustomerLine>| {
        let id = line.id.to_string();
        view! {
            <ListRow
                title=line.name.clone()
                text=line.place.clone()
                on_press=move |()| pick.run(id.clone())
                attr:data-testid="customer-option"
            />
        }
    };
    let enter_new = move |()| {
        // What was searched for is most likely the new customer's name.
        form.field("name").set(query.get_untracked());
        pick.run(NEW.to_owned());
    };
    view! {
        <SearchField
            label=t("order_form.find_customer")
            clear_label=t("jobs.search_clear")
            value=query
            attr:data-testid="customer-find"
        />
        {move || (!found.with(Vec::is_empty)).then(|| view! {
            <div class="list">{found.get().into_iter().map(row).collect_view()}</div>
        })}
        <Button label=t("customers.new") icon=Glyph::UserAdd on_press=enter_new attr:data-testid="order-new-customer"/>
    }
    .into_any()
}

#[component]
fn New(form: Form, saving: Saving, pick: Callback<String>) -> impl IntoView {
    view! {
        <TextField
            label=t("order_form.customer_name")
            value=form.field("name")
            error=saving.refused_field("name")
            name="name"
            enterkeyhint="next"
            maxlength=200
            attr:data-testid="order-customer-name"
        />
        <TextField
            label=t("field.phone")
            value=form.field("phone")
            kind="tel"
            inputmode="tel"
            name="phone"
            enterkeyhint="next"
            maxlength=200
        />
        <Button
            label=t("order_form.pick_customer")
            kind=ButtonKind::Ghost
            icon=Glyph::Search
            on_press=move |()| pick.run(String::new())
        />
    }
    .into_any()
}

#[component]
fn Picked(lines: Memo<CustomerLines>, id: CustomerId, pick: Callback<String>) -> impl IntoView {
    let line = Memo::new(move |_| lines.with(|lines| lines.get(id)));
    let name = move || line.with(|line| line.as_ref().map(|line| line.name.clone()).unwrap_or_default());
    let phone = move || line.with(|line| line.as_ref().map(|line| line.phone.clone()).unwrap_or_default());
    let change = view! {
        <Button
            label=t("order_form.change")
            kind=ButtonKind::Ghost
            on_press=move |()| pick.run(String::new())
            attr:data-testid="customer-change"
        />
    };
    view! {
        <div class="list">
            <ListRow title=Signal::derive(name) text=Signal::derive(phone) trailing=change.into_any() attr:data-testid="customer-picked"/>
        </div>
    }
    .into_any()
}
