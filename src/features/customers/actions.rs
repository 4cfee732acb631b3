//! Edits of customers and addresses.

use domain::edit::{Change, Patch};
use domain::ids::CustomerId;
use domain::{Edit, Entity};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::site_form::SITE_FIELDS;
use crate::features::form::Form;

/// The fields of a customer that are texts.
pub(super) const CUSTOMER_FIELDS: [&str; 5] = ["name", "kind", "phone", "email", "notes"];

/// A new customer, of the fields of the form with these names.
pub fn create_customer(id: Uuid, form: Form, names: &[&'static str]) -> Edit {
    Edit::Create { entity: Entity::Customer, id, fields: texts(form, names) }
}

/// A new address of a customer.
pub fn create_site(id: Uuid, customer: CustomerId, form: Form) -> Edit {
    let mut fields = texts(form, &SITE_FIELDS);
    fields.insert("customer".to_owned(), Value::String(customer.to_string()));
    Edit::Create { entity: Entity::Site, id, fields }
}

/// Only what was changed, with what the author saw; nothing where nothing was.
pub(super) fn set_fields(entity: Entity, id: Uuid, form: Form, names: &[&'static str]) -> Vec<Edit> {
    let change = |name: &&'static str| {
        let (old, new) = (form.seen(name), Value::String(form.text(name)));
        ((*name).to_owned(), Change { old, new })
    };
    let patch: Patch = names.iter().filter(|name| form.is_changed(name)).map(change).collect();
    if patch.is_empty() { Vec::new() } else { vec![Edit::SetFields { entity, id, patch }] }
}

fn texts(form: Form, names: &[&'static str]) -> Map<String, Value> {
    let filled = names.iter().map(|name| (*name, form.text(name))).filter(|(_, text)| !text.is_empty());
    filled.map(|(name, text)| (name.to_owned(), Value::String(text))).collect()
}
