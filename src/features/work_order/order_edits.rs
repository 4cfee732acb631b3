//! What a filled form comes to: a new work order with all that is new around it, or only what was changed.

use domain::edit::{Change, Patch};
use domain::ids::{CustomerId, UserId, WorkOrderId};
use domain::rejection::Code;
use domain::{Edit, Entity, Rejection};
use leptos::prelude::WithValue;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::order_fields::{NEW, PLAIN, YES, ids, window_of, window_value};
use crate::features::customers::{create_customer, create_site};
use crate::features::form::Form;
use crate::state::PortsHandle;

/// Where the form is filled in.
#[derive(Clone, Copy)]
pub(super) struct Filled {
    pub form: Form,
    pub ports: PortsHandle,
    /// The person is of the office: sees and sets what only the office sets.
    pub office: bool,
}

impl Filled {
    /// A new work order, with its customer and its address where these are new too.
    pub fn create(self, id: WorkOrderId) -> Result<Vec<Edit>, Rejection> {
        let mut edits = Vec::new();
        let (customer, site) = self.place(&mut edits);
        let window = self.window()?;
        let mut fields: Map<String, Value> = PLAIN
            .iter()
            .map(|name| ((*name).to_owned(), self.form.text(name)))
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name, Value::String(text)))
            .collect();
        let mut put = |name: &str, value: Value| {
            if !value.is_null() {
                fields.insert(name.to_owned(), value);
            }
        };
        put("customer", json!(customer));
        put("site", json!(site));
        put("window", window_value(window));
        if self.office {
            put("assignees", json!(self.assignees()));
            put("prevailing_wage", self.wage());
            put("status", json!(if window.is_some() { "scheduled" } else { "draft" }));
        }
        edits.push(Edit::Create { entity: Entity::WorkOrder, id: id.0, fields });
        Ok(edits)
    }

    /// What was changed, with what the author saw. A field that nobody touched is not mentioned.
    pub fn change(self, id: WorkOrderId) -> Result<Vec<Edit>, Rejection> {
        let form = self.form;
        let mut edits = Vec::new();
        let (customer, site) = self.place(&mut edits);
        let mut patch = Patch::new();
        let mut set = |name: &'static str, new: Value| {
            patch.insert(name.to_owned(), Change { old: form.seen(name), new });
        };
        if form.is_changed("customer") {
            set("customer", json!(customer));
        }
        if form.is_changed("site") {
            set("site", json!(site));
        }
        for name in PLAIN {
            if form.is_changed(name) {
                set(name, Value::String(form.text(name)));
            }
        }
        if form.is_changed("start") || form.is_changed("end") {
            set("window", window_value(self.window()?));
        }
        if form.is_changed("prevailing_wage") {
            set("prevailing_wage", self.wage());
        }
        if !patch.is_empty() {
            edits.push(Edit::SetFields { entity: Entity::WorkOrder, id: id.0, patch });
        }
        edits.extend(self.assign(id));
        Ok(edits)
    }

    /// The customer and the address, made on the way where they are new.
    fn place(self, edits: &mut Vec<Edit>) -> (Option<Uuid>, Option<Uuid>) {
        let new_id = || self.ports.0.with_value(|ports| ports.phone.new_id());
        let (picked, site) = (self.form.text("customer"), self.form.text("site"));
        let customer = match picked.as_str() {
            NEW => {
                let id = new_id();
                edits.push(create_customer(id, self.form, &["name", "phone"]));
                Some(id)
            }
            id => id.parse().ok(),
        };
        let site = match (customer, site.as_str()) {
            (Some(customer), NEW) => {
                let id = new_id();
                edits.push(create_site(id, CustomerId(customer), self.form));
                Some(id)
            }
            (_, id) => id.parse().ok(),
        };
        (customer, site)
    }

    fn window(self) -> Result<Option<domain::work_order::Window>, Rejection> {
        window_of(&self.ports, &self.form.text("start"), &self.form.text("end"))
            .map_err(|()| Rejection::on(Code::Invalid, "window"))
    }

    fn wage(self) -> Value {
        Value::Bool(self.form.text("prevailing_wage") == YES)
    }

    fn assignees(self) -> Vec<UserId> {
        users(self.form.text("assignees").split_whitespace())
    }

    /// People who come and people who go, as two sets: two dispatchers never clash.
    fn assign(self, id: WorkOrderId) -> Option<Edit> {
        let before = users(ids(Some(&self.form.seen("assignees"))).iter().map(String::as_str));
        let after = self.assignees();
        let add: Vec<UserId> = after.iter().filter(|user| !before.contains(user)).copied().collect();
        let remove: Vec<UserId> = before.iter().filter(|user| !after.contains(user)).copied().collect();
        let any = !add.is_empty() || !remove.is_empty();
        any.then_some(Edit::Assign { work_order: id, add, remove })
    }
}

fn users<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<UserId> {
    ids.filter_map(|id| id.parse().ok()).map(UserId).collect()
}
