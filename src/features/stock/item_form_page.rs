//! A new item, or changes to one.

use domain::Entity;
use domain::ids::ItemId;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use leptos_router::params::ParamsMap;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::item_fields::{FIELDS, change, create, text_of};
use crate::features::form::Form;
use crate::features::frame::Frame;
use crate::features::saving::use_saving;
use crate::state::{PortsHandle, Refusal, use_desk};
use crate::ui::{Banner, Button, ButtonKind, Drawing, EmptyState, FormActions, TextField, Tone};
use crate::words::t;

/// The page at `/items/new` and `/items/:id/edit`. `?code=` is the first code, `?parked=` the parked code it settles,
/// `?scan=` goes back to the camera afterwards (with `?job=`).
#[component]
pub fn ItemFormPage() -> impl IntoView {
    let desk = use_desk();
    let asked = use_params_map().read_untracked().get("id");
    let title = t(if asked.is_some() { "stock.edit" } else { "stock.new" });
    let back = asked.as_ref().map_or_else(|| "/items".to_owned(), |id| format!("/items/{id}"));
    let id = asked.as_ref().and_then(|id| id.parse().ok()).map(ItemId);
    let row = id.and_then(|id| untrack(|| desk.row(domain::Key::new(Entity::Item, id.0))));
    let form = match (asked, id, row.and_then(|row| row.body.fields().ok())) {
        (None, ..) => view! { <ItemForm id=None seen=Map::new()/> }.into_any(),
        (Some(_), Some(id), Some(seen)) => view! { <ItemForm id=Some(id) seen/> }.into_any(),
        _ => view! { <EmptyState drawing=Drawing::Unplugged text=t("stock.not_here")/> }.into_any(),
    };
    view! { <Frame title back>{form}</Frame> }.into_any()
}

#[component]
fn ItemForm(id: Option<ItemId>, seen: Map<String, Value>) -> impl IntoView {
    let (ports, saving) = (expect_context::<PortsHandle>(), use_saving());
    let (navigate, query) = (use_navigate(), use_query_map().get_untracked());
    let code = query.get("code").unwrap_or_default();
    let parked = query.get("parked").and_then(|id| id.parse::<Uuid>().ok());
    let (key, seen) = match id {
        Some(id) => (format!("item/{id}"), seen),
        // A draft belongs to the code it was begun for.
        None => (format!("item/new/{code}"), blank(&code)),
    };
    let form = Form::open(key, &FIELDS, seen, text_of);
    let save = StoredValue::new_local(move || {
        let new = ItemId(ports.0.with_value(|ports| ports.phone.new_id()));
        let edits = match id {
            Some(id) => change(form, id),
            None => create(form, new, parked),
        };
        let after = after(&query, id.unwrap_or(new));
        let navigate = navigate.clone();
        let done = move || {
            form.close();
            saving.say(t("stock.saved"));
            navigate(&after, leptos_router::NavigateOptions { replace: true, ..Default::default() });
        };
        match edits {
            Ok(edits) if edits.is_empty() => done(),
            Ok(edits) => saving.form(edits, done),
            Err(rejection) => saving.refuse(Refusal::Rule(rejection)),
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.with_value(|save| save());
    };
    let text = move |name: &'static str, label: &'static str| {
        view! {
            <TextField label name value=form.field(name) maxlength=200 error=saving.refused_field(name)/>
        }
    };
    let number = move |name: &'static str, label: &'static str| {
        view! {
            <TextField label name inputmode="decimal" value=form.field(name) maxlength=14 error=saving.refused_field(name)/>
        }
    };
    let codes = id.is_none().then(|| {
        view! {
            <TextField
                label=t("field.codes") name="code" autocapitalize="none" maxlength=200
                value=form.field("code") error=saving.refused_field("codes")
            />
            <TextField
                label=t("field.pack") name="pack" inputmode="decimal" hint=t("stock.pack_hint") maxlength=14
                value=form.field("pack") error=saving.refused_field("pack")
            />
        }
    });
    view! {
        <form class="form" on:submit=submit>
            {text("name", t("field.name"))}
            {text("category", t("stock.category"))}
            {text("brand", t("stock.brand"))}
            <TextField
                label=t("field.unit") name="unit" hint=t("stock.unit_hint") autocapitalize="none" maxlength=20
                value=form.field("unit") error=saving.refused_field("unit")
            />
            {codes}
            <div class="grid-2">
                {number("truck_min", t("stock.truck_min"))}
                {number("truck_max", t("stock.truck_max"))}
            </div>
            {move || saving.refused().get().map(|text| view! { <Banner text tone=Tone::Trouble/> })}
            <FormActions>
                <Button
                    label=t("stock.save") kind=ButtonKind::Primary block=true submit=true busy=saving.busy()
                    attr:data-testid="item-save"
                />
            </FormActions>
        </form>
    }
    .into_any()
}

/// What a new item starts from.
fn blank(code: &str) -> Map<String, Value> {
    let field = |name: &str, text: &str| (name.to_owned(), Value::String(text.to_owned()));
    Map::from_iter([field("unit", "ea"), field("code", code), field("pack", "1")])
}

/// Where to go once it is saved: back under the camera, or to the item.
fn after(query: &ParamsMap, id: ItemId) -> String {
    if query.get("scan").is_none() {
        return format!("/items/{id}");
    }
    let mut back = ParamsMap::new();
    back.insert("item", id.to_string());
    if let Some(job) = query.get("job") {
        back.insert("job", job);
    }
    format!("/scan{}", back.to_query_string())
}
