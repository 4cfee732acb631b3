//! Values of many lines as PostgreSQL takes them in one statement: a list for each column. The text is the same for any
//! number of lines, so it is planned once.

use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;

use super::Value;

/// The places of the lists of lines such as `line`, counted from `$first`: `$2::text[], $3::bigint[]`.
pub(super) fn places(first: usize, line: &[Value]) -> String {
    let list = |(nth, value): (usize, &Value)| match value {
        Value::Int(_) => format!("${}::bigint[]", first + nth),
        Value::Text(_) => format!("${}::text[]", first + nth),
    };
    line.iter().enumerate().map(list).collect::<Vec<_>>().join(", ")
}

/// Binds the lists of these lines, so many values each.
pub(super) fn bind<'q>(
    mut query: Query<'q, Postgres, PgArguments>,
    values: &'q [Value],
    width: usize,
) -> Query<'q, Postgres, PgArguments> {
    for (nth, kind) in values.iter().take(width).enumerate() {
        let column = values.iter().skip(nth).step_by(width);
        query = match kind {
            Value::Int(_) => query.bind(column.map(Value::as_int).collect::<Vec<Option<i64>>>()),
            Value::Text(_) => query.bind(column.map(Value::as_text).collect::<Vec<Option<&str>>>()),
        };
    }
    query
}
