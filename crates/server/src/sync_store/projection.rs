//! What is read out of a row's body into tables of its own whenever the row is written, because questions are asked by it:
//! whose work orders there are, and which photos need which bytes. A statement serves many rows.

use domain::ids::CompanyId;
use domain::photo::Photo;
use domain::{Entity, Row};
use sqlx::AssertSqlSafe;
use sync::server::store::people_of;
use uuid::Uuid;

use super::pieces::{pieces, places};
use crate::db::{DbError, Tx, Value, values};

/// Brings the tables in step with `rows`, no two of which have the same key.
pub(super) async fn follow(tx: &mut Tx, company: CompanyId, rows: &[Row]) -> Result<(), DbError> {
    let of = |entity| rows.iter().filter(move |row| row.entity == entity);
    work_orders(tx, company, &of(Entity::WorkOrder).collect::<Vec<_>>()).await?;
    photos(tx, company, of(Entity::Photo)).await
}

async fn work_orders(tx: &mut Tx, company: CompanyId, rows: &[&Row]) -> Result<(), DbError> {
    let (mut people, mut customers) = (Vec::new(), Vec::new());
    for row in rows {
        let (users, customer) = people_of(row);
        let mut users: Vec<Uuid> = users.into_iter().map(|user| user.0).collect();
        users.sort_unstable();
        users.dedup();
        people.extend(users.into_iter().map(|user| (user, row.id)));
        customers.extend(customer.map(|customer| (row.id, customer.0)));
    }
    for rows in pieces(rows) {
        for table in ["work_order_people", "work_order_customer"] {
            let ids = places(2, 1, rows.len());
            let sql = format!("DELETE FROM {table} WHERE company_id = $1 AND work_order_id IN {ids}");
            let mut values = values![company.0];
            values.extend(rows.iter().map(|row| Value::from(row.id)));
            tx.execute(AssertSqlSafe(sql), values).await?;
        }
    }
    insert(tx, company, "work_order_people (company_id, user_id, work_order_id)", &people).await?;
    insert(tx, company, "work_order_customer (company_id, work_order_id, customer_id)", &customers).await
}

async fn photos(tx: &mut Tx, company: CompanyId, rows: impl Iterator<Item = &Row>) -> Result<(), DbError> {
    let mut refs: Vec<(String, Uuid)> = Vec::new();
    for row in rows {
        let Some(photo) = row.read::<Photo>() else { continue };
        refs.extend([Some(photo.sha256), photo.thumb_sha256].into_iter().flatten().map(|sha256| (sha256, row.id)));
    }
    insert(tx, company, "blob_refs (company_id, sha256, photo_id)", &refs).await
}

/// Writes pairs of the company that may be there already.
async fn insert<A: Clone, B: Clone>(
    tx: &mut Tx,
    company: CompanyId,
    table: &str,
    pairs: &[(A, B)],
) -> Result<(), DbError>
where
    Value: From<A> + From<B>,
{
    for pairs in pieces(pairs) {
        let sql = format!("INSERT INTO {table} VALUES {} ON CONFLICT DO NOTHING", places(1, pairs.len(), 3));
        let values = pairs.iter().flat_map(|(a, b)| values![company.0, a.clone(), b.clone()]).collect();
        tx.execute(AssertSqlSafe(sql), values).await?;
    }
    Ok(())
}
