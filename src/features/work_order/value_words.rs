//! Values of fields as a person reads them: names for identifiers, words for statuses, times for numbers.

use domain::Entity;
use domain::customer::{Customer, Site};
use domain::ids::UserId;
use domain::work_order::Window;
use leptos::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use super::people::{Names, use_names};
use crate::features::jobs::window_words;
use crate::state::{Desk, PortsHandle, use_desk};
use crate::words::{t, t_named, t_value};

/// Puts values into words. Copied into closures.
#[derive(Clone, Copy)]
pub struct ValueWords {
    desk: Desk,
    names: Names,
    ports: PortsHandle,
}

/// A way to put values into words.
pub fn use_value_words() -> ValueWords {
    ValueWords { desk: use_desk(), names: use_names(), ports: expect_context() }
}

impl ValueWords {
    /// Names of people.
    pub fn names(self) -> Names {
        self.names
    }

    /// "Nov 23, 1:30 PM"
    pub fn moment(self, at: i64) -> String {
        self.ports.0.with_value(|ports| ports.phone.date_time(at))
    }

    /// The name of a field.
    pub fn field(self, field: &str) -> String {
        t_named(&format!("field.{field}"))
    }

    /// The value of a field.
    pub fn of(self, field: &str, value: &Value) -> String {
        let words = match (field, value) {
            ("status" | "priority" | "kind" | "slot" | "waiting_on" | "role", Value::String(_)) => t_value(field, value),
            ("window", Value::Object(_)) => self.window(value),
            ("assignees" | "members", Value::Array(users)) => {
                let users: Vec<UserId> = users.iter().filter_map(id_in).map(UserId).collect();
                self.names.list(&users)
            }
            ("customer", _) => self.customer(value),
            ("site", _) => self.site(value),
            (_, Value::Bool(true)) => t("work_order.yes").to_owned(),
            (_, Value::Bool(false)) => t("work_order.no").to_owned(),
            (_, Value::String(text)) => text.clone(),
            (_, Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        if words.is_empty() { t("work_order.empty").to_owned() } else { words }
    }

    fn window(self, value: &Value) -> String {
        let at = |name: &str| value.get(name).and_then(Value::as_i64);
        match (at("start"), at("end")) {
            (Some(start), Some(end)) => {
                self.ports.0.with_value(|ports| window_words(&*ports.phone, Window { start, end }))
            }
            _ => String::new(),
        }
    }

    fn customer(self, value: &Value) -> String {
        let customer = id_in(value).and_then(|id| self.desk.get::<Customer>(Entity::Customer, id));
        customer.map(|customer| customer.name).unwrap_or_default()
    }

    fn site(self, value: &Value) -> String {
        let site = id_in(value).and_then(|id| self.desk.get::<Site>(Entity::Site, id));
        site.map(|site| site.one_line()).unwrap_or_default()
    }
}

fn id_in(value: &Value) -> Option<Uuid> {
    value.as_str()?.parse().ok()
}
