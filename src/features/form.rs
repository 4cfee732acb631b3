//! A form that survives everything: every field is a named text, every keystroke is kept on the phone as a draft, and
//! the values that the author saw are kept with it, so that saving later still says truthfully what was changed.
//!
//! Never here: which fields there are, and what they mean.

mod notes;

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::state::PortsHandle;

pub use notes::{Refused, Restored};

/// Turns the fields of a row into the text of one form field.
pub type TextOf = fn(&PortsHandle, &Map<String, Value>, &str) -> String;

/// A half-filled form, as it is kept.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Draft {
    seen: Map<String, Value>,
    typed: BTreeMap<String, String>,
}

/// A form. Copied into closures.
#[derive(Clone, Copy)]
pub struct Form {
    ports: PortsHandle,
    key: StoredValue<String>,
    fields: StoredValue<Vec<(&'static str, RwSignal<String>)>>,
    seen: StoredValue<Map<String, Value>>,
    text_of: TextOf,
    stage: RwSignal<Stage>,
    restored: RwSignal<bool>,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// The draft is being looked for.
    Opening,
    /// A person types.
    Open,
    /// Saved or given up: nothing is kept any more.
    Closed,
}

impl Form {
    /// A form with these fields, filled from `seen`, or from the draft kept under `key` when there is one.
    pub fn open(key: String, names: &[&'static str], seen: Map<String, Value>, text_of: TextOf) -> Self {
        let ports = expect_context::<PortsHandle>();
        let fields = names.iter().map(|name| (*name, RwSignal::new(text_of(&ports, &seen, name)))).collect();
        let form = Self {
            ports,
            key: StoredValue::new(key),
            fields: StoredValue::new(fields),
            seen: StoredValue::new(seen),
            text_of,
            stage: RwSignal::new(Stage::Opening),
            restored: RwSignal::new(false),
        };
        let draft = ports.0.with_value(|ports| ports.work.draft(form.key.get_value()));
        spawn_local(async move {
            let draft = draft.await.and_then(|text| serde_json::from_str::<Draft>(&text).ok());
            form.start(draft);
        });
        Effect::new(move |_| form.keep());
        form
    }

    /// The field may be shown: a draft, if there was one, is in.
    pub fn is_open(self) -> bool {
        self.stage.get() != Stage::Opening
    }

    /// The form holds what was typed another time.
    pub fn restored(self) -> Signal<bool> {
        self.restored.into()
    }

    /// The text of a field, both ways.
    pub fn field(self, name: &'static str) -> RwSignal<String> {
        let known = self.fields.with_value(|fields| fields.iter().find(|(n, _)| *n == name).map(|(_, field)| *field));
        known.unwrap_or_else(|| RwSignal::new(String::new()))
    }

    /// What is in a field, in composed form and trimmed. Follows nothing.
    pub fn text(self, name: &'static str) -> String {
        let text = self.field(name).get_untracked();
        self.ports.0.with_value(|ports| ports.phone.clean(&text))
    }

    /// Whether a field holds something else than the author saw at first.
    pub fn is_changed(self, name: &'static str) -> bool {
        self.text(name) != self.text_seen(name).trim()
    }

    /// The row's fields that the author saw.
    pub fn seen(self, name: &str) -> Value {
        self.seen.with_value(|seen| seen.get(name).cloned().unwrap_or_default())
    }

    /// Throws away what was typed.
    pub fn start_over(self) {
        for (name, field) in self.fields.get_value() {
            field.set(self.text_seen(name));
        }
        self.restored.set(false);
    }

    /// What was typed is safe elsewhere, or given up: forgets the draft.
    pub fn close(self) {
        self.stage.try_set(Stage::Closed);
        self.key.try_with_value(|key| self.write(key.clone(), None));
    }

    fn text_seen(self, name: &str) -> String {
        self.seen.with_value(|seen| (self.text_of)(&self.ports, seen, name))
    }

    fn start(self, draft: Option<Draft>) {
        if let Some(draft) = draft {
            self.seen.try_set_value(draft.seen);
            for (name, field) in self.fields.try_get_value().unwrap_or_default() {
                if let Some(text) = draft.typed.get(name) {
                    field.try_set(text.clone());
                }
            }
            self.restored.try_set(true);
        }
        self.stage.try_set(Stage::Open);
    }

    /// Runs after each keystroke.
    fn keep(self) {
        let fields = self.fields.get_value();
        let typed: BTreeMap<String, String> =
            fields.iter().map(|(name, field)| ((*name).to_owned(), field.get())).collect();
        if self.stage.get() != Stage::Open {
            return;
        }
        let untouched = fields.iter().all(|(name, _)| typed.get(*name) == Some(&self.text_seen(name)));
        let draft = Draft { seen: self.seen.get_value(), typed };
        let text = if untouched { None } else { serde_json::to_string(&draft).ok() };
        self.write(self.key.get_value(), text);
    }

    fn write(self, key: String, text: Option<String>) {
        self.ports.0.with_value(|ports| ports.work.keep_draft(key, text));
    }
}

/// A name in the row, its text in the form: for fields that are plain texts.
pub fn plain_text(seen: &Map<String, Value>, name: &str) -> String {
    seen.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
