//! The sixth bad try within a quarter of an hour, for one name from one address, is answered "too many". Codes of an
//! authenticator are six digits, so they are counted per account, whatever address they come from.

use uuid::Uuid;

use crate::clock::{self, MINUTE, SECOND};
use crate::db::attempts::{self, Attempt};
use crate::db::{Db, DbError};
use crate::error::AppError;

/// How long a try counts, in milliseconds.
pub const WINDOW: i64 = 15 * MINUTE;
/// How many bad tries are answered with "wrong".
const ALLOWED: usize = 5;

/// Counts a try, before the password is looked at; its name. Refused when there were too many.
pub async fn count(db: &Db, attempt: Attempt<'_>) -> Result<Uuid, AppError> {
    let now = clock::now();
    let id = Uuid::now_v7();
    let tries = attempts::record(db, id, attempt, now, now - WINDOW).await?;
    if tries.len() <= ALLOWED {
        return Ok(id);
    }
    attempts::forget(db, id).await?;
    let oldest = tries.get(tries.len() - 1 - ALLOWED).copied().unwrap_or(now);
    let wait = (oldest + WINDOW - now + SECOND - 1) / SECOND;
    Err(AppError::too_many(u64::try_from(wait).unwrap_or(1)))
}

/// Takes back a try that was no bad one.
pub async fn forgive(db: &Db, counted: Uuid) -> Result<(), DbError> {
    attempts::forget(db, counted).await
}

/// Forgets the tries of whoever got it right.
pub async fn clear(db: &Db, attempt: Attempt<'_>) -> Result<(), DbError> {
    attempts::clear(db, attempt).await
}
