//! Lines turned into what is to be done, by the rules of each table.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::ids::{ItemId, LocationId, UserId, WorkOrderId};
use domain::people::{Company, User};
use domain::quantity::Quantity;
use domain::status::{Status, WaitingOn};
use domain::stock::{Item, ItemCode, MoveKind, Movement};
use domain::{Code, Edit, Entity, Rejection, Row};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use sync::server::PushTx;
use uuid::Uuid;

use super::lines::Line;
use super::{Planned, Problem, Report, Table};
use crate::auth::sign_in;
use crate::error::AppError;
use crate::owner::door;
use crate::owner::tables::cell::{read_flag, read_moment, read_money};
use crate::owner::tables::names::{Known, Names, Unclear};
use crate::sync_store::SqlTx;

type Fields = Map<String, Value>;

/// What a rule of the company says against a row, in the words of a file.
pub(super) fn problem_of(row: u64, rejection: &Rejection) -> Problem {
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
struct Reading<'a> {
    line: &'a Line,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn wrong(&mut self, column: &str, code: &str, message: &str) {
        let (column, code, message) = (Some(column.to_owned()), code.to_owned(), message.to_owned());
        self.problems.push(Problem { row: self.line.row, column, code, message });
    }

    /// The value of a cell as `read` understands it, put under `field` when the file has the column.
    fn put<T: Into<Value>>(
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
    fn find(&mut self, column: &str, known: &Known) -> Option<Uuid> {
        let text = self.line.get(column)?.to_owned();
        match known.find(&text) {
            Ok(id) => return Some(id),
            Err(Unclear::Nobody) => self.wrong(column, "not_found", "nothing here is called so"),
            Err(Unclear::Several) => self.wrong(column, "ambiguous", "several are called so: use the identifier"),
        }
        None
    }
}

/// What the lines come to. What is wrong with them goes into the report.
pub(super) async fn plan(
    tx: &mut SqlTx,
    table: Table,
    lines: &[Line],
    (space, names): (Uuid, &Names),
    report: &mut Report,
) -> Result<Vec<Planned>, AppError> {
    let entity = match table {
        Table::Customers => Entity::Customer,
        Table::Items => Entity::Item,
        Table::OpeningStock => Entity::Movement,
        Table::Users => Entity::User,
        Table::WorkOrders => Entity::WorkOrder,
    };
    let there: HashMap<Uuid, Row> = match table {
        Table::OpeningStock => HashMap::new(),
        _ => tx.all(entity).await?.into_iter().map(|row| (row.id, row)).collect(),
    };
    let zone = zone(tx).await?;
    let (mut seen, mut logins) = (HashSet::new(), HashSet::new());
    let mut planned = Vec::new();
    for line in lines {
        let mut reading = Reading { line, problems: Vec::new() };
        let derived = Uuid::new_v5(&space, format!("row {}", line.row).as_bytes());
        let id = match line.get("id").map(str::parse) {
            None => Some(derived),
            Some(Ok(id)) => Some(id),
            Some(Err(_)) => {
                reading.wrong("id", "invalid", "this is not an identifier");
                None
            }
        };
        let id = match (table, line.get("login")) {
            (Table::Users, Some(login)) => names.users.find(&sign_in::tidy(login)).ok().or(id),
            _ => id,
        };
        if id.is_some_and(|id| !seen.insert(id)) {
            reading.wrong(if table == Table::Users { "login" } else { "id" }, "twice", "this is in the file twice");
        }
        let row = id.and_then(|id| there.get(&id));
        let made = match table {
            Table::Customers => fields_into(entity, id, row, customer(&mut reading)),
            Table::Items => item_into(id, row, &mut reading),
            Table::WorkOrders => work_order_into(id, row, (names, &zone), &mut reading),
            Table::OpeningStock => Ok(opening_stock(derived, space, names, &mut reading)),
            Table::Users => Ok(Vec::new()),
        };
        let person = match table {
            Table::Users => person_into(id, row, &mut reading, &mut planned, &mut logins)?,
            _ => None,
        };
        match made {
            Ok(edits) if table != Table::Users || person.is_some() => {
                planned.push(Planned { row: line.row, is_new: row.is_none(), edits, person });
            }
            Ok(_) => {}
            Err(rejection) => reading.problems.push(problem_of(line.row, &rejection)),
        }
        report.problems.append(&mut reading.problems);
    }
    // A row with a problem of its own is not tried: what the rules say of it would be said twice.
    planned.retain(|planned| !report.problems.iter().any(|problem| problem.row == planned.row));
    Ok(planned)
}

async fn zone(tx: &mut SqlTx) -> Result<TimeZone, AppError> {
    let company: Option<Company> = tx.all(Entity::Company).await?.first().and_then(Row::read);
    Ok(company.and_then(|company| TimeZone::get(&company.time_zone).ok()).unwrap_or(TimeZone::UTC))
}

fn texts(reading: &Reading<'_>, columns: &[&str]) -> Fields {
    let cells =
        columns.iter().filter_map(|name| Some(((*name).to_owned(), reading.line.cells.get(*name)?.as_str().into())));
    cells.collect()
}

