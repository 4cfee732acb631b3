//! Reading many lines of one table by their keys in few trips.
//!
//! A join in the order in which it is written, on both engines: for pairs that are compared with `OR` or `IN`, SQLite reads
//! every row of the company; and PostgreSQL keeps the plan that it made while a table was small.

use domain::ids::CompanyId;
use sqlx::AssertSqlSafe;

use super::pieces::{nameless, pieces};
use super::{DbError, Record, Tx, Value, columns};

/// What is read, by the key of a table that begins with the company.
pub struct Find<'a> {
    /// The table.
    pub table: &'a str,
    /// What is read of it.
    pub columns: &'a [&'a str],
    /// The other columns of the key.
    pub key: &'a [&'a str],
}

impl Find<'_> {
    /// Reads the lines of the company that have these keys, which lie one after the other. In no order.
    pub async fn read(&self, tx: &mut Tx, company: CompanyId, keys: Vec<Value>) -> Result<Vec<Record>, DbError> {
        let width = self.key.len();
        let mut found = Vec::new();
        match tx {
            Tx::Sqlite(_) | Tx::Snapshot(_) => {
                let keys: Vec<&[Value]> = keys.chunks(width).collect();
                for keys in pieces(&keys) {
                    let values = keys.iter().copied().flatten().cloned().chain([Value::from(company.0)]).collect();
                    found.extend(tx.all(AssertSqlSafe(self.of_places(keys.len())), values).await?);
                }
            }
            Tx::Postgres(tx) => {
                let Some(first) = keys.get(..width) else { return Ok(found) };
                let query = sqlx::query(AssertSqlSafe(self.of_lists(first))).bind(company.0.to_string());
                let query = columns::bind(query, &keys, width);
                found.extend(query.fetch_all(&mut **tx).await?.into_iter().map(Record::Postgres));
            }
        }
        Ok(found)
    }

    fn of_places(&self, keys: usize) -> String {
        let (table, wanted, columns) = (self.table, self.key.join(", "), self.listed());
        format!(
            "WITH wanted ({wanted}) AS (VALUES {}) SELECT {columns} FROM wanted CROSS JOIN {table} WHERE {} \
             AND {table}.company_id = ?",
            nameless(keys, self.key.len()),
            self.is_wanted()
        )
    }

    fn of_lists(&self, first: &[Value]) -> String {
        let (table, wanted, columns) = (self.table, self.key.join(", "), self.listed());
        format!(
            "SELECT found.* FROM UNNEST({}) AS wanted ({wanted}) CROSS JOIN LATERAL (SELECT {columns} FROM {table} \
             WHERE {table}.company_id = $1 AND {} LIMIT 1) AS found",
            columns::places(2, first),
            self.is_wanted()
        )
    }

    fn listed(&self) -> String {
        self.columns.iter().map(|column| format!("{}.{column}", self.table)).collect::<Vec<_>>().join(", ")
    }

    fn is_wanted(&self) -> String {
        let is = |column: &&str| format!("{}.{column} = wanted.{column}", self.table);
        self.key.iter().map(is).collect::<Vec<_>>().join(" AND ")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::clock;
    use crate::db::{Db, migrate, values};

    #[tokio::test]
    async fn lines_are_found_by_the_whole_key_however_many_are_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite://{}", folder.path().join("db").display())).await.unwrap();
        migrate(&db, clock::now()).await.unwrap();
        let find = Find { table: "rows", columns: &["version"], key: &["entity", "id"] };
        for count in [1, 2, 64] {
            let values = (0..count * 2 + 1).flat_map(|n| values![n.to_string()]).collect();
            let sql = format!("EXPLAIN QUERY PLAN {}", find.of_places(count));
            let steps = db.all(AssertSqlSafe(sql), values).await.unwrap();
            let plan = steps.iter().map(|step| step.text("detail").unwrap()).collect::<Vec<_>>().join("; ");
            assert!(plan.contains("(company_id=? AND entity=? AND id=?)"), "{count}: {plan}");
        }
    }
}
