//! API tokens: `pem2_` and 32 random bytes as 64 hexadecimal digits, for other programs of a company. A token acts as the
//! admin who made it, within its scopes, for as long as that person is an active admin who is not locked.
//!
//! What a token may do is kept in memory for at most a second, so that a program that asks a thousand times a second
//! costs one question to the database. A token revoked on another server of the same database is refused after that
//! second; one revoked here at once.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header;
use axum::http::request::Parts;
use domain::ids::{CompanyId, UserId};
use domain::people::{Role, User};
use protocol::error::ErrorCode;
use uuid::Uuid;

pub use protocol::owner::{SCOPES, Scope};

use super::SignedIn;
use super::keys::{fingerprint, hex};
use crate::app::App;
use crate::clock::{self, MINUTE, SECOND};
use crate::db::{Db, DbError, api_tokens};
use crate::error::AppError;
use crate::request::{self, Origin};

/// With what every token begins: scanners of leaked secrets find it by that.
pub const PREFIX: &str = "pem2_";
/// For how long is believed what the database said, in milliseconds.
const BELIEVED: i64 = SECOND;
/// After this long one of many requests asks again while the others go on.
const ASKED_AGAIN: i64 = BELIEVED / 2;
/// Tokens that are kept in memory; beyond that all are asked for anew.
const KEPT: usize = 10_000;

/// The scopes of a text in which a space stands between them; what this build does not know is passed over.
pub fn scopes_in(text: &str) -> Vec<Scope> {
    SCOPES.into_iter().filter(|scope| text.split(' ').any(|name| name == scope.name())).collect()
}

/// A new token.
pub fn fresh() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{PREFIX}{}", hex(&bytes)))
}

/// What is kept of it.
pub fn hash(token: &str) -> String {
    fingerprint(token)
}

/// The token that a request carries.
pub fn carried(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?.trim();
    text.starts_with(PREFIX).then_some(text)
}

/// A token that was good when it was looked at.
struct Known {
    company: CompanyId,
    token: Uuid,
    user: UserId,
    scopes: Vec<Scope>,
    checked_at: AtomicI64,
    used_at: AtomicI64,
    being_checked: AtomicBool,
}

/// Tokens that were good a moment ago, by their hash.
#[derive(Default)]
pub struct ApiTokens {
    known: RwLock<HashMap<String, Arc<Known>>>,
}

impl ApiTokens {
    /// Forgets what is known of a company's tokens: one of them was revoked.
    pub fn forget(&self, company: CompanyId) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).retain(|_, known| known.company != company);
    }

    fn keep(&self, hash: String, known: Arc<Known>) {
        let mut all = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(hash, known);
    }

    async fn find(&self, db: &Db, token: &str, now: i64) -> Result<Option<Arc<Known>>, AppError> {
        let hash = hash(token);
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned();
        if let Some(known) = &known {
            let age = now - known.checked_at.load(Ordering::Relaxed);
            let mine = (ASKED_AGAIN..BELIEVED).contains(&age) && !known.being_checked.swap(true, Ordering::Relaxed);
            if (0..BELIEVED).contains(&age) && !mine {
                return Ok(Some(Arc::clone(known)));
            }
        }
        let found = look(db, &hash, now).await;
        if let (Err(_), Some(known)) = (&found, &known) {
            known.being_checked.store(false, Ordering::Relaxed);
        }
        let Some(mut fresh) = found? else {
            self.known.write().unwrap_or_else(PoisonError::into_inner).remove(&hash);
            return Ok(None);
        };
        // When it was used last is written once a minute: what was known of that is carried on.
        let used_at = known.map_or(fresh.used_at.load(Ordering::Relaxed), |k| k.used_at.load(Ordering::Relaxed));
        let is_due = now - used_at >= MINUTE;
        fresh.used_at = AtomicI64::new(if is_due { now } else { used_at });
        let fresh = Arc::new(fresh);
        self.keep(hash, Arc::clone(&fresh));
        if is_due {
            api_tokens::used(db, fresh.company, fresh.token, now).await?;
        }
        Ok(Some(fresh))
    }
}

async fn look(db: &Db, hash: &str, now: i64) -> Result<Option<Known>, DbError> {
    let Some(standing) = api_tokens::standing(db, hash).await? else { return Ok(None) };
    let user: Option<User> = serde_json::from_str(&standing.user_body).ok();
    if !user.is_some_and(|user| user.active && user.role == Role::Admin) {
        return Ok(None);
    }
    Ok(Some(Known {
        company: standing.company,
        token: standing.token.id,
        user: standing.token.user,
        scopes: scopes_in(&standing.token.scopes),
        checked_at: AtomicI64::new(now),
        used_at: AtomicI64::new(standing.token.last_used_at.unwrap_or(0)),
        being_checked: AtomicBool::new(false),
    }))
}

/// Who asks for the company's data as its owner: a program with a token, or an admin who is signed in.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The company.
    pub company: CompanyId,
    /// The admin.
    pub user: UserId,
    /// The token; none when the admin is here in person.
    pub token: Option<Uuid>,
    scopes: Vec<Scope>,
}

impl Owner {
    /// Refuses what the token was not made for. An admin in person may do all.
    pub fn require(&self, scope: Scope) -> Result<(), AppError> {
        if self.token.is_none() || self.scopes.contains(&scope) {
            return Ok(());
        }
        Err(AppError::new(ErrorCode::Forbidden, format!("this token lacks the scope {}", scope.name())))
    }
}

impl FromRequestParts<Arc<App>> for Owner {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, AppError> {
        let Some(token) = carried(&parts.headers) else {
            let me = SignedIn::from_request_parts(parts, app).await?;
            me.require_admin()?;
            return Ok(Self { company: me.company, user: me.user, token: None, scopes: Vec::new() });
        };
        let known = app.api_tokens.find(&app.db, token, clock::now()).await?;
        let Some(known) = known else {
            let Ok(origin) = Origin::from_request_parts(parts, app).await;
            app.limits.count_address(app, &origin.address).await?;
            return Err(AppError::new(ErrorCode::SignInNeeded, "this token is not good"));
        };
        request::note_who(known.company, known.user);
        Ok(Self { company: known.company, user: known.user, token: Some(known.token), scopes: known.scopes.clone() })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn tokens_are_long_random_and_known_by_their_beginning() {
        let (one, other) = (fresh().unwrap(), fresh().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), PREFIX.len() + 64);
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, format!("Bearer {one}").parse().unwrap());
        assert_eq!(carried(&headers), Some(one.as_str()));
        headers.insert(header::AUTHORIZATION, "Bearer v4.local.abc".parse().unwrap());
        assert_eq!(carried(&headers), None);
    }

    #[test]
    fn scopes_of_later_builds_are_passed_over() {
        assert_eq!(scopes_in("write later read"), [Scope::Read, Scope::Write]);
        assert_eq!(scopes_in(""), []);
    }
}
