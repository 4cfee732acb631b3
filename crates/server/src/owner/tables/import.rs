//! Tables coming in. A file becomes ordinary edits of the admin who hands it in, all of them or none: first every problem
//! is listed, by row and column. Identifiers are derived from company, file and row, so that the same file sent twice does
//! nothing twice.

mod lines;
mod rights;
mod rows;

use domain::ids::{CompanyId, DeviceId, MutationId, UserId};
use domain::{Edit, Stamp};
use protocol::SCHEMA;
use protocol::sync::{Mutation, PushRequest};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sync::server::{HandedIn, PushTx, ServerStore, within};
use utoipa::ToSchema;
use uuid::Uuid;

use super::names::Names;
use crate::auth::keys::hex;
use crate::auth::set_up_code;
use crate::clock;
use crate::db::accounts::Account;
use crate::db::audit;
use crate::error::AppError;
use crate::owner::door;
use crate::people;
use crate::sync_store::{SqlStore, SqlTx};

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;
/// The most rows in a file.
pub const MOST_ROWS: usize = 5_000;

/// A column of a file.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name. Case, spaces, hyphens and underscores make no difference.
    pub name: &'static str,
    /// What stands in it.
    pub meaning: &'static str,
}

/// A table that comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Customers.
    Customers,
    /// Items.
    Items,
    /// What is in stock at the beginning.
    OpeningStock,
    /// People, with a set-up code each.
    Users,
    /// Work orders.
    WorkOrders,
}

/// Every table that comes in, by its name in paths.
pub const TABLES: [(&str, Table); 5] = [
    ("customers", Table::Customers),
    ("items", Table::Items),
    ("opening-stock", Table::OpeningStock),
    ("users", Table::Users),
    ("work-orders", Table::WorkOrders),
];

/// Something that is wrong, or odd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// The row as a spreadsheet counts it: the header is row 1.
    pub row: u64,
    /// The column, when one is to blame.
    pub column: Option<String>,
    /// Which problem, as a stable name.
    pub code: String,
    /// In words.
    pub message: String,
}

/// A person who was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewPerson {
    /// What is typed to sign in.
    pub login: String,
    /// The one-time code to choose a password with: shown once.
    pub set_up_code: String,
}

/// What a file did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// It was only tried: nothing was done.
    pub dry_run: bool,
    /// Rows in the file.
    pub rows: u64,
    /// Rows of which something is made.
    pub made: u64,
    /// Rows that change something that is there.
    pub changed: u64,
    /// Rows that change nothing.
    pub unchanged: u64,
    /// Why nothing was done, as far as there are reasons.
    pub problems: Vec<Problem>,
    /// What was passed over.
    pub warnings: Vec<Problem>,
    /// People who were made.
    pub people: Vec<NewPerson>,
}

/// Who hands a file in.
pub struct By<'a> {
    /// The company.
    pub company: CompanyId,
    /// The admin.
    pub user: UserId,
    /// As what the edits come.
    pub device: DeviceId,
    /// From where.
    pub address: &'a str,
    /// A program asks, with a token, and not the admin in person.
    pub is_program: bool,
}

/// What a row of a file comes to.
struct Planned {
    row: u64,
    is_new: bool,
    edits: Vec<Edit>,
    person: Option<(UserId, domain::people::User)>,
}

