//! One line of a file: its cells as values, and what is wrong with them in the words of the file.

use domain::{Code, Rejection};
use serde_json::Value;
use uuid::Uuid;

use super::Fields;
use crate::owner::tables::import::Problem;
use crate::owner::tables::import::lines::Line;
use crate::owner::tables::names::{Known, Unclear};

/// What a rule of the company says against a row, in the words of a file.
pub(in crate::owner::tables::import) fn problem_of(row: u64, rejection: &Rejection) -> Problem {
    let code = serde_json::to_value(rejection.code).ok().and_then(|code| Some(code.as_str()?.to_owned()));
    let words = match rejection.code {
        Code::Required => "something must stand here",
        Code::TooLong => "this is too long",
        Code::Invalid => "this makes no sense",
        Code::NotFound => "there is no such thing",
        Code::AlreadyExists => "there is one already",
        Code::IllegalStep => "this step is not possible",
        Code::ReasonNeeded => "this step needs a reason",
        _ => "the rules refuse this",
    };
    let column = rejection.field.as_deref().map(|field| match field {
        "window" => "window_start",
        "customer" => "customer_id",
        "site" => "site_id",
        "cost_cents" => "cost",
        other => other,
    });
    let column = column.map(str::to_owned);
    Problem { row, column, code: code.unwrap_or_default(), message: words.to_owned() }
}

/// One line, and what is wrong with it.
pub(super) struct Reading<'a> {
    pub line: &'a Line,
    pub problems: Vec<Problem>,
}

impl Reading<'_> {
    /// Notes what is wrong with a cell.
    pub fn wrong(&mut self, column: &str, code: &str, message: &str) {
        let (column, code, message) = (Some(column.to_owned()), code.to_owned(), message.to_owned());
        self.problems.push(Problem { row: self.line.row, column, code, message });
    }

    /// The value of a cell as `read` understands it, put under `field` when the file has the column.
    pub fn put<T: Into<Value>>(
        &mut self,
        fields: &mut Fields,
        (column, field): (&str, &str),
        what: &str,
        read: impl Fn(&str) -> Option<T>,
    ) {
        let Some(text) = self.line.cells.get(column) else { return };
        match read(text) {
            Some(value) => drop(fields.insert(field.to_owned(), value.into())),
            None => self.wrong(column, "invalid", &format!("this is not {what}")),
        }
    }

    /// What a cell names; the problem is noted.
    pub fn find(&mut self, column: &str, known: &Known) -> Option<Uuid> {
        let text = self.line.get(column)?.to_owned();
        match known.find(&text) {
            Ok(id) => return Some(id),
            Err(Unclear::Nobody) => self.wrong(column, "not_found", "nothing here is called so"),
            Err(Unclear::Several) => self.wrong(column, "ambiguous", "several are called so: use the identifier"),
        }
        None
    }
}

/// The texts of these columns, of those that the file has.
pub(super) fn texts(reading: &Reading<'_>, columns: &[&str]) -> Fields {
    let cells =
        columns.iter().filter_map(|name| Some(((*name).to_owned(), reading.line.cells.get(*name)?.as_str().into())));
    cells.collect()
}

/// A value by its name in JSON.
pub(super) fn named<T: serde::de::DeserializeOwned>(reading: &mut Reading<'_>, column: &str) -> Option<T> {
    let text = reading.line.get(column)?.to_owned();
    let value = serde_json::from_value(Value::String(text.to_lowercase().replace(' ', "_"))).ok();
    if value.is_none() {
        reading.wrong(column, "invalid", "there is no such value");
    }
    value
}
