//! An authenticator app: six digits out of a secret and the time of day (RFC 6238).

use std::time::{SystemTime, UNIX_EPOCH};

use totp_rs::{Builder, Secret, Totp};

use crate::Failure;
use crate::wait::within;

/// For how long six digits are shown, in seconds.
const STEP: u64 = 30;

/// An authenticator that holds one secret.
pub struct Authenticator {
    totp: Totp,
    used: u64,
}

impl Authenticator {
    /// Puts in a secret in base 32, however it is grouped.
    pub fn with(secret: &str) -> Result<Self, Failure> {
        let secret: String = secret.split_whitespace().collect();
        let wrong = |error: &dyn std::fmt::Display| Failure::said(format!("no secret: {error}"));
        let secret = Secret::try_from_base32(secret).map_err(|error| wrong(&error))?;
        let totp = Builder::new().with_secret(secret).build().map_err(|error| wrong(&error))?;
        Ok(Self { totp, used: 0 })
    }

    /// Digits that were not shown before: each are good once. The next ones are good a little early.
    pub async fn code(&mut self) -> Result<String, Failure> {
        let used = self.used;
        let step = within(std::time::Duration::from_secs(2 * STEP), "the next digits", async || {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / STEP;
            Ok((used <= now).then(|| now.max(used + 1)))
        })
        .await?;
        self.used = step;
        Ok(self.totp.generate(step * STEP).to_string())
    }
}
