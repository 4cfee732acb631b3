//! Writing many lines of one table in few trips.
//!
//! PostgreSQL takes a list for each column, SQLite lines of nameless places.

use sqlx::AssertSqlSafe;

use super::pieces::{nameless, pieces};
use super::{DbError, Tx, Value, columns};

/// The most lines in one statement of PostgreSQL: so many are in memory twice.
const MOST: usize = 2_000;

/// Lines of a table.
pub struct Insert<'a> {
    /// The table.
    pub table: &'a str,
    /// The columns that are written, in the order of the values.
    pub columns: &'a [&'a str],
    /// What becomes of a line that is there already: an `ON CONFLICT`, or nothing.
    pub over: &'a str,
}

impl Insert<'_> {
    /// Writes the lines that `values` hold, one after the other.
    pub async fn write(&self, tx: &mut Tx, values: Vec<Value>) -> Result<(), DbError> {
        match tx {
            Tx::Sqlite(_) | Tx::Snapshot(_) => {
                let lines: Vec<&[Value]> = values.chunks(self.columns.len()).collect();
                for lines in pieces(&lines) {
                    let values = lines.iter().copied().flatten().cloned().collect();
                    tx.execute(AssertSqlSafe(self.of_places(lines.len())), values).await?;
                }
            }
            Tx::Postgres(tx) => {
                let Some(first) = values.get(..self.columns.len()) else { return Ok(()) };
                let sql = self.of_lists(first);
                for lines in values.chunks(self.columns.len() * MOST) {
                    let query = sqlx::query(AssertSqlSafe(sql.clone()));
                    columns::bind(query, lines, self.columns.len()).execute(&mut **tx).await?;
                }
            }
        }
        Ok(())
    }

    fn of_places(&self, lines: usize) -> String {
        self.text(&format!("VALUES {}", nameless(lines, self.columns.len())))
    }

    fn of_lists(&self, first: &[Value]) -> String {
        self.text(&format!("SELECT * FROM UNNEST({})", columns::places(1, first)))
    }

    fn text(&self, lines: &str) -> String {
        let Self { table, columns, over } = self;
        format!("INSERT INTO {table} ({}) {lines} {over}", columns.join(", "))
    }
}
