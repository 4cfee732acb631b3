//! Passwords: Argon2id with the parameters of OWASP's first row (19 MiB, two rounds, one lane), one at a time for every
//! processor, off the threads that answer requests. What may be chosen is decided by how many guesses it takes (zxcvbn,
//! NIST SP 800-63B section 5.1.1.2), never by which sorts of characters are in it.

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

/// How much of a password its guessing is tried on: more takes long, and makes no guessable password a good one.
const TRIED: usize = 72;

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

    /// Refuses a password that is too short, too long or easy to guess.
    pub async fn check(&self, password: &str, about: About<'_>) -> Result<(), AppError> {
        let (password, about) = (password.to_owned(), about.words());
        match self.run(move || weakness(&password, &about)).await? {
            None => Ok(()),
            Some(words) => Err(AppError::new(ErrorCode::WeakPassword, words)),
        }
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

/// Whose password it shall be, in the words that whoever guesses tries first.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// User name.
    pub login: &'a str,
    /// Full name.
    pub name: &'a str,
    /// The company's name.
    pub company: &'a str,
}

impl About<'_> {
    /// The names, and each of their words.
    fn words(&self) -> Vec<String> {
        let whole = [self.login, self.name, self.company];
        let words = whole.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        let all = whole.iter().copied().chain(words).map(str::trim).filter(|word| word.chars().count() > 2);
        all.map(|word| word.chars().take(TRIED).collect::<String>().to_lowercase()).take(24).collect()
    }
}

/// Why a password may not be chosen, in plain words; `None`: it may. Refused are those outside of the bounds, and those
/// that are found within 10¹⁰ guesses (zxcvbn's score below 3).
fn weakness(password: &str, about: &[String]) -> Option<String> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Some(format!("choose a password of at least {PASSWORD_MIN} characters"));
    }
    if length > PASSWORD_MAX {
        return Some(format!("choose a password of at most {PASSWORD_MAX} characters"));
    }
    let tried: String = password.chars().take(TRIED).collect();
    let about: Vec<&str> = about.iter().map(String::as_str).collect();
    let guessed = zxcvbn::zxcvbn(&tried, &about);
    if guessed.score() >= zxcvbn::Score::Three {
        return None;
    }
    let why = guessed.feedback().and_then(|feedback| feedback.warning()).map(|warning| format!(" {warning}"));
    let why = why.unwrap_or_default();
    Some(format!(
        "this password is easy to guess.{why} Choose three or four words that have nothing to do with each other."
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const MIKE: About<'_> = About { login: "mike", name: "Mike Donnelly", company: "Harbor Pine Electric (demo)" };

    fn is_weak(password: &str) -> bool {
        weakness(password, &MIKE.words()).is_some()
    }

    #[test]
    fn what_is_short_long_or_easy_to_guess_is_refused() {
        for weak in [
            "short",
            "1234567890",
            "PASSWORD123",
            "P@ssw0rd2024",
            "aaaaaaaaaaaa",
            "qwertyuiop",
            "electrician",
            "01/02/1984",
            "mike-mike-mike",
            "mikedonnelly",
            "Donnelly2024",
            "harborpine",
            &"ab".repeat(60),
            &"x".repeat(500),
        ] {
            assert!(is_weak(weak), "{weak}");
        }
    }

    #[test]
    fn a_few_words_are_good_and_so_is_the_password_of_the_demonstration() {
        for good in ["harbor-pine-demo", "my long new password", "copper kettle under stairs", "vX7#qLm2!tRw"] {
            assert!(!is_weak(good), "{good}");
        }
    }

    #[test]
    fn the_reason_is_said_in_words() {
        let words = weakness("electrician", &MIKE.words()).unwrap();
        assert!(words.starts_with("this password is easy to guess."), "{words}");
    }

    #[test]
    fn a_long_password_is_judged_in_no_time() {
        let started = std::time::Instant::now();
        let long: String = "correct horse battery staple 1984 ".repeat(9).chars().take(PASSWORD_MAX).collect();
        weakness(&long, &MIKE.words());
        assert!(started.elapsed() < std::time::Duration::from_secs(2), "{:?}", started.elapsed());
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
