//! A file, read into lines: what stands in which known column.

use std::collections::BTreeMap;

use super::{Column, MOST_ROWS, Problem, Report, Table};
use crate::owner::tables::cell::unguarded;

/// A row of a file.
pub(super) struct Line {
    /// As a spreadsheet counts it.
    pub row: u64,
    /// What stands in the columns that the file has, without spaces around it.
    pub cells: BTreeMap<&'static str, String>,
}

impl Line {
    /// What stands there; nothing where the file lacks the column or the cell is empty.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str).filter(|text| !text.is_empty())
    }
}

impl Table {
    /// The columns that a file may have.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Customers => &[
                Column { name: "id", meaning: "identifier; a row that is there is changed" },
                Column { name: "name", meaning: "person or firm, required" },
                Column { name: "kind", meaning: "residential, commercial, …" },
                Column { name: "phone", meaning: "phone number" },
                Column { name: "email", meaning: "e-mail address" },
                Column { name: "notes", meaning: "anything worth knowing" },
                Column { name: "inactive", meaning: "yes: no longer served" },
            ],
            Self::Items => &[
                Column { name: "id", meaning: "identifier; a row that is there is changed" },
                Column { name: "name", meaning: "required" },
                Column { name: "category", meaning: "category" },
                Column { name: "brand", meaning: "brand" },
                Column { name: "unit", meaning: "what is counted, ea or ft; required" },
                Column {
                    name: "codes",
                    meaning: "codes, a semicolon between them, each with `:` and its pack where that is not 1",
                },
                Column { name: "truck_min", meaning: "restock a truck below this" },
                Column { name: "truck_max", meaning: "restock a truck up to this" },
                Column { name: "cost", meaning: "what one costs, 12.34" },
                Column { name: "inactive", meaning: "yes: no longer bought" },
            ],
            Self::OpeningStock => &[
                Column { name: "item", meaning: "name, code or identifier of the item, required" },
                Column { name: "location", meaning: "name or identifier of the place, required" },
                Column { name: "quantity", meaning: "how much is there, required" },
            ],
            Self::Users => &[
                Column { name: "id", meaning: "identifier; only for people who are there" },
                Column {
                    name: "login",
                    meaning: "what is typed to sign in, required; a person who is there is changed",
                },
                Column { name: "name", meaning: "full name, required" },
                Column { name: "role", meaning: "admin, dispatcher or technician" },
                Column { name: "title", meaning: "trade title" },
                Column { name: "phone", meaning: "phone number" },
                Column { name: "email", meaning: "e-mail address" },
                Column { name: "active", meaning: "no: may not sign in" },
            ],
            Self::WorkOrders => &[
                Column { name: "id", meaning: "identifier; a row that is there is changed" },
                Column { name: "number", meaning: "passed over: the server gives numbers" },
                Column { name: "title", meaning: "what is to be done, required" },
                Column { name: "customer_id", meaning: "identifier of the customer; this or the name is required" },
                Column { name: "customer", meaning: "name of the customer" },
                Column { name: "site_id", meaning: "identifier of the site" },
                Column { name: "kind", meaning: "as in the API: service_call, emergency, …" },
                Column { name: "priority", meaning: "emergency, high, normal or low" },
                Column { name: "status", meaning: "as in the API: draft, scheduled, …" },
                Column {
                    name: "waiting_on",
                    meaning: "parts, customer, utility or inspection, with the status waiting",
                },
                Column { name: "reason", meaning: "why it has this status" },
                Column { name: "description", meaning: "all of it" },
                Column {
                    name: "window_start",
                    meaning: "when, 2026-01-05T13:00:00Z, or 2026-01-05 08:00 in the company's time zone",
                },
                Column { name: "window_end", meaning: "until when" },
                Column { name: "assignees", meaning: "logins, a semicolon between them" },
                Column { name: "permit", meaning: "permit number" },
                Column { name: "code_edition", meaning: "edition of the code" },
                Column { name: "prevailing_wage", meaning: "yes: public work under prevailing wage" },
            ],
        }
    }

    const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Customers => &["name"],
            Self::Items => &["name", "unit"],
            Self::OpeningStock => &["item", "location", "quantity"],
            Self::Users => &["login", "name"],
            Self::WorkOrders => &["title"],
        }
    }
}

pub(super) fn problem(row: u64, column: Option<&str>, code: &str, message: String) -> Problem {
    Problem { row, column: column.map(str::to_owned), code: code.to_owned(), message }
}

/// Reads a file. What is wrong with it as a file is a problem.
pub(super) fn read(table: Table, file: &[u8], report: &mut Report) -> Vec<Line> {
    let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    let Ok(text) = std::str::from_utf8(file) else {
        report.problems.push(problem(1, None, "not_utf8", "the file is not UTF-8: save it as CSV UTF-8".into()));
        return Vec::new();
    };
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => known(table, header, report),
        Err(error) => {
            report.problems.push(problem(1, None, "unreadable", error.to_string()));
            return Vec::new();
        }
    };
    let mut lines = Vec::new();
    for (nth, record) in reader.records().enumerate() {
        let row = nth as u64 + 2;
        if lines.len() == MOST_ROWS {
            report.problems.push(problem(row, None, "too_many_rows", format!("at most {MOST_ROWS} rows in a file")));
            break;
        }
        match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(record) => {
                let cells = header
                    .iter()
                    .zip(&record)
                    .filter_map(|(column, cell)| Some(((*column)?, unguarded(cell).trim().to_owned())));
                lines.push(Line { row, cells: cells.collect() });
            }
            Err(error) => report.problems.push(problem(row, None, "unreadable", error.to_string())),
        }
    }
    lines
}

/// More columns than any table of ours, or that a spreadsheet adds.
const COLUMNS_MAX: usize = 200;

/// The known column in each place of the header.
fn known(table: Table, header: &csv::StringRecord, report: &mut Report) -> Vec<Option<&'static str>> {
    let plain = |name: &str| name.to_lowercase().replace([' ', '-', '_'], "");
    let find = |name: &str| table.columns().iter().map(|column| column.name).find(|known| plain(known) == plain(name));
    let mut found: Vec<Option<&'static str>> = Vec::new();
    if header.len() > COLUMNS_MAX {
        let words = format!("a file has at most {COLUMNS_MAX} columns");
        report.problems.push(problem(1, None, "too_many_columns", words));
        return vec![None; header.len()];
    }
    for name in header {
        let column = find(name.trim());
        if column.is_none() {
            let words = "this column is not known and was passed over".to_owned();
            report.warnings.push(problem(1, Some(name), "unknown_column", words));
        } else if found.contains(&column) {
            report.problems.push(problem(1, Some(name), "column_twice", "this column is there twice".into()));
        }
        found.push(column);
    }
    for name in table.required() {
        if !found.contains(&Some(*name)) {
            report.problems.push(problem(1, Some(name), "column_missing", "this column must be there".into()));
        }
    }
    found
}
