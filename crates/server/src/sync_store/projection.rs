//! What is read out of a row's body into tables of its own whenever the row is written, because questions are asked by it:
//! whose work orders there are, and which photos need which bytes.

use domain::ids::CompanyId;
use domain::photo::Photo;
use domain::{Entity, Row};
use sync::server::store::people_of;

use crate::db::{DbError, Tx, values};

/// Brings the tables in step with `row`.
pub(super) async fn follow(tx: &mut Tx, company: CompanyId, row: &Row) -> Result<(), DbError> {
    match row.entity {
        Entity::WorkOrder => work_order(tx, company, row).await,
        Entity::Photo => photo(tx, company, row).await,
        _ => Ok(()),
    }
}

async fn work_order(tx: &mut Tx, company: CompanyId, row: &Row) -> Result<(), DbError> {
    let (people, customer) = people_of(row);
    tx.execute(
        "DELETE FROM work_order_people WHERE company_id = $1 AND work_order_id = $2",
        values![company.0, row.id],
    )
    .await?;
    for user in people {
        tx.execute(
            "INSERT INTO work_order_people (company_id, user_id, work_order_id) VALUES ($1, $2, $3) \
             ON CONFLICT (company_id, user_id, work_order_id) DO NOTHING",
            values![company.0, user.0, row.id],
        )
        .await?;
    }
    match customer {
        Some(customer) => {
            tx.execute(
                "INSERT INTO work_order_customer (company_id, work_order_id, customer_id) VALUES ($1, $2, $3) \
                 ON CONFLICT (company_id, work_order_id) DO UPDATE SET customer_id = excluded.customer_id",
                values![company.0, row.id, customer.0],
            )
            .await?
        }
        None => {
            tx.execute(
                "DELETE FROM work_order_customer WHERE company_id = $1 AND work_order_id = $2",
                values![company.0, row.id],
            )
            .await?
        }
    };
    Ok(())
}

async fn photo(tx: &mut Tx, company: CompanyId, row: &Row) -> Result<(), DbError> {
    let Some(photo) = row.read::<Photo>() else { return Ok(()) };
    for sha256 in [Some(photo.sha256), photo.thumb_sha256].into_iter().flatten() {
        tx.execute(
            "INSERT INTO blob_refs (company_id, sha256, photo_id) VALUES ($1, $2, $3) \
             ON CONFLICT (company_id, sha256, photo_id) DO NOTHING",
            values![company.0, sha256, row.id],
        )
        .await?;
    }
    Ok(())
}
