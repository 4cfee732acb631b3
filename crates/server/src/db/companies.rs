//! Companies: the owners of everything else. Their name and settings are a row like any other; here is what the server
//! needs before it knows a row.

use domain::ids::CompanyId;

use super::{Db, DbError, Tx, values};

/// The first work order number of a company is the one after this.
const NUMBERS_START: i64 = 1000;

/// A company.
#[derive(Clone, Debug)]
pub struct CompanyEntry {
    /// Its identifier.
    pub id: CompanyId,
    /// Its short name in `name@company` logins.
    pub slug: String,
}

/// Makes a company and its counter.
pub async fn insert(tx: &mut Tx, id: CompanyId, slug: &str, now: i64) -> Result<(), DbError> {
    tx.execute("INSERT INTO companies (id, slug, created_at) VALUES ($1, $2, $3)", values![id.0, slug, now]).await?;
    tx.execute(
        "INSERT INTO company_counter (company_id, seq, work_order_number) VALUES ($1, 0, $2)",
        values![id.0, NUMBERS_START],
    )
    .await?;
    Ok(())
}

/// The short name of a company, and whether it is the only one of this installation.
pub async fn named(db: &Db, id: CompanyId) -> Result<Option<(CompanyEntry, bool)>, DbError> {
    let sql = "SELECT slug, (SELECT COUNT(*) FROM companies) AS many FROM companies WHERE id = $1";
    let row = db.one(sql, values![id.0]).await?;
    row.map(|r| Ok((CompanyEntry { id, slug: r.text("slug")? }, r.int("many")? == 1))).transpose()
}

/// Every company.
pub async fn all(db: &Db) -> Result<Vec<CompanyEntry>, DbError> {
    let rows = db.all("SELECT id, slug FROM companies ORDER BY created_at, id", vec![]).await?;
    rows.iter().map(|r| Ok(CompanyEntry { id: CompanyId(r.uuid("id")?), slug: r.text("slug")? })).collect()
}
