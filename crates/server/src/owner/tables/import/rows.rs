//! Lines turned into what is to be done, by the rules of each table.

mod items;
mod people;
mod reading;
mod work_orders;

use std::collections::{HashMap, HashSet};

use domain::people::Company;
use domain::{Code, Edit, Entity, Rejection, Row};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use sync::server::PushTx;
use uuid::Uuid;

use super::lines::Line;
use super::{Planned, Report, Table};
use crate::auth::sign_in;
use crate::error::AppError;
use crate::owner::door;
use crate::owner::tables::cell::read_flag;
use crate::owner::tables::names::Names;
use crate::sync_store::SqlTx;
use items::{item_into, opening_stock};
use people::person_into;
pub(super) use reading::problem_of;
use reading::{Reading, texts};
use work_orders::work_order_into;

type Fields = Map<String, Value>;

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
    Ok(planned)
}

async fn zone(tx: &mut SqlTx) -> Result<TimeZone, AppError> {
    let company: Option<Company> = tx.all(Entity::Company).await?.first().and_then(Row::read);
    Ok(company.and_then(|company| TimeZone::get(&company.time_zone).ok()).unwrap_or(TimeZone::UTC))
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
