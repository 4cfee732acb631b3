//! Lines of the timeline: from rows to who, when and what, in words.

use std::cmp::Reverse;

use domain::activity::{Activity, Event};
use domain::ids::{ItemId, UserId};
use domain::stock::{Item, Movement};
use domain::work_order::Note;
use domain::{Entity, Row};
use serde_json::Value;

use super::open_order::OpenOrder;
use crate::features::jobs::status_glyph;
use crate::features::stock::amount;
use crate::features::sync_center::{field_words, value_words};
use crate::state::ports::Phone;
use crate::ui::Glyph;
use crate::words::{t, t_count, t_value, t_with};

/// One line.
#[derive(Clone, PartialEq)]
pub(super) struct Line {
    pub at: i64,
    pub by: UserId,
    pub glyph: Glyph,
    pub what: String,
    photos: usize,
}

/// Photos of one person within so many milliseconds are one line.
const TOGETHER: i64 = 10 * 60_000;

/// All lines of a work order, the newest first.
pub(super) fn lines(order: OpenOrder, phone: &dyn Phone) -> Vec<Line> {
    let rows = |entity| order.desk.children(order.id.0, entity);
    let mut lines: Vec<Line> = Vec::new();
    lines.extend(rows(Entity::Activity).iter().filter_map(|row| activity(row, order, phone)));
    lines.extend(rows(Entity::Note).iter().filter_map(|row| note(row)));
    lines.extend(rows(Entity::Movement).iter().filter_map(|row| movement(row, order)));
    lines.extend(rows(Entity::Photo).iter().map(|row| line(row, Glyph::Camera, String::new(), 1)));
    lines.sort_by_key(|line| Reverse(line.at));
    together(lines)
}

fn line(row: &Row, glyph: Glyph, what: String, photos: usize) -> Line {
    Line { at: row.created.at, by: row.created.by, glyph, what, photos }
}

/// Joins photos that were taken in one go.
fn together(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match joined.last_mut() {
            Some(last) if last.photos > 0 && line.photos > 0 && last.by == line.by && last.at - line.at < TOGETHER => {
                last.photos += line.photos;
            }
            _ => joined.push(line),
        }
    }
    for line in joined.iter_mut().filter(|line| line.photos > 0) {
        line.what = t_count("history.photos", line.photos);
    }
    joined
}

fn note(row: &Row) -> Option<Line> {
    let note: Note = row.read()?;
    Some(line(row, Glyph::Note, t_with("history.note", &[("text", &note.text)]), 0))
}

fn movement(row: &Row, order: OpenOrder) -> Option<Line> {
    let movement: Movement = row.read()?;
    let ItemId(item) = movement.item;
    let item: Item = order.desk.get(Entity::Item, item).unwrap_or_default();
    let key = if movement.to.is_some() { "history.part_back" } else { "history.part_used" };
    let amount = amount(movement.quantity, &item.unit);
    Some(line(row, Glyph::Package, t_with(key, &[("amount", &amount), ("item", &item.name)]), 0))
}

fn activity(row: &Row, order: OpenOrder, phone: &dyn Phone) -> Option<Line> {
    let (glyph, what) = match row.read::<Activity>()?.event {
        Event::Created {} => (Glyph::Add, t("history.created").to_owned()),
        Event::Changed { field, old, new } => (Glyph::Edit, changed(order, phone, &field, &old, &new)),
        Event::Moved { to, waiting_on, reason, .. } => {
            let whom = waiting_on.map(|whom| t_value("waiting_on", &whom)).unwrap_or_default();
            let why = [whom, reason].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            let status = t_value("status", &to);
            let what = if why.is_empty() { status } else { format!("{status}: {why}") };
            (status_glyph(to), what)
        }
        Event::Answered { step, new, .. } => {
            let finding = new.get("finding").map(|finding| t_value("finding", finding));
            let finding = finding.unwrap_or_else(|| t("history.answer_taken_back").to_owned());
            (Glyph::Checklist, t_with("history.answered", &[("step", &step), ("finding", &finding)]))
        }
        Event::Removed { what } => {
            let what = if what == "photo" { t("history.photo_removed") } else { t("history.note_removed") };
            (Glyph::Trash, what.to_owned())
        }
    };
    Some(line(row, glyph, what, 0))
}

/// Long texts are told by their name only: both values would fill the screen.
fn changed(order: OpenOrder, phone: &dyn Phone, field: &str, old: &Value, new: &Value) -> String {
    let name = field_words(field);
    if field == "description" {
        return t_with("history.changed_text", &[("field", &name)]);
    }
    let words = |value| value_words(order.desk, phone, Entity::WorkOrder, field, value);
    let (old, new) = (words(old), words(new));
    t_with("history.changed", &[("field", &name), ("old", &old), ("new", &new)])
}
