//! API tokens as they are kept: by hash, with whose they are and what they may do.

use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

use super::{Db, DbError, Record, Tx, values};

/// A token, without what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Its identifier.
    pub id: Uuid,
    /// What the admin called it.
    pub name: String,
    /// What it may do: names, a space between them.
    pub scopes: String,
    /// The admin who made it, and as whom it acts.
    pub user: UserId,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it was used last, to the minute.
    pub last_used_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// How a token stands now.
pub struct Standing {
    /// The company.
    pub company: CompanyId,
    /// The token.
    pub token: ApiToken,
    /// The body of the person's row.
    pub user_body: String,
}

const COLUMNS: &str = "t.id, t.name, t.scopes, t.user_id, t.created_at, t.last_used_at, t.revoked_at";

/// Keeps a new token.
pub async fn insert(tx: &mut Tx, company: CompanyId, token: &ApiToken, hash: &str) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO api_tokens (company_id, id, token_hash, name, scopes, user_id, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![company.0, token.id, hash, &token.name, &token.scopes, token.user.0, token.created_at],
    )
    .await
    .map(drop)
}

/// Every token of a company, revoked ones too, the newest first.
pub async fn all(db: &Db, company: CompanyId) -> Result<Vec<ApiToken>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM api_tokens t WHERE t.company_id = $1 ORDER BY t.created_at DESC, t.id");
    db.all(sqlx::AssertSqlSafe(sql), values![company.0]).await?.iter().map(read).collect()
}

/// Revokes a token; `false`: there is none that is still good.
pub async fn revoke(tx: &mut Tx, company: CompanyId, id: Uuid, now: i64) -> Result<bool, DbError> {
    let sql = "UPDATE api_tokens SET revoked_at = $3 WHERE company_id = $1 AND id = $2 AND revoked_at IS NULL";
    Ok(tx.execute(sql, values![company.0, id, now]).await? == 1)
}

/// The token with this hash, while it is not revoked, and its person is there and not locked.
pub async fn standing(db: &Db, hash: &str) -> Result<Option<Standing>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS}, t.company_id, r.body FROM api_tokens t \
         JOIN accounts a ON a.company_id = t.company_id AND a.user_id = t.user_id AND a.locked_at IS NULL \
         JOIN rows r ON r.company_id = t.company_id AND r.entity = 'user' AND r.id = t.user_id AND r.deleted = 0 \
         WHERE t.token_hash = $1 AND t.revoked_at IS NULL"
    );
    let Some(row) = db.one(sqlx::AssertSqlSafe(sql), values![hash]).await? else { return Ok(None) };
    let company = CompanyId(row.uuid("company_id")?);
    Ok(Some(Standing { company, token: read(&row)?, user_body: row.text("body")? }))
}

/// Notes that a token was used.
pub async fn used(db: &Db, company: CompanyId, id: Uuid, now: i64) -> Result<(), DbError> {
    let sql = "UPDATE api_tokens SET last_used_at = $3 WHERE company_id = $1 AND id = $2";
    db.execute(sql, values![company.0, id, now]).await.map(drop)
}

fn read(row: &Record) -> Result<ApiToken, DbError> {
    Ok(ApiToken {
        id: row.uuid("id")?,
        name: row.text("name")?,
        scopes: row.text("scopes")?,
        user: UserId(row.uuid("user_id")?),
        created_at: row.int("created_at")?,
        last_used_at: row.maybe_int("last_used_at")?,
        revoked_at: row.maybe_int("revoked_at")?,
    })
}
