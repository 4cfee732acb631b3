//! Refresh tokens. Each is good once and replaced by its successor. A token that comes a second time was copied, and
//! ends the session, with three honest exceptions: the answer with the successor was lost on a bad line, the phone died
//! before it had written the successor down, or two tabs asked at the same moment. All get the same successor again,
//! because it is derived from the token itself.
//!
//! The database keeps hashes only. Knowing it and the installation's secret is still not enough to make a token.

use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::keys::{Keys, fingerprint, hex, mac};
use crate::clock::{DAY, SECOND};
use crate::db::sessions::Session;

/// How long a phone may stay away and still be signed in, in milliseconds.
pub const LIFE: i64 = 400 * DAY;
/// For how long two tabs may race with one token, in milliseconds.
const RACE: i64 = 30 * SECOND;

/// A token as it stands in the cookie: `session.secret`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The session.
    pub session: Uuid,
    secret: String,
}

impl Token {
    /// The first token of a session.
    pub fn first(session: Uuid) -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self { session, secret: hex(&bytes) })
    }

    /// Reads a cookie's value.
    pub fn parse(text: &str) -> Option<Self> {
        let (session, secret) = text.split_once('.')?;
        let well_formed = secret.len() == 64 && secret.bytes().all(|b| b.is_ascii_hexdigit());
        well_formed.then_some(Self { session: session.parse().ok()?, secret: secret.to_owned() })
    }

    /// The cookie's value.
    pub fn text(&self) -> String {
        format!("{}.{}", self.session.simple(), self.secret)
    }

    /// What is stored of it.
    pub fn hash(&self) -> String {
        fingerprint(&self.secret)
    }

    /// The token after this one.
    pub fn successor(&self, keys: &Keys) -> Self {
        Self { session: self.session, secret: hex(&mac(&keys.refresh, self.secret.as_bytes())) }
    }
}

/// What to do about a token that was presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The newest: replace it.
    Rotate,
    /// The one before, and its successor may never have arrived: give the same successor again.
    Reissue,
    /// Copied: end the session.
    Stolen,
    /// The session is over.
    Over,
}

/// Decides about a token, given as its hash.
pub fn rule(session: &Session, presented: &str, now: i64) -> Ruling {
    let is = |stored: &str| bool::from(stored.as_bytes().ct_eq(presented.as_bytes()));
    if session.revoked || session.expires_at <= now {
        Ruling::Over
    } else if is(&session.token_hash) {
        Ruling::Rotate
    } else if session.previous_hash.as_deref().is_some_and(is) && (!session.confirmed || now < session.previous_until) {
        Ruling::Reissue
    } else {
        Ruling::Stolen
    }
}

/// The session after its newest token was replaced by `successor`.
pub fn rotated(session: Session, successor: &Token, now: i64) -> Session {
    Session {
        generation: session.generation + 1,
        previous_hash: Some(session.token_hash),
        token_hash: successor.hash(),
        previous_until: now + RACE,
        confirmed: false,
        expires_at: now + LIFE,
        ..session
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::ids::{CompanyId, UserId};

    fn session(token: &Token) -> Session {
        Session {
            company: CompanyId::default(),
            id: token.session,
            user: UserId::default(),
            generation: 1,
            token_hash: token.hash(),
            previous_hash: None,
            previous_until: 0,
            confirmed: true,
            expires_at: LIFE,
            revoked: false,
        }
    }

    #[test]
    fn a_lost_answer_is_answered_again_with_the_same_successor() {
        let keys = Keys::derive("secret");
        let first = Token::first(Uuid::from_u128(1)).unwrap();
        let second = first.successor(&keys);
        let after = rotated(session(&first), &second, 0);
        assert_eq!(rule(&after, &first.hash(), DAY), Ruling::Reissue);
        assert_eq!(first.successor(&keys), second);
    }

    #[test]
    fn an_old_token_after_its_successor_was_used_is_a_stolen_one() {
        let keys = Keys::derive("secret");
        let first = Token::first(Uuid::from_u128(1)).unwrap();
        let second = first.successor(&keys);
        let mut after = rotated(session(&first), &second, 0);
        after.confirmed = true;
        assert_eq!(rule(&after, &first.hash(), RACE - 1), Ruling::Reissue, "two tabs at once");
        assert_eq!(rule(&after, &first.hash(), RACE), Ruling::Stolen);
        let later = rotated(after, &second.successor(&keys), RACE);
        assert_eq!(rule(&later, &first.hash(), RACE), Ruling::Stolen);
    }

    #[test]
    fn a_session_that_ended_stays_ended() {
        let token = Token::first(Uuid::from_u128(1)).unwrap();
        let live = session(&token);
        assert_eq!(rule(&live, &token.hash(), LIFE), Ruling::Over);
        assert_eq!(rule(&Session { revoked: true, ..live }, &token.hash(), 0), Ruling::Over);
    }

    #[test]
    fn only_well_formed_cookies_are_read() {
        let token = Token::first(Uuid::from_u128(1)).unwrap();
        assert_eq!(Token::parse(&token.text()), Some(token));
        assert_eq!(Token::parse("nonsense"), None);
        assert_eq!(Token::parse("00000000000000000000000000000001.zz"), None);
    }
}
