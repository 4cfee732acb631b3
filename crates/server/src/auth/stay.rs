//! Staying signed in by refresh token, and signing out.

use super::refresh::{self, Ruling, Token};
use super::sign_in::{SignIn, answer};
use super::who;
use crate::app::App;
use crate::clock;
use crate::db::{accounts, audit, sessions, sign_ins};
use crate::error::AppError;

/// Stays signed in by refresh token.
pub async fn by_refresh_token(app: &App, token: &Token, address: &str) -> Result<SignIn, AppError> {
    let now = clock::now();
    let mut tx = app.db.begin().await?;
    let session = sessions::lock(&mut tx, token.session).await?.ok_or_else(AppError::sign_in_needed)?;
    let successor = token.successor(&app.keys);
    let session = match refresh::rule(&session, &token.hash(), now) {
        Ruling::Rotate => {
            let session = refresh::rotated(session, &successor, now);
            sessions::update(&mut tx, &session, now).await?;
            session
        }
        Ruling::Reissue => session,
        Ruling::Over => {
            // Why it is over may wait for the disk still, where nobody else sees it.
            tx.commit().await?;
            refuse_locked(app, &session).await?;
            return Err(AppError::sign_in_needed());
        }
        Ruling::Stolen => {
            let _changing = app.known_sessions.while_changing(session.company);
            sessions::revoke(&mut tx, session.id, "reuse", now).await?;
            let entry = audit::Entry {
                company: session.company,
                user: Some(session.user),
                address,
                event: sign_ins::REFRESH_TOKEN_REUSED,
                detail: session.id.to_string(),
            };
            audit::write(&mut tx, entry, now).await?;
            tx.commit().await?;
            tracing::warn!(user = %session.user, session = %session.id, "a refresh token came twice; session ended");
            return Err(AppError::sign_in_needed());
        }
    };
    tx.commit().await?;
    refuse_locked(app, &session).await?;
    let who = who::person(app, session.company, session.user).await?;
    Ok(SignIn { answer: answer(app, &session, who)?, refresh: successor })
}

/// Ends the session of `token`, if it is its newest or the one before.
pub async fn sign_out(app: &App, token: &Token, address: &str) -> Result<(), AppError> {
    let now = clock::now();
    let mut tx = app.db.begin().await?;
    let Some(session) = sessions::lock(&mut tx, token.session).await? else {
        return Ok(tx.commit().await?);
    };
    let hash = token.hash();
    let is_its_own = session.token_hash == hash || session.previous_hash.as_deref() == Some(hash.as_str());
    if is_its_own && !session.revoked {
        let _changing = app.known_sessions.while_changing(session.company);
        sessions::revoke(&mut tx, session.id, "signed_out", now).await?;
        let entry = audit::Entry {
            company: session.company,
            user: Some(session.user),
            address,
            event: sign_ins::SIGNED_OUT,
            detail: String::new(),
        };
        audit::write(&mut tx, entry, now).await?;
    }
    Ok(tx.commit().await?)
}

async fn refuse_locked(app: &App, session: &sessions::Session) -> Result<(), AppError> {
    let known = accounts::of(&app.db, session.company, session.user).await?;
    match known.is_some_and(|known| known.locked) {
        true => Err(AppError::locked()),
        false => Ok(()),
    }
}
