//! How a row is written to and read from the table `rows`.

use domain::ids::{CompanyId, UserId};
use domain::scope::{self, Scope};
use domain::{Body, Entity, Key, Row, Stamp};
use sqlx::AssertSqlSafe;
use sync::server::store::{ScopedRow, VersionedKey};
use uuid::Uuid;

use crate::db::pieces::places;
use crate::db::{DbError, Find, Insert, Many, Record, Tx, Value, values};

/// What is written of a row.
const WRITTEN: [&str; 13] = [
    "company_id",
    "entity",
    "id",
    "version",
    "seq",
    "deleted",
    "created_by",
    "created_at",
    "updated_by",
    "updated_at",
    "scope_sort",
    "scope_id",
    "body",
];

/// What is read of it: all but whose it is.
const COLUMNS: &[&str] = WRITTEN.split_at(1).1;

/// Rows between two sequence numbers, in their order: `$1` the company, `$2` before the first, `$3` the last, `$4` how many
/// less one. A page never ends inside of a sequence number. One statement: between two, a push could move rows behind `$3`,
/// and a short page would be taken for the last one.
pub(super) const PAGE: Many<'static> = Many {
    columns: COLUMNS,
    from: "rows WHERE company_id = $1 AND seq > $2 AND seq <= COALESCE((SELECT upto.seq FROM rows AS upto \
           WHERE upto.company_id = $1 AND upto.seq > $2 AND upto.seq <= $3 ORDER BY upto.seq LIMIT 1 OFFSET $4), $3)",
    order: "seq, entity, id",
};

/// The same for a statement in which other tables have columns of these names, too.
fn columns() -> String {
    COLUMNS.iter().map(|column| format!("rows.{column}")).collect::<Vec<_>>().join(", ")
}

/// Where rows are written, over those with the same keys.
const ROWS: Insert<'_> = Insert {
    table: "rows",
    columns: &WRITTEN,
    over: "ON CONFLICT (company_id, entity, id) DO UPDATE SET version = excluded.version, seq = excluded.seq, \
        deleted = excluded.deleted, created_by = excluded.created_by, created_at = excluded.created_at, \
        updated_by = excluded.updated_by, updated_at = excluded.updated_at, scope_sort = excluded.scope_sort, \
        scope_id = excluded.scope_id, body = excluded.body",
};

/// Writes rows, no two of which have the same key, over those with their keys.
pub(super) async fn upsert(tx: &mut Tx, company: CompanyId, rows: &[Row]) -> Result<(), DbError> {
    ROWS.write(tx, rows.iter().flat_map(|row| upsert_values(company, row)).collect()).await
}

fn upsert_values(company: CompanyId, row: &Row) -> Vec<Value> {
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
    AssertSqlSafe(format!("SELECT {} FROM rows {rest}", columns()))
}

/// Reads rows by key.
pub(super) async fn by_keys(tx: &mut Tx, company: CompanyId, keys: &[Key]) -> Result<Vec<Row>, DbError> {
    let find = Find { table: "rows", columns: COLUMNS, key: &["entity", "id"] };
    let keys = keys.iter().flat_map(|key| values![key.entity.name(), key.id]).collect();
    find.read(tx, company, keys).await?.iter().map(read).collect()
}

/// The statement that gives the rows of some scopes, all with an identifier, the sequence number beside the scope unless
/// theirs is larger, and its values. For PostgreSQL: of such a join, SQLite would read every row of the company.
pub(super) fn touch_many(company: CompanyId, touched: &[(Scope, u64)]) -> (AssertSqlSafe<String>, Vec<Value>) {
    let mut values = values![company.0];
    values.extend(touched.iter().flat_map(|(scope, seq)| values![scope.sort(), scope.id(), *seq]));
    let sql = format!(
        "WITH touched (sort, id, seq) AS (VALUES {}) UPDATE rows SET seq = touched.seq FROM touched \
         WHERE rows.company_id = $1 AND rows.scope_sort = touched.sort AND rows.scope_id = touched.id \
         AND +rows.seq < touched.seq",
        places(2, touched.len(), 3)
    );
    (AssertSqlSafe(sql), values)
}

