//! People.

use std::collections::HashSet;

use domain::Row;
use domain::ids::UserId;
use domain::people::User;
use serde_json::Value;
use uuid::Uuid;

use super::reading::{Reading, named, problem_of, texts};
use crate::auth::sign_in;
use crate::error::AppError;
use crate::owner::door;
use crate::owner::tables::cell::read_flag;
use crate::owner::tables::import::Planned;

/// A person who is there is changed, by an edit among `planned`; another one is made.
pub(super) fn person_into(
    id: Option<Uuid>,
    row: Option<&Row>,
    reading: &mut Reading<'_>,
    planned: &mut Vec<Planned>,
    logins: &mut HashSet<String>,
) -> Result<Option<(UserId, User)>, AppError> {
    let mut fields = texts(reading, &["name", "title", "phone", "email"]);
    reading.put(&mut fields, ("active", "active"), "yes or no", |text| {
        if text.is_empty() { Some(true) } else { read_flag(text) }
    });
    if let Some(role) = named::<domain::people::Role>(reading, "role") {
        fields.insert("role".into(), serde_json::to_value(role).unwrap_or_default());
    }
    let login = sign_in::tidy(reading.line.get("login").unwrap_or_default());
    if !login.is_empty() && !logins.insert(login.clone()) {
        reading.wrong("login", "twice", "this is in the file twice");
    }
    if let Some(row) = row {
        let edits = door::edits(row, fields)?;
        planned.push(Planned { row: reading.line.row, is_new: false, edits, person: None });
        return Ok(None);
    }
    fields.entry("active").or_insert(Value::Bool(true));
    fields.insert("login".into(), login.into());
    let user: Option<User> = serde_json::from_value(Value::Object(fields)).ok();
    let (Some(user), Some(id)) = (user, id) else { return Ok(None) };
    match user.check() {
        Ok(()) => Ok(Some((UserId(id), user))),
        Err(rejection) => {
            reading.problems.push(problem_of(reading.line.row, &rejection));
            Ok(None)
        }
    }
}