/// The edits that make a row with these fields, or change the one that is there.
fn fields_into(
    entity: Entity,
    id: Option<Uuid>,
    row: Option<&Row>,
    mut fields: Fields,
) -> Result<Vec<Edit>, Rejection> {
    let Some(id) = id else { return Ok(Vec::new()) };
    let Some(row) = row else {
        fields.retain(|_, value| !value.is_null() && *value != json!(""));
        return Ok(vec![Edit::Create { entity, id, fields }]);
    };
    door::edits(row, fields).map_err(|_| Rejection::new(Code::Invalid))
}

fn customer(reading: &mut Reading<'_>) -> Fields {
    let mut fields = texts(reading, &["name", "kind", "phone", "email", "notes"]);
    reading.put(&mut fields, ("inactive", "inactive"), "yes or no", read_flag);
    fields
}

fn item_into(id: Option<Uuid>, row: Option<&Row>, reading: &mut Reading<'_>) -> Result<Vec<Edit>, Rejection> {
    let mut fields = texts(reading, &["name", "category", "brand", "unit"]);
    let quantity = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<Quantity>().ok().map(|q| q.0) };
    reading.put(&mut fields, ("truck_min", "truck_min"), "a quantity", quantity);
    reading.put(&mut fields, ("truck_max", "truck_max"), "a quantity", quantity);
    let money = |text: &str| if text.is_empty() { Some(0) } else { read_money(text) };
    reading.put(&mut fields, ("cost", "cost_cents"), "an amount of money", money);
    reading.put(&mut fields, ("inactive", "inactive"), "yes or no", read_flag);
    let codes: Option<Option<Vec<ItemCode>>> = reading
        .line
        .cells
        .get("codes")
        .map(|text| text.split(';').map(str::trim).filter(|code| !code.is_empty()).map(read_code).collect());
    let codes = match codes {
        Some(None) => {
            reading.wrong("codes", "invalid", "this is not a list of codes");
            return Ok(Vec::new());
        }
        codes => codes.flatten(),
    };
    let (Some(item), Some(wanted)) = (row.and_then(Row::read::<Item>), &codes) else {
        if let (None, Some(codes)) = (row, codes) {
            fields.insert("codes".into(), serde_json::to_value(codes).unwrap_or_default());
        }
        return fields_into(Entity::Item, id, row, fields);
    };
    let mut edits = fields_into(Entity::Item, id, row, fields)?;
    let of = ItemId(id.unwrap_or_default());
    let gone = item.codes.iter().filter(|code| !wanted.iter().any(|other| other.code == code.code));
    edits.extend(gone.map(|code| Edit::RemoveCode { item: of, code: code.code.clone() }));
    let new = wanted.iter().filter(|code| !item.codes.contains(code));
    edits.extend(new.map(|code| Edit::AddCode { item: of, code: code.clone() }));
    Ok(edits)
}

fn read_code(text: &str) -> Option<ItemCode> {
    match text.rsplit_once(':') {
        Some((code, pack)) => Some(ItemCode { code: code.trim().to_owned(), pack: pack.parse().ok()? }),
        None => Some(ItemCode { code: text.to_owned(), pack: Quantity::whole(1) }),
    }
}

fn opening_stock(id: Uuid, space: Uuid, names: &Names, reading: &mut Reading<'_>) -> Vec<Edit> {
    for column in ["item", "location", "quantity"] {
        if reading.line.get(column).is_none() {
            reading.wrong(column, "required", "something must stand here");
        }
    }
    let (item, place) = (reading.find("item", &names.items), reading.find("location", &names.locations));
    let quantity = reading.line.get("quantity").map(str::parse::<Quantity>);
    if quantity.as_ref().is_some_and(Result::is_err) {
        reading.wrong("quantity", "invalid", "this is not a quantity");
    }
    let (Some(item), Some(place), Some(Ok(quantity))) = (item, place, quantity) else { return Vec::new() };
    if quantity == Quantity::ZERO {
        return Vec::new();
    }
    let place = Some(LocationId(place));
    let (from, to) = if quantity.is_negative() { (place, None) } else { (None, place) };
    let movement = Movement {
        item: ItemId(item),
        from,
        to,
        quantity: Quantity(quantity.0.abs()),
        kind: MoveKind::Count,
        reason: "opening stock".into(),
        batch: Some(space),
        ..Movement::default()
    };
    vec![Edit::MoveStock { id, movement }]
}

fn work_order_into(
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

/// A value by its name in JSON.
fn named<T: serde::de::DeserializeOwned>(reading: &mut Reading<'_>, column: &str) -> Option<T> {
    let text = reading.line.get(column)?.to_owned();
    let value = serde_json::from_value(Value::String(text.to_lowercase().replace(' ', "_"))).ok();
    if value.is_none() {
        reading.wrong(column, "invalid", "there is no such value");
    }
    value
}

/// A person who is there is changed, by an edit among `planned`; another one is made.
fn person_into(
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
