//! The arithmetic of authenticators (RFC 6238): SHA-1, six digits, steps of 30 seconds, one step to either side for
//! clocks that go wrong. Never here: what was used before.

use totp_rs::{Builder, Secret};

/// A new secret of 160 bits (RFC 4226, section 4), in base 32.
pub fn fresh_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes)?;
    Ok(Secret::from(bytes).to_base32())
}

/// The `otpauth` address of a secret, for a QR code.
pub fn url(secret: &str, company: &str, login: &str) -> Option<String> {
    // A colon parts issuer and account.
    let plain = |text: &str| text.replace(':', " ");
    builder(secret)?.with_issuer(Some(plain(company))).with_account_name(plain(login)).build().ok()?.to_url().ok()
}

/// The step that these digits belong to, if they are right at `now`, in milliseconds.
pub fn step(secret: &str, digits: &str, now: i64) -> Option<u64> {
    builder(secret)?.build().ok()?.check(digits, u64::try_from(now / 1000).ok()?)
}

fn builder(secret: &str) -> Option<Builder> {
    Some(Builder::new().with_secret(Secret::try_from_base32(secret).ok()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// RFC 6238, appendix B: the last six of eight digits.
    const VECTORS: [(i64, &str); 5] = [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ];

    #[test]
    fn the_vectors_of_the_rfc_are_right_for_their_step_and_one_to_either_side() {
        let secret = Secret::from(*b"12345678901234567890").to_base32();
        for (second, digits) in VECTORS {
            let at = second / 30 * 30_000;
            let counter = Some((second / 30) as u64);
            for now in [at - 30_000, at, at + 29_999, at + 59_999] {
                assert_eq!(step(&secret, digits, now), counter, "{second} at {now}");
            }
            for now in [at - 31_000, at + 60_000] {
                assert_eq!(step(&secret, digits, now), None, "{second} at {now}");
            }
        }
    }

    #[test]
    fn an_address_names_company_and_login() {
        let secret = fresh_secret().unwrap();
        let url = url(&secret, "Harbor: Pine", "mike").unwrap();
        assert!(url.starts_with("otpauth://totp/") && url.contains(&secret) && url.contains("mike"), "{url}");
        assert_eq!(secret.len(), 32);
    }
}
