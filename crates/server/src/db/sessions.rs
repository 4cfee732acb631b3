//! Sessions: one sign-in on one phone, as a family of refresh tokens of which the newest is good.

use domain::ids::{CompanyId, DeviceId, UserId};
use protocol::account::OpenSession;
use uuid::Uuid;

use super::{Db, DbError, Tx, values};

/// A session.
#[derive(Clone, Debug)]
pub struct Session {
    /// The company.
    pub company: CompanyId,
    /// Its identifier.
    pub id: Uuid,
    /// The person.
    pub user: UserId,
    /// Counts the tokens of the family.
    pub generation: u64,
    /// SHA-256 of the newest token.
    pub token_hash: String,
    /// SHA-256 of the token before.
    pub previous_hash: Option<String>,
    /// Until when the token before is taken as a race between two tabs.
    pub previous_until: i64,
    /// The newest token is known to have arrived and to be kept: its access token was used a while after it was given.
    pub confirmed: bool,
    /// Until when it may be renewed.
    pub expires_at: i64,
    /// It was ended.
    pub revoked: bool,
}

/// Who a request comes from, as far as the database knows.
pub struct Standing {
    /// The session was ended.
    pub revoked: bool,
    /// The account is locked.
    pub locked: bool,
    /// The generation of its newest token.
    pub generation: u64,
    /// See [`Session::confirmed`].
    pub confirmed: bool,
    /// The body of the person's row.
    pub user_body: String,
    /// The body of the company's row.
    pub company_body: String,
    /// The person has a second factor.
    pub second_factor: bool,
}

/// Where a session was started.
pub struct Phone<'a> {
    /// The phone.
    pub device: DeviceId,
    /// What it calls itself.
    pub name: &'a str,
    /// The address that it called from.
    pub address: &'a str,
}

/// Starts a session and notes the phone.
pub async fn insert(tx: &mut Tx, session: &Session, phone: Phone<'_>, now: i64) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO devices (company_id, device_id, user_id, name, last_seen_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (company_id, device_id, user_id) DO UPDATE SET name = excluded.name, last_seen_at = excluded.last_seen_at",
        values![session.company.0, phone.device.0, session.user.0, phone.name, now],
    )
    .await?;
    tx.execute(
        "INSERT INTO sessions (company_id, id, user_id, device_id, generation, token_hash, previous_hash, previous_until, \
         confirmed, created_at, last_seen_at, expires_at, address) \
         VALUES ($1, $2, $3, $4, 1, $5, NULL, 0, 0, $6, $6, $7, $8)",
        values![
            session.company.0,
            session.id,
            session.user.0,
            phone.device.0,
            &session.token_hash,
            now,
            session.expires_at,
            phone.address
        ],
    )
    .await?;
    Ok(())
}

/// The session, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: Uuid) -> Result<Option<Session>, DbError> {
    let row = tx
        .lock_one(
            "SELECT company_id, id, user_id, generation, token_hash, previous_hash, previous_until, confirmed, expires_at, \
             revoked_at FROM sessions WHERE id = $1",
            values![id],
        )
        .await?;
    let Some(r) = row else { return Ok(None) };
    Ok(Some(Session {
        company: CompanyId(r.uuid("company_id")?),
        id: r.uuid("id")?,
        user: UserId(r.uuid("user_id")?),
        generation: r.count("generation")?,
        token_hash: r.text("token_hash")?,
        previous_hash: r.maybe_text("previous_hash")?,
        previous_until: r.int("previous_until")?,
        confirmed: r.flag("confirmed")?,
        expires_at: r.int("expires_at")?,
        revoked: r.maybe_int("revoked_at")?.is_some(),
    }))
}

