//! What lists of work orders are narrowed by, read out of their bodies: where each stands, for whom, when.

use domain::Row;
use domain::ids::CompanyId;
use domain::work_order::WorkOrder;
use sqlx::AssertSqlSafe;

use super::{DbError, Insert, Kind, Tx, values};

/// Where facts are written.
const FACTS: Insert<'_> = Insert {
    table: "work_order_facts",
    columns: &["company_id", "work_order_id", "seq", "status", "customer_id", "starts_at", "ends_at"],
    over: "ON CONFLICT (company_id, work_order_id) DO UPDATE SET seq = excluded.seq, status = excluded.status, \
        customer_id = excluded.customer_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at",
};

/// Brings the facts in step with these rows of work orders. One that cannot be read is in no narrowed list.
pub async fn follow(tx: &mut Tx, company: CompanyId, rows: &[&Row]) -> Result<(), DbError> {
    let mut values = Vec::with_capacity(rows.len() * FACTS.columns.len());
    for row in rows {
        let Some(order) = row.read::<WorkOrder>() else { continue };
        let status = serde_json::to_value(order.status)?;
        let (start, end) = (order.window.map(|w| w.start), order.window.map(|w| w.end));
        let (status, customer) = (status.as_str().unwrap_or_default(), order.customer.map(|c| c.0));
        values.extend(values![company.0, row.id, row.seq, status, customer, start, end]);
    }
    FACTS.write(tx, values).await
}

/// Fills the tables from rows that an older build wrote.
pub async fn fill(tx: &mut Tx, kind: Kind) -> Result<(), DbError> {
    let text = |path: &str| match kind {
        Kind::Sqlite => format!("json_extract(body, '$.{}')", path.replace('/', ".")),
        Kind::Postgres => format!("(body::json #>> '{{{}}}')", path.replace('/', ",")),
    };
    let number = |path: &str| match kind {
        Kind::Sqlite => text(path),
        Kind::Postgres => format!("{}::bigint", text(path)),
    };
    let on_it = match kind {
        Kind::Sqlite => "EXISTS (SELECT 1 FROM json_each(r.body, '$.assignees') AS one WHERE one.value = p.user_id)",
        Kind::Postgres => "(r.body::jsonb -> 'assignees') @> to_jsonb(p.user_id)",
    };
    let sql = format!(
        "INSERT INTO work_order_facts (company_id, work_order_id, seq, status, customer_id, starts_at, ends_at) \
         SELECT company_id, id, seq, COALESCE({}, 'draft'), {}, {}, {} FROM rows WHERE entity = 'work_order'",
        text("status"),
        text("customer"),
        number("window/start"),
        number("window/end"),
    );
    tx.execute(AssertSqlSafe(sql), vec![]).await?;
    let sql = format!(
        "UPDATE work_order_people AS p SET assigned = 0 WHERE NOT EXISTS (SELECT 1 FROM rows r \
         WHERE r.company_id = p.company_id AND r.entity = 'work_order' AND r.id = p.work_order_id AND {on_it})"
    );
    tx.execute(AssertSqlSafe(sql), vec![]).await.map(drop)
}
