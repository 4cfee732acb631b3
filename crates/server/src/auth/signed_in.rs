//! The person behind a request. An admin of whom the company asks a second factor, and who has none, is let in nowhere but
//! where it is set up ([`AtTheDoor`]); what such a phone has to send stays on it until then.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use domain::ids::{CompanyId, UserId};
use domain::people::{Company, Role, User};
use protocol::error::ErrorCode;
use uuid::Uuid;

use super::access;
use crate::app::App;
use crate::clock;
use crate::db::sessions::{self, Standing};
use crate::error::AppError;
use crate::request::{self, Origin};

/// Somebody who is signed in, active, and whose session has not ended. Read afresh for every request.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The company.
    pub company: CompanyId,
    /// The person.
    pub user: UserId,
    /// The role, now.
    pub role: Role,
    /// Until when the access token is good.
    pub until: i64,
    /// The session.
    pub session: Uuid,
    second_factor_due: bool,
}

/// Somebody who is signed in, also one who has to set up a second factor before anything else.
pub struct AtTheDoor(pub SignedIn);

impl FromRequestParts<Arc<App>> for SignedIn {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, AppError> {
        let AtTheDoor(me) = AtTheDoor::from_request_parts(parts, app).await?;
        match me.second_factor_due {
            true => Err(AppError::second_factor_due()),
            false => Ok(me),
        }
    }
}

impl FromRequestParts<Arc<App>> for AtTheDoor {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, AppError> {
        let read = SignedIn::read(parts, app).await;
        match &read {
            Ok(me) => {
                request::note_who(me.company, me.user);
                app.limits.count_person(app, me.company, me.user).await?;
            }
            // A sign-in that is none counts as none; without any, it was counted before.
            Err(_) if parts.headers.contains_key(header::AUTHORIZATION) => {
                let Ok(origin) = Origin::from_request_parts(parts, app).await;
                app.limits.count_address(app, &origin.address).await?;
            }
            Err(_) => {}
        }
        read.map(Self)
    }
}

/// How the session of a token stands.
async fn standing(app: &App, claims: &access::Claims, now: i64) -> Result<Arc<Standing>, AppError> {
    if let Some(known) = app.known_sessions.at(claims.session, now) {
        return Ok(known);
    }
    let standing = sessions::standing(&app.db, claims.company, claims.session, claims.user)
        .await?
        .ok_or_else(AppError::sign_in_needed)?;
    let standing = Arc::new(standing);
    // What is about to be confirmed is another thing in a moment.
    if standing.confirmed || !claims.show_arrival(now) {
        app.known_sessions.note(claims.company, claims.session, Arc::clone(&standing), now);
    }
    Ok(standing)
}

/// Whether the company asks this person for a second factor that is not there.
fn is_second_factor_due(standing: &Standing, role: Role) -> bool {
    let asks = || serde_json::from_str(&standing.company_body).is_ok_and(|c: Company| c.admins_need_second_factor);
    role == Role::Admin && !standing.second_factor && asks()
}

impl SignedIn {
    async fn read(parts: &Parts, app: &App) -> Result<Self, AppError> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer ")).ok_or_else(AppError::sign_in_needed)?;
        let now = clock::now();
        let claims = access::read(&app.keys.access, token.trim(), now).ok_or_else(AppError::sign_in_needed)?;
        let standing = standing(app, &claims, now).await?;
        // A lock ends sessions too; whoever is locked is told so, not to sign in again.
        if standing.locked {
            return Err(AppError::locked());
        }
        if standing.revoked {
            return Err(AppError::sign_in_needed());
        }
        let me: Option<User> = serde_json::from_str(&standing.user_body).ok();
        let Some(me) = me.filter(|u| u.active) else {
            return Err(AppError::new(ErrorCode::AccountInactive, "this account is switched off"));
        };
        if !standing.confirmed && standing.generation == claims.generation && claims.show_arrival(now) {
            // The phone keeps what was sent with this access token: the refresh token before it is dead from now on.
            sessions::confirm(&app.db, claims.session, claims.generation).await?;
        }
        Ok(Self {
            company: claims.company,
            user: claims.user,
            role: me.role,
            until: claims.expires_at,
            session: claims.session,
            second_factor_due: is_second_factor_due(&standing, me.role),
        })
    }

    /// Whether that is so still: an answer that takes its time asks again.
    pub async fn is_still_in(&self, app: &App) -> bool {
        let standing = sessions::standing(&app.db, self.company, self.session, self.user).await;
        let lets_in = |s: Standing| !s.revoked && !s.locked && !is_second_factor_due(&s, self.role);
        clock::now() < self.until && standing.is_ok_and(|standing| standing.is_some_and(lets_in))
    }

    /// Refuses everybody but the office.
    pub fn require_office(&self) -> Result<(), AppError> {
        if self.role.is_office() { Ok(()) } else { Err(AppError::new(ErrorCode::Forbidden, "the office only")) }
    }

    /// Refuses everybody but admins.
    pub fn require_admin(&self) -> Result<(), AppError> {
        match self.role {
            Role::Admin => Ok(()),
            _ => Err(AppError::new(ErrorCode::Forbidden, "admins only")),
        }
    }
}
