//! Keys of this installation, each derived from one secret for one purpose.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// The keys.
#[derive(Clone)]
pub struct Keys {
    /// Encrypts access tokens.
    pub access: [u8; 32],
    /// Derives the next refresh token from the one before.
    pub refresh: [u8; 32],
    /// Signs cursors.
    pub cursor: [u8; 32],
    /// Seals secrets that are kept ([`crate::sealed`]).
    pub sealed: [u8; 32],
    /// Makes the hashes of recovery codes, which must be short and last for years.
    pub recovery: [u8; 32],
}

impl Keys {
    /// The keys that belong to `secret`.
    pub fn derive(secret: &str) -> Self {
        let key = |purpose: &str| mac(secret.as_bytes(), purpose.as_bytes());
        Self {
            access: key("pem2 access token"),
            refresh: key("pem2 refresh token"),
            cursor: key("pem2 cursor"),
            sealed: key("pem2 sealed"),
            recovery: key("pem2 recovery code"),
        }
    }
}

/// A new secret: 32 random bytes in hexadecimal digits.
pub fn fresh_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// HMAC-SHA256.
pub(crate) fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length; the error arm cannot be reached, and must not become a constant key.
    match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mut mac) => {
            mac.update(message);
            mac.finalize().into_bytes().into()
        }
        Err(_) => Sha256::new().chain_update(key).chain_update(message).finalize().into(),
    }
}

/// SHA-256 of a text, in hexadecimal digits: how tokens and codes are stored.
pub(super) fn fingerprint(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Hexadecimal digits in lower case.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