/// Stores a changed session: tokens, generation, expiry.
pub async fn update(tx: &mut Tx, session: &Session, now: i64) -> Result<(), DbError> {
    tx.execute(
        "UPDATE sessions SET generation = $2, token_hash = $3, previous_hash = $4, previous_until = $5, confirmed = $6, \
         expires_at = $7, last_seen_at = $8 WHERE id = $1",
        values![
            session.id,
            session.generation,
            &session.token_hash,
            session.previous_hash.clone(),
            session.previous_until,
            session.confirmed,
            session.expires_at,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Notes that the newest token has arrived.
pub async fn confirm(db: &Db, id: Uuid, generation: u64) -> Result<(), DbError> {
    db.execute("UPDATE sessions SET confirmed = 1 WHERE id = $1 AND generation = $2", values![id, generation])
        .await
        .map(drop)
}

/// Ends a session.
pub async fn revoke(tx: &mut Tx, id: Uuid, because: &str, now: i64) -> Result<(), DbError> {
    tx.execute(
        "UPDATE sessions SET revoked_at = $2, revoked_because = $3 WHERE id = $1 AND revoked_at IS NULL",
        values![id, now, because],
    )
    .await?;
    Ok(())
}

/// Ends a session of a person; `false`: there is none that goes on.
pub async fn revoke_of(
    tx: &mut Tx,
    (company, user): (CompanyId, UserId),
    id: Uuid,
    because: &str,
    now: i64,
) -> Result<bool, DbError> {
    let sql = "UPDATE sessions SET revoked_at = $4, revoked_because = $5 \
         WHERE company_id = $1 AND user_id = $2 AND id = $3 AND revoked_at IS NULL AND expires_at > $4";
    Ok(tx.execute(sql, values![company.0, user.0, id, now, because]).await? == 1)
}

/// Ends every session of a person but `keep`; how many went on until now.
pub async fn revoke_all(
    tx: &mut Tx,
    (company, user): (CompanyId, UserId),
    keep: Option<Uuid>,
    because: &str,
    now: i64,
) -> Result<u64, DbError> {
    let sql = "UPDATE sessions SET revoked_at = $4, revoked_because = $5 \
         WHERE company_id = $1 AND user_id = $2 AND id <> $3 AND revoked_at IS NULL AND expires_at > $4";
    // No session has the nil identifier.
    tx.execute(sql, values![company.0, user.0, keep.unwrap_or_default(), now, because]).await
}

/// Sessions of a person that go on, the one last seen first; `this` is the one that asks.
pub async fn open(
    db: &Db,
    (company, user): (CompanyId, UserId),
    this: Uuid,
    now: i64,
) -> Result<Vec<OpenSession>, DbError> {
    let sql = "SELECT s.id, s.device_id, s.created_at, s.last_seen_at, s.address, d.name FROM sessions s \
         LEFT JOIN devices d ON d.company_id = s.company_id AND d.device_id = s.device_id AND d.user_id = s.user_id \
         WHERE s.company_id = $1 AND s.user_id = $2 AND s.revoked_at IS NULL AND s.expires_at > $3 \
         ORDER BY s.last_seen_at DESC, s.id LIMIT 500";
    let found = db.all(sql, values![company.0, user.0, now]).await?;
    let one = |row: &super::Record| {
        let id = row.uuid("id")?;
        Ok(OpenSession {
            id,
            device: DeviceId(row.uuid("device_id")?),
            device_name: row.maybe_text("name")?.unwrap_or_default(),
            created_at: row.int("created_at")?,
            last_seen_at: row.int("last_seen_at")?,
            address: row.maybe_text("address")?.unwrap_or_default(),
            this: id == this,
        })
    };
    found.iter().map(one).collect()
}

/// How a session and its person stand now.
pub async fn standing(db: &Db, company: CompanyId, id: Uuid, user: UserId) -> Result<Option<Standing>, DbError> {
    let row = db
        .one(
            "SELECT s.revoked_at, s.generation, s.confirmed, a.locked_at, r.body, c.body AS company, f.confirmed_at AS factor \
             FROM sessions s \
             JOIN accounts a ON a.company_id = s.company_id AND a.user_id = s.user_id \
             JOIN rows r ON r.company_id = s.company_id AND r.entity = 'user' AND r.id = s.user_id AND r.deleted = 0 \
             LEFT JOIN rows c ON c.company_id = s.company_id AND c.entity = 'company' AND c.id = s.company_id \
             LEFT JOIN second_factors f ON f.company_id = s.company_id AND f.user_id = s.user_id \
             WHERE s.id = $1 AND s.company_id = $2 AND s.user_id = $3",
            values![id, company.0, user.0],
        )
        .await?;
    let Some(r) = row else { return Ok(None) };
    Ok(Some(Standing {
        revoked: r.maybe_int("revoked_at")?.is_some(),
        locked: r.maybe_int("locked_at")?.is_some(),
        generation: r.count("generation")?,
        confirmed: r.flag("confirmed")?,
        user_body: r.text("body")?,
        company_body: r.maybe_text("company")?.unwrap_or_default(),
        second_factor: r.maybe_int("factor")?.is_some(),
    }))
}
