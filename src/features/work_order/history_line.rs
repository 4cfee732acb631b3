//! Lines of the timeline: from rows to who, when and what, in words. Only as many rows are read as are shown: a job of many
//! weeks has hundreds.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::activity::{Activity, Event};
use domain::ids::{ItemId, UserId};
use domain::stock::{Item, Movement};
use domain::work_order::Note;
use domain::{Entity, Row};
use serde_json::Value;
use uuid::Uuid;

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
    /// The newest row that it tells of.
    pub id: Uuid,
    pub at: i64,
    pub by: UserId,
    pub glyph: Glyph,
    pub what: String,
    photos: usize,
}

/// Photos of one person within so many milliseconds are one line.
const TOGETHER: i64 = 10 * 60_000;

/// The newest `limit` lines of a work order, the newest first, and whether there are more.
pub(super) fn lines(order: OpenOrder, phone: &dyn Phone, limit: usize) -> (Vec<Line>, bool) {
    let kinds = [Entity::Activity, Entity::Note, Entity::Movement, Entity::Photo];
    let mut rows: Vec<Arc<Row>> = kinds.iter().flat_map(|kind| order.desk.children(order.id.0, *kind)).collect();
    rows.sort_by_key(|row| Reverse(row.created.at));
    let mut lines: Vec<Line> = Vec::new();
    let mut more = false;
    for line in rows.iter().filter_map(|row| read(row, order, phone)) {
        match lines.last_mut().filter(|last| taken_together(last, &line)) {
            Some(last) => last.photos += line.photos,
            None => {
                more = lines.len() == limit;
                if more {
                    break;
                }
                lines.push(line);
            }
        }
    }
    for line in lines.iter_mut().filter(|line| line.photos > 0) {
        line.what = t_count("history.photos", line.photos);
    }
    (lines, more)
}

fn read(row: &Row, order: OpenOrder, phone: &dyn Phone) -> Option<Line> {
    match row.entity {
        Entity::Activity => activity(row, order, phone),
        Entity::Note => note(row),
        Entity::Movement => movement(row, order),
        _ => Some(line(row, Glyph::Camera, String::new(), 1)),
    }
}

fn line(row: &Row, glyph: Glyph, what: String, photos: usize) -> Line {
    Line { id: row.id, at: row.created.at, by: row.created.by, glyph, what, photos }
}

/// Photos that were taken in one go.
fn taken_together(newer: &Line, older: &Line) -> bool {
    newer.photos > 0 && older.photos > 0 && newer.by == older.by && newer.at - older.at < TOGETHER
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
