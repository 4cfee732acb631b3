//! What is read out of a row's body into tables of its own whenever the row is written, because questions are asked by it:
//! whose work orders there are, and which photos need which bytes. A statement serves many rows.

use domain::ids::{CompanyId, UserId};
use domain::photo::Photo;
use domain::{Entity, Row};
use serde::Deserialize;
use sqlx::AssertSqlSafe;
use sync::server::store::people_of;
use uuid::Uuid;

use crate::db::pieces::{pieces, places};
use crate::db::{DbError, Insert, Tx, Value, values, work_order_facts};

/// Brings the tables in step with `rows`, no two of which have the same key.
pub(super) async fn follow(tx: &mut Tx, company: CompanyId, rows: &[Row]) -> Result<(), DbError> {
    let of = |entity| rows.iter().filter(move |row| row.entity == entity);
    work_orders(tx, company, &of(Entity::WorkOrder).collect::<Vec<_>>()).await?;
    photos(tx, company, of(Entity::Photo)).await
}

/// Of a [`domain::work_order::WorkOrder`], who is on it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct OnIt {
    assignees: Vec<UserId>,
}

async fn work_orders(tx: &mut Tx, company: CompanyId, rows: &[&Row]) -> Result<(), DbError> {
    let (mut people, mut customers) = (Vec::new(), Vec::new());
    for row in rows {
        let (users, customer) = people_of(row);
        let mut users: Vec<Uuid> = users.into_iter().map(|user| user.0).collect();
        users.sort_unstable();
        users.dedup();
        let on_it = row.read::<OnIt>().unwrap_or_default().assignees;
        let assigned = |user| on_it.contains(&UserId(user));
        people.extend(users.into_iter().flat_map(|user| values![company.0, user, row.id, assigned(user)]));
        customers.extend(customer.into_iter().flat_map(|customer| values![company.0, row.id, customer.0]));
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
    insert("work_order_people", &["company_id", "user_id", "work_order_id", "assigned"]).write(tx, people).await?;
    insert("work_order_customer", &["company_id", "work_order_id", "customer_id"]).write(tx, customers).await?;
    work_order_facts::follow(tx, company, rows).await
}

async fn photos(tx: &mut Tx, company: CompanyId, rows: impl Iterator<Item = &Row>) -> Result<(), DbError> {
    let mut refs = Vec::new();
    for row in rows {
        let Some(photo) = row.read::<Photo>() else { continue };
        let hashes = [Some(photo.sha256), photo.thumb_sha256].into_iter().flatten();
        refs.extend(hashes.flat_map(|sha256| values![company.0, sha256, row.id]));
    }
    insert("blob_refs", &["company_id", "sha256", "photo_id"]).write(tx, refs).await
}

/// Lines that may be there already.
const fn insert<'a>(table: &'a str, columns: &'a [&'a str]) -> Insert<'a> {
    Insert { table, columns, over: "ON CONFLICT DO NOTHING" }
}
