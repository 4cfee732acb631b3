//! Signatures of Standard Webhooks: HMAC-SHA256 over identifier, time and body, in base64 behind `v1,`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::auth::keys::mac;

/// With what a secret begins.
const PREFIX: &str = "whsec_";

/// A new secret: 32 random bytes.
pub fn fresh_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{PREFIX}{}", STANDARD.encode(bytes)))
}

/// The signature of a message; nothing when the secret is none.
pub(super) fn sign(secret: &str, id: &str, seconds: i64, body: &str) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    let code = mac(&key, format!("{id}.{seconds}.{body}").as_bytes());
    Some(format!("v1,{}", STANDARD.encode(code)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// The example of the reference implementations.
    #[test]
    fn a_message_is_signed_as_the_standard_says() {
        let signed = sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signed.unwrap(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(sign("nonsense", "", 0, ""), None);
    }

    #[test]
    fn secrets_are_random() {
        assert_ne!(fresh_secret().unwrap(), fresh_secret().unwrap());
    }
}
