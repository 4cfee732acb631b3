//! Checklist templates: drafts that a qualified person must approve before anybody relies on them.

use domain::checklist::{Step, Template};
use domain::{Edit, Entity};
use serde::Deserialize;

use super::DemoError;
use super::calendar::Calendar;
use super::names;
use super::people::create;

#[derive(Deserialize)]
struct Entry {
    key: String,
    title: String,
    edition: u32,
    steps: Vec<Step>,
}

/// All templates.
pub(super) struct Checklists(Vec<Entry>);

impl Checklists {
    /// Reads the data file.
    pub fn read() -> Result<Self, DemoError> {
        Ok(Self(serde_json::from_str(include_str!("../../demo/checklists.json"))?))
    }

    /// Templates, as the owner enters them.
    pub fn edits(&self, calendar: &Calendar) -> Result<Vec<(i64, Edit)>, DemoError> {
        let at = calendar.day(-397, 10, 0)?;
        let edit =
            |entry: &Entry| Ok((at, create(Entity::Template, names::id("template", &entry.key), &template(entry))?));
        self.0.iter().map(edit).collect()
    }

    /// The template with this key.
    pub fn named(&self, key: &str) -> Option<Template> {
        self.0.iter().find(|e| e.key == key).map(template)
    }
}

fn template(entry: &Entry) -> Template {
    Template { title: entry.title.clone(), edition: entry.edition, steps: entry.steps.clone() }
}
