//! How a row is written to and read from the table `rows`.

use domain::ids::{CompanyId, UserId};
use domain::scope::{self, Scope};
use domain::{Body, Entity, Key, Row, Stamp};
use sqlx::AssertSqlSafe;
use sync::server::store::{ScopedRow, VersionedKey};
use uuid::Uuid;

use crate::db::{DbError, Record, Value, values};

/// How many keys are asked for in one statement.
pub(super) const KEYS_AT_ONCE: usize = 50;

const COLUMNS: &str =
    "entity, id, version, seq, deleted, created_by, created_at, updated_by, updated_at, scope_sort, scope_id, body";

/// Writes a row over the one with the same key.
pub(super) const UPSERT: &str = "INSERT INTO rows (company_id, entity, id, version, seq, deleted, created_by, created_at, \
    updated_by, updated_at, scope_sort, scope_id, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
    ON CONFLICT (company_id, entity, id) DO UPDATE SET version = excluded.version, seq = excluded.seq, \
    deleted = excluded.deleted, created_by = excluded.created_by, created_at = excluded.created_at, \
    updated_by = excluded.updated_by, updated_at = excluded.updated_at, scope_sort = excluded.scope_sort, \
    scope_id = excluded.scope_id, body = excluded.body";

/// The values of [`UPSERT`].
pub(super) fn upsert_values(company: CompanyId, row: &Row) -> Vec<Value> {
    let scope = scope::of(row.entity, row.id, &row.body);
    values![
        company.0,
        row.entity.name(),
        row.id,
        row.version,
        row.seq,
        row.deleted,
        row.created.by.0,
        row.created.at,
        row.updated.by.0,
        row.updated.at,
        scope.sort(),
        scope.id(),
        row.body.text()
    ]
}

/// A statement that reads rows.
pub(super) fn select(rest: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!("SELECT {COLUMNS} FROM rows {rest}"))
}

/// The statement that reads rows by key, and its values.
pub(super) fn by_keys(company: CompanyId, keys: &[Key]) -> (AssertSqlSafe<String>, Vec<Value>) {
    let mut values = values![company.0];
    let mut choices = Vec::with_capacity(keys.len());
    for key in keys {
        choices.push(format!("(entity = ${} AND id = ${})", values.len() + 1, values.len() + 2));
        values.extend(values![key.entity.name(), key.id]);
    }
    (select(&format!("WHERE company_id = $1 AND ({})", choices.join(" OR "))), values)
}

/// The statement that reads every living row of a kind, and its values.
pub(super) fn living(company: CompanyId, entity: Entity) -> (AssertSqlSafe<String>, Vec<Value>) {
    (select("WHERE company_id = $1 AND entity = $2 AND deleted = 0 ORDER BY id"), values![company.0, entity.name()])
}

/// The statement that reads every row of some scopes of one sort, and its values.
pub(super) fn of_scopes(company: CompanyId, sort: &str, ids: &[Uuid]) -> (AssertSqlSafe<String>, Vec<Value>) {
    let mut values = values![company.0, sort];
    let places: Vec<String> = (0..ids.len()).map(|n| format!("${}", n + 3)).collect();
    values.extend(ids.iter().map(|id| Value::from(*id)));
    (select(&format!("WHERE company_id = $1 AND scope_sort = $2 AND scope_id IN ({})", places.join(", "))), values)
}

/// What is compared of every living row.
pub(super) const VERSIONS: &str = "SELECT entity, id, version, created_by, scope_sort, scope_id FROM rows \
    WHERE company_id = $1 AND deleted = 0";

/// Reads one of [`VERSIONS`].
pub(super) fn read_versioned(record: &Record) -> Result<VersionedKey, DbError> {
    let entity = Entity::named(&record.text("entity")?).ok_or(DbError::Corrupt("entity"))?;
    Ok(VersionedKey {
        scope: scope_of(record)?,
        author: UserId(record.uuid("created_by")?),
        key: Key::new(entity, record.uuid("id")?),
        version: record.count("version")?,
    })
}

fn scope_of(record: &Record) -> Result<Scope, DbError> {
    let scope = Scope::from_parts(&record.text("scope_sort")?, record.maybe_uuid("scope_id")?);
    scope.ok_or(DbError::Corrupt("scope_sort"))
}

/// Reads a row.
pub(super) fn read(record: &Record) -> Result<Row, DbError> {
    Ok(Row {
        entity: Entity::named(&record.text("entity")?).ok_or(DbError::Corrupt("entity"))?,
        id: record.uuid("id")?,
        version: record.count("version")?,
        seq: record.count("seq")?,
        deleted: record.flag("deleted")?,
        created: Stamp { by: UserId(record.uuid("created_by")?), at: record.int("created_at")? },
        updated: Stamp { by: UserId(record.uuid("updated_by")?), at: record.int("updated_at")? },
        body: Body::from_text(record.text("body")?)?,
    })
}

/// Reads a row with its scope.
pub(super) fn read_scoped(record: &Record) -> Result<ScopedRow, DbError> {
    Ok(ScopedRow { scope: scope_of(record)?, row: read(record)? })
}
