//! Accounts: what a person needs to sign in. Name, role and whether the person is active are in the `user` row.

use domain::ids::{CompanyId, UserId};
use protocol::account::AccountState;
use sqlx::AssertSqlSafe;

use super::{Db, DbError, Record, Tx, Value, values};

/// An account.
#[derive(Clone, Debug)]
pub struct Account {
    /// The company.
    pub company: CompanyId,
    /// The person.
    pub user: UserId,
    /// What is typed to sign in, in lower case.
    pub login: String,
    /// Argon2id, in the PHC text form; absent before the password is chosen.
    pub password_hash: Option<String>,
    /// SHA-256 of the one-time code; absent once it was used.
    pub set_up_code_hash: Option<String>,
    /// Until when the code is good.
    pub set_up_expires_at: i64,
}

/// An account, and what else decides about a sign-in.
#[derive(Clone, Debug)]
pub struct Known {
    /// The account.
    pub account: Account,
    /// It is locked.
    pub locked: bool,
    /// A second factor was confirmed.
    pub second_factor: bool,
}

const KNOWN: &str = "SELECT a.company_id, a.user_id, a.login, a.password_hash, a.set_up_code_hash, a.set_up_expires_at, \
     a.locked_at, f.confirmed_at FROM accounts a JOIN companies c ON c.id = a.company_id \
     LEFT JOIN second_factors f ON f.company_id = a.company_id AND f.user_id = a.user_id AND f.confirmed_at IS NOT NULL";

