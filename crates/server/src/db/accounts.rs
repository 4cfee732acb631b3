//! Accounts: what a person needs to sign in. Name, role and whether the person is active are in the `user` row.

use domain::ids::{CompanyId, UserId};

use super::{Db, DbError, Record, Tx, values};

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
pub async fn by_login(db: &Db, login: &str) -> Result<Vec<Account>, DbError> {
    let rows = db
        .all(
            "SELECT company_id, user_id, login, password_hash, set_up_code_hash, set_up_expires_at \
             FROM accounts WHERE login = $1",
            values![login],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The account with this login in the company with this short name.
pub async fn by_login_at(db: &Db, login: &str, slug: &str) -> Result<Option<Account>, DbError> {
    let row = db
        .one(
            "SELECT a.company_id, a.user_id, a.login, a.password_hash, a.set_up_code_hash, a.set_up_expires_at \
             FROM accounts a JOIN companies c ON c.id = a.company_id WHERE a.login = $1 AND c.slug = $2",
            values![login, slug],
        )
        .await?;
    row.as_ref().map(read).transpose()
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
