//! Passwords: Argon2id with the parameters of OWASP's first row (19 MiB, two rounds, one lane), one at a time for every
//! processor, off the threads that answer requests.

use std::sync::Arc;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use protocol::auth::{PASSWORD_MAX, PASSWORD_MIN};
use protocol::error::ErrorCode;
use tokio::sync::Semaphore;

use crate::error::AppError;

/// A hash that no password has: checked when there is no account, so that both answers take the same time.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$cGVtMi1ub2JvZHktaGVyZQ$8Z1W0xTgC8mT3vVqk1t2rZ0v5m5l6cJ9m3m8n2p0q7s";

/// Passwords of ten characters and more that are tried first by whoever guesses.
const COMMON: [&str; 24] = [
    "0123456789",
    "0987654321",
    "1234567890",
    "12345678910",
    "123456789a",
    "1q2w3e4r5t",
    "1qaz2wsx3edc",
    "abcdefghij",
    "administrator",
    "asdfghjkl;",
    "baseball123",
    "electrician",
    "football123",
    "iloveyou123",
    "letmein123",
    "master1234",
    "password01",
    "password12",
    "password123",
    "password1234",
    "qwerty1234",
    "qwerty12345",
    "qwertyuiop",
    "welcome123",
];

/// Checks and makes hashes.
pub struct Passwords {
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl Passwords {
    /// As many at a time as there are processors.
    pub fn new() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self { turns: Arc::new(Semaphore::new(processors)) }
    }

    /// Whether `password` is the one of `hash`. Without a hash it takes as long and is `false`.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, AppError> {
        self.run(move || {
            let known = hash.is_some();
            let text = hash.as_deref().unwrap_or(NOBODY);
            let Ok(parsed) = PasswordHash::new(text) else { return false };
            Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known
        })
        .await
    }

    /// The hash of a password.
    pub async fn hash(&self, password: String) -> Result<String, AppError> {
        self.run(move || hash_now(&password)).await?.ok_or_else(AppError::unavailable)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| AppError::unavailable())?;
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        })
        .await
        .map_err(|e| AppError::internal(&e))
    }
}

/// The hash of a password, on this thread. `None`: no random salt could be had.
pub fn hash_now(password: &str) -> Option<String> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).ok()?;
    let salt = SaltString::encode_b64(&salt).ok()?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).ok()?);
    argon.hash_password(password.as_bytes(), &salt).ok().map(|h| h.to_string())
}

/// Refuses passwords that are too short, too long, common, one character over and over, or the login itself.
pub fn check_strength(password: &str, login: &str) -> Result<(), AppError> {
    let length = password.chars().count();
    let lower = password.to_lowercase();
    let first = password.chars().next();
    let weak = !(PASSWORD_MIN..=PASSWORD_MAX).contains(&length)
        || COMMON.contains(&lower.as_str())
        || password.chars().all(|c| Some(c) == first)
        || lower.replace(login, "").chars().count() < PASSWORD_MIN / 2;
    if weak { Err(AppError::new(ErrorCode::WeakPassword, "choose a longer or less common password")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn weak_passwords_are_refused() {
        for weak in ["short", "1234567890", "PASSWORD123", "aaaaaaaaaaaa", "mike-mike-mike", &"x".repeat(500)] {
            assert!(check_strength(weak, "mike").is_err(), "{weak}");
        }
        assert!(check_strength("harbor-pine-demo", "mike").is_ok());
    }

    #[tokio::test]
    async fn only_the_right_password_verifies_and_nobody_never_does() {
        let passwords = Passwords::new();
        let hash = passwords.hash("correct horse".into()).await.unwrap();
        assert!(passwords.verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("wrong horse".into(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("correct horse".into(), None).await.unwrap());
    }

    #[test]
    fn the_hash_of_nobody_is_well_formed() {
        assert!(PasswordHash::new(NOBODY).is_ok());
    }
}