/// Makes an account that waits for its set-up.
pub async fn insert(tx: &mut Tx, account: &Account, now: i64) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO accounts (company_id, user_id, login, password_hash, set_up_code_hash, set_up_expires_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            account.company.0,
            account.user.0,
            &account.login,
            account.password_hash.clone(),
            account.set_up_code_hash.clone(),
            account.set_up_expires_at,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Accounts with this login, in any company.
pub async fn by_login(db: &Db, login: &str) -> Result<Vec<Known>, DbError> {
    known(db, "a.login = $1", values![login]).await
}

/// The account with this login in the company with this short name.
pub async fn by_login_at(db: &Db, login: &str, slug: &str) -> Result<Option<Known>, DbError> {
    Ok(known(db, "a.login = $1 AND c.slug = $2", values![login, slug]).await?.pop())
}

/// The account of a person of a company.
pub async fn of(db: &Db, company: CompanyId, user: UserId) -> Result<Option<Known>, DbError> {
    Ok(known(db, "a.company_id = $1 AND a.user_id = $2", values![company.0, user.0]).await?.pop())
}

async fn known(db: &Db, which: &str, values: Vec<Value>) -> Result<Vec<Known>, DbError> {
    let found = db.all(AssertSqlSafe(format!("{KNOWN} WHERE {which}")), values).await?;
    let one = |row: &Record| {
        let locked = row.maybe_int("locked_at")?.is_some();
        Ok(Known { account: read(row)?, locked, second_factor: row.maybe_int("confirmed_at")?.is_some() })
    };
    found.iter().map(one).collect()
}

/// How accounts of a company stand, by login; of one person alone with `user`.
pub async fn states(db: &Db, company: CompanyId, user: Option<UserId>) -> Result<Vec<AccountState>, DbError> {
    let sql = "SELECT a.user_id, a.login, a.password_hash, a.locked_at, a.locked_reason, f.confirmed_at, \
         (SELECT COUNT(*) FROM recovery_codes r WHERE r.company_id = a.company_id AND r.user_id = a.user_id \
          AND r.used_at IS NULL) AS codes \
         FROM accounts a LEFT JOIN second_factors f ON f.company_id = a.company_id AND f.user_id = a.user_id \
         WHERE a.company_id = $1 AND ($2 = '' OR a.user_id = $2) ORDER BY a.login";
    let user = user.map(|u| u.0.to_string()).unwrap_or_default();
    let one = |row: &Record| {
        Ok(AccountState {
            user: UserId(row.uuid("user_id")?),
            login: row.text("login")?,
            has_password: row.maybe_text("password_hash")?.is_some(),
            second_factor: row.maybe_int("confirmed_at")?.is_some(),
            recovery_codes: u32::try_from(row.count("codes")?).unwrap_or(u32::MAX),
            locked_at: row.maybe_int("locked_at")?,
            locked_reason: row.maybe_text("locked_reason")?,
        })
    };
    db.all(sql, values![company.0, user]).await?.iter().map(one).collect()
}

/// Keeps the account as it is until the transaction ends; `false`: its password was changed or it was locked since it
/// was read.
pub async fn hold(tx: &mut Tx, account: &Account) -> Result<bool, DbError> {
    let sql = "SELECT password_hash FROM accounts WHERE company_id = $1 AND user_id = $2 AND locked_at IS NULL";
    let row = tx.lock_one(sql, values![account.company.0, account.user.0]).await?;
    Ok(match row {
        Some(row) => row.maybe_text("password_hash")? == account.password_hash,
        None => false,
    })
}

/// Gives the account another password, whatever it had.
pub async fn set_password(tx: &mut Tx, account: &Account, password_hash: &str) -> Result<(), DbError> {
    tx.execute(
        "UPDATE accounts SET password_hash = $3, set_up_code_hash = NULL, set_up_expires_at = NULL \
         WHERE company_id = $1 AND user_id = $2",
        values![account.company.0, account.user.0, password_hash],
    )
    .await
    .map(drop)
}

/// Locks an account; `false`: it is locked already, or not there.
pub async fn lock(tx: &mut Tx, company: CompanyId, user: UserId, why: &str, now: i64) -> Result<bool, DbError> {
    let sql = "UPDATE accounts SET locked_at = $3, locked_reason = $4 \
         WHERE company_id = $1 AND user_id = $2 AND locked_at IS NULL";
    Ok(tx.execute(sql, values![company.0, user.0, now, why]).await? == 1)
}

/// Unlocks an account; `false`: it is not locked, or not there.
pub async fn unlock(tx: &mut Tx, company: CompanyId, user: UserId) -> Result<bool, DbError> {
    let sql = "UPDATE accounts SET locked_at = NULL, locked_reason = NULL \
         WHERE company_id = $1 AND user_id = $2 AND locked_at IS NOT NULL";
    Ok(tx.execute(sql, values![company.0, user.0]).await? == 1)
}

/// Who of a company is not locked.
pub async fn unlocked(tx: &mut Tx, company: CompanyId) -> Result<Vec<UserId>, DbError> {
    let sql = "SELECT user_id FROM accounts WHERE company_id = $1 AND locked_at IS NULL";
    tx.all(sql, values![company.0]).await?.iter().map(|row| Ok(UserId(row.uuid("user_id")?))).collect()
}

/// Gives the account its first password and uses up the code; `false`: the code was used meanwhile.
pub async fn set_up(tx: &mut Tx, account: &Account, password_hash: &str) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE accounts SET password_hash = $3, set_up_code_hash = NULL, set_up_expires_at = NULL \
             WHERE company_id = $1 AND user_id = $2 AND set_up_code_hash = $4",
            values![account.company.0, account.user.0, password_hash, account.set_up_code_hash.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Replaces the hash of the same password, when it was made with other parameters.
pub async fn rehash(db: &Db, account: &Account, password_hash: &str) -> Result<(), DbError> {
    db.execute(
        "UPDATE accounts SET password_hash = $3 WHERE company_id = $1 AND user_id = $2 AND password_hash = $4",
        values![account.company.0, account.user.0, password_hash, account.password_hash.clone()],
    )
    .await?;
    Ok(())
}

fn read(row: &Record) -> Result<Account, DbError> {
    Ok(Account {
        company: CompanyId(row.uuid("company_id")?),
        user: UserId(row.uuid("user_id")?),
        login: row.text("login")?,
        password_hash: row.maybe_text("password_hash")?,
        set_up_code_hash: row.maybe_text("set_up_code_hash")?,
        set_up_expires_at: row.maybe_int("set_up_expires_at")?.unwrap_or(0),
    })
}
