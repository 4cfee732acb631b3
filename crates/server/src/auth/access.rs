//! Access tokens: PASETO v4.local, good for a quarter of an hour, kept in memory by the app.

use domain::ids::{CompanyId, UserId};
use pasetors::keys::SymmetricKey;
use pasetors::token::UntrustedToken;
use pasetors::version4::{LocalToken, V4};
use pasetors::{Local, errors::Error};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::MINUTE;

/// For how long a token is good, in milliseconds.
pub const LIFE: i64 = 15 * MINUTE;
/// After this long a phone has written down the cookie that came with the token, in milliseconds. Chromium keeps a new
/// cookie in memory for half a minute; a phone that dies meanwhile comes back with the one before.
const WRITTEN_DOWN: i64 = MINUTE;

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The company.
    pub company: CompanyId,
    /// The person.
    pub user: UserId,
    /// The session.
    pub session: Uuid,
    /// The refresh token it was given with, counted within the session.
    pub generation: u64,
    /// Until when it is good, in milliseconds.
    pub expires_at: i64,
}

impl Claims {
    /// Whether a use of this token at `now` shows that the refresh token given with it is there to stay.
    pub fn show_arrival(&self, now: i64) -> bool {
        now >= self.expires_at - LIFE + WRITTEN_DOWN
    }
}

/// Writes a token.
pub fn write(key: &[u8; 32], claims: &Claims) -> Result<String, Error> {
    let message = serde_json::to_vec(claims).map_err(|_| Error::EmptyPayload)?;
    LocalToken::encrypt(&SymmetricKey::<V4>::from(key)?, &message, None, None)
}

/// Reads a token that is still good.
pub fn read(key: &[u8; 32], token: &str, now: i64) -> Option<Claims> {
    let untrusted = UntrustedToken::<Local, V4>::try_from(token).ok()?;
    let key = SymmetricKey::<V4>::from(key).ok()?;
    let trusted = LocalToken::decrypt(&key, &untrusted, None, None).ok()?;
    let claims: Claims = serde_json::from_str(trusted.payload()).ok()?;
    (claims.expires_at > now).then_some(claims)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn claims() -> Claims {
        let id = Uuid::from_u128;
        Claims { company: CompanyId(id(1)), user: UserId(id(2)), session: id(3), generation: 1, expires_at: 1000 }
    }

    #[test]
    fn a_token_is_read_until_it_expires() {
        let token = write(&[7; 32], &claims()).unwrap();
        assert_eq!(read(&[7; 32], &token, 999), Some(claims()));
        assert_eq!(read(&[7; 32], &token, 1000), None);
    }

    #[test]
    fn a_use_shows_that_the_cookie_arrived_only_once_a_browser_has_written_it_down() {
        let given_at = 5 * MINUTE;
        let claims = Claims { expires_at: given_at + LIFE, ..claims() };
        assert!(!claims.show_arrival(given_at));
        assert!(!claims.show_arrival(given_at + WRITTEN_DOWN - 1));
        assert!(claims.show_arrival(given_at + WRITTEN_DOWN));
    }

    #[test]
    fn a_token_of_another_key_or_a_changed_one_is_nothing() {
        let token = write(&[7; 32], &claims()).unwrap();
        assert_eq!(read(&[8; 32], &token, 0), None);
        assert_eq!(read(&[7; 32], &token[..token.len() - 2], 0), None);
        assert_eq!(read(&[7; 32], "v4.local.", 0), None);
    }
}