/// The same for one scope. The plus keeps SQLite from looking for the rows by their sequence numbers: nearly all are smaller.
pub(super) fn touch(company: CompanyId, (scope, seq): (Scope, u64)) -> (AssertSqlSafe<String>, Vec<Value>) {
    let of_scope = if scope.id().is_some() { "scope_id = $4" } else { "scope_id IS NULL" };
    let sql =
        format!("UPDATE rows SET seq = $3 WHERE company_id = $1 AND scope_sort = $2 AND +seq < $3 AND {of_scope}");
    let mut values = values![company.0, scope.sort(), seq];
    values.extend(scope.id().map(Value::from));
    (AssertSqlSafe(sql), values)
}

/// The statement that reads every living row of a kind, and its values.
pub(super) fn living(company: CompanyId, entity: Entity) -> (AssertSqlSafe<String>, Vec<Value>) {
    (select("WHERE company_id = $1 AND entity = $2 AND deleted = 0 ORDER BY id"), values![company.0, entity.name()])
}

/// What stands behind `FROM` to read every row of so many scopes of one sort.
pub(super) fn of_scopes(count: usize) -> String {
    format!("rows WHERE company_id = $1 AND scope_sort = $2 AND scope_id IN {}", places(3, 1, count))
}

/// The statement that reads every row of some scopes of one sort, and its values.
pub(super) fn scopes_values(company: CompanyId, sort: &str, ids: &[Uuid]) -> Vec<Value> {
    let mut values = values![company.0, sort];
    values.extend(ids.iter().map(|id| Value::from(*id)));
    values
}

/// Rows in no order.
pub(super) const fn unordered(from: &str) -> Many<'_> {
    Many { columns: COLUMNS, from, order: "" }
}

/// What is compared of every living row of the company `$1`.
pub(super) const VERSIONS: Many<'static> = Many {
    columns: &["entity", "id", "version", "created_by", "scope_sort", "scope_id"],
    from: "rows WHERE company_id = $1 AND deleted = 0",
    order: "",
};

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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::clock;
    use crate::db::{Db, Kind, migrate};

    /// What SQLite says it would do.
    async fn plan((sql, values): (AssertSqlSafe<String>, Vec<Value>)) -> String {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite://{}", folder.path().join("db").display())).await.unwrap();
        migrate(&db, clock::now()).await.unwrap();
        let steps = db.all(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {}", sql.0)), values).await.unwrap();
        steps.iter().map(|step| step.text("detail").unwrap()).collect::<Vec<_>>().join("; ")
    }

    #[tokio::test]
    async fn a_touched_scope_is_found_by_its_name() {
        let company = CompanyId(Uuid::from_u128(1));
        let named = Scope::WorkOrder(domain::ids::WorkOrderId(Uuid::from_u128(2)));
        let plan_of_named = plan(touch(company, (named, 7))).await;
        assert!(plan_of_named.contains("(company_id=? AND scope_sort=? AND scope_id=?)"), "{plan_of_named}");
        let plan_of_all = plan(touch(company, (Scope::Company, 7))).await;
        assert!(plan_of_all.contains("(company_id=? AND scope_sort=? AND scope_id=?)"), "{plan_of_all}");
    }

    #[tokio::test]
    async fn rows_of_scopes_are_found_by_their_names_however_many_are_asked_for() {
        let company = CompanyId(Uuid::from_u128(1));
        for count in [1, 2, 64] {
            let ids: Vec<Uuid> = (0..count).map(Uuid::from_u128).collect();
            let from = of_scopes(ids.len());
            let statement = (unordered(&from).sql(Kind::Sqlite), scopes_values(company, "work_order", &ids));
            let plan = self::plan(statement).await;
            assert!(plan.contains("(company_id=? AND scope_sort=? AND scope_id=?)"), "{count}: {plan}");
        }
    }
}