/// Takes a file, or only says what it would do. The sequence number that was reached, when something was done.
pub async fn take(
    store: &SqlStore,
    by: &By<'_>,
    table: Table,
    file: &[u8],
    dry_run: bool,
) -> Result<(Report, Option<u64>), AppError> {
    let mut report = Report { dry_run, ..Report::default() };
    let lines = lines::read(table, file, &mut report);
    report.rows = lines.len() as u64;
    let name = TABLES.iter().find(|(_, other)| *other == table).map_or("", |(name, _)| name);
    let space = Uuid::new_v5(&by.company.0, format!("{name} {}", hex(&Sha256::digest(file))).as_bytes());
    let mut tx = store.begin(by.company).await?;
    let names = Names::within(&mut tx).await?;
    let mut planned = rows::plan(&mut tx, table, &lines, (space, &names), &mut report).await?;
    if table == Table::Users {
        report.problems.extend(match by.is_program {
            true => rights::too_much(&planned),
            false => rights::own(&planned, by.user),
        });
    }
    // A row with a problem of its own is not tried: what the rules say of it would be said twice.
    planned.retain(|planned| !report.problems.iter().any(|problem| problem.row == planned.row));
    let now = clock::now();
    let stamp = Stamp { by: by.user, at: now };
    let tx = people_into(tx, by.company, &planned, stamp, &mut report).await?;
    let tx = edits_into(tx, by, &planned, (space, now), &mut report).await?;
    report.problems.sort_by_key(|problem| problem.row);
    let Some(mut tx) = tx.filter(|_| !dry_run && report.problems.is_empty()) else {
        report.people.clear();
        return Ok((report, None));
    };
    let detail = format!("{name}: {} made, {} changed", report.made, report.changed);
    let entry =
        audit::Entry { company: by.company, user: Some(by.user), address: by.address, event: "imported", detail };
    audit::write(tx.database(), entry, now).await?;
    tx.commit().await?;
    Ok((report, Some(store.head(by.company).await?)))
}

/// Makes the accounts.
async fn people_into(
    mut tx: SqlTx,
    company: CompanyId,
    planned: &[Planned],
    stamp: Stamp,
    report: &mut Report,
) -> Result<SqlTx, AppError> {
    for (id, user) in planned.iter().filter_map(|planned| planned.person.as_ref()) {
        let code = set_up_code::fresh().map_err(|e| AppError::internal(&e))?;
        let account = Account {
            company,
            user: *id,
            login: user.login.clone(),
            password_hash: None,
            set_up_code_hash: Some(set_up_code::hash(&code)),
            set_up_expires_at: stamp.at + set_up_code::LIFE,
        };
        people::add(&mut tx, &account, user, stamp).await?;
        report.people.push(NewPerson { login: user.login.clone(), set_up_code: code });
    }
    Ok(tx)
}

/// Takes the edits, but for those that this file brought before. The transaction, unless it is of no use any more.
async fn edits_into(
    mut tx: SqlTx,
    by: &By<'_>,
    planned: &[Planned],
    (space, now): (Uuid, i64),
    report: &mut Report,
) -> Result<Option<SqlTx>, AppError> {
    let mut mutations: Vec<(u64, bool, Mutation)> = Vec::new();
    for Planned { row, is_new, edits, .. } in planned {
        for (nth, edit) in edits.iter().enumerate() {
            let id = Uuid::new_v5(&space, format!("{row}/{nth}/{}", edit.kind()).as_bytes());
            mutations.push((*row, *is_new, door::mutation(id, edit, now)?));
        }
    }
    let ids: Vec<MutationId> = mutations.iter().map(|(_, _, mutation)| mutation.id).collect();
    let done = tx.results(&ids).await?;
    mutations.retain(|(_, _, mutation)| !done.contains_key(&mutation.id));
    let rows: Vec<(u64, bool)> = mutations.iter().map(|(row, is_new, _)| (*row, *is_new)).collect();
    let mut touched = rows.clone();
    touched.extend(planned.iter().filter(|planned| planned.person.is_some()).map(|planned| (planned.row, true)));
    touched.sort_unstable();
    touched.dedup();
    report.made = touched.iter().filter(|(_, is_new)| *is_new).count() as u64;
    report.changed = touched.len() as u64 - report.made;
    report.unchanged = (planned.len() as u64).saturating_sub(touched.len() as u64);
    if mutations.is_empty() {
        return Ok(Some(tx));
    }
    let mutations = mutations.into_iter().map(|(_, _, mutation)| mutation).collect();
    let request = PushRequest { schema: SCHEMA, device: by.device, epoch: None, mutations };
    let (outcomes, tx) = within(tx, by.company, HandedIn { user: by.user, request: &request }, now).await?;
    for ((row, _), outcome) in rows.iter().zip(&outcomes) {
        let Some(rejection) = door::refusal(outcome) else { continue };
        // What follows from the first problem of a row is no problem of its own.
        if !report.problems.iter().any(|problem| problem.row == *row) {
            report.problems.push(rows::problem_of(*row, &rejection));
        }
    }
    Ok(Some(tx))
}
