//! Work orders, with their people and their status.

use std::collections::BTreeMap;

use domain::ids::{UserId, WorkOrderId};
use domain::status::{Status, WaitingOn};
use domain::{Edit, Entity, Rejection, Row};
use jiff::tz::TimeZone;
use serde_json::json;
use uuid::Uuid;

use super::fields_into;
use super::reading::{Reading, named, texts};
use crate::owner::tables::cell::{read_flag, read_moment};
use crate::owner::tables::names::Names;

/// A work order that is made, or changed.
pub(super) fn work_order_into(
    id: Option<Uuid>,
    row: Option<&Row>,
    (names, zone): (&Names, &TimeZone),
    reading: &mut Reading<'_>,
) -> Result<Vec<Edit>, Rejection> {
    let mut fields = texts(reading, &["title", "description", "permit", "code_edition"]);
    for (column, field) in [("kind", "kind"), ("priority", "priority"), ("site_id", "site")] {
        if let Some(text) = reading.line.get(column) {
            fields.insert(field.into(), text.into());
        }
    }
    let column = if reading.line.get("customer_id").is_some() { "customer_id" } else { "customer" };
    if let Some(customer) = reading.find(column, &names.customers) {
        fields.insert("customer".into(), json!(customer));
    }
    reading.put(&mut fields, ("prevailing_wage", "prevailing_wage"), "yes or no", read_flag);
    let mut ends = BTreeMap::new();
    for column in ["window_start", "window_end"] {
        match reading.line.get(column).map(|text| read_moment(text, zone)) {
            Some(Some(at)) => drop(ends.insert(column, at)),
            Some(None) => reading.wrong(column, "invalid", "this is not a moment"),
            None => {}
        }
    }
    match (ends.get("window_start"), ends.get("window_end")) {
        (Some(start), Some(end)) => drop(fields.insert("window".into(), json!({"start": start, "end": end}))),
        (Some(_), None) => reading.wrong("window_end", "required", "a beginning needs an end"),
        (None, Some(_)) => reading.wrong("window_start", "required", "an end needs a beginning"),
        (None, None) => {}
    }
    if let Some(logins) = reading.line.cells.get("assignees") {
        let mut people = Vec::new();
        for login in logins.split(';').map(str::trim).filter(|login| !login.is_empty()) {
            match names.users.find(login) {
                Ok(user) => people.push(UserId(user)),
                Err(_) => reading.wrong("assignees", "not_found", &format!("nobody has the login {login}")),
            }
        }
        fields.insert("assignees".into(), serde_json::to_value(people).unwrap_or_default());
    }
    let status: Option<Status> = named(reading, "status");
    let waiting_on: Option<WaitingOn> = named(reading, "waiting_on");
    let reason = reading.line.get("reason").unwrap_or("imported").to_owned();
    let now = row.and_then(Row::read::<domain::work_order::WorkOrder>).map(|order| order.status);
    let mut edits = if row.is_none() {
        let first = status.filter(|s| matches!(s, Status::Draft | Status::Scheduled | Status::Dispatched));
        fields.insert("status".into(), serde_json::to_value(first.unwrap_or_default()).unwrap_or_default());
        fields_into(Entity::WorkOrder, id, row, fields)?
    } else {
        fields_into(Entity::WorkOrder, id, row, fields)?
    };
    let from = now.or(status.filter(|s| matches!(s, Status::Scheduled | Status::Dispatched))).unwrap_or_default();
    if let (Some(to), Some(id)) = (status.filter(|to| *to != from), id) {
        edits.push(Edit::Transition { work_order: WorkOrderId(id), from, to, waiting_on, reason });
    }
    Ok(edits)
}
