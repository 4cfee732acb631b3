//! Short secrets at rest: encrypted with a key of the installation, bound to the company and to what they are for. A
//! sealed text that is copied to another row or another company does not open there.
//!
//! PASETO v4.local, which encrypts and authenticates; company and purpose are its implicit assertion, which is
//! authenticated without being stored. Who has the database alone, with `PEM2_SECRET` outside of it, has nothing.

use domain::ids::CompanyId;
use pasetors::Local;
use pasetors::errors::Error;
use pasetors::keys::SymmetricKey;
use pasetors::token::UntrustedToken;
use pasetors::version4::{LocalToken, V4};

/// Why a secret could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// It is empty, there is no randomness, or the sealed text belongs elsewhere or to another secret of the installation.
    #[error("a sealed text: {0}")]
    Paseto(#[from] Error),
}

/// Where a secret belongs.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The company.
    pub company: CompanyId,
    /// What it is for, and whose: "second factor 0190…".
    pub purpose: &'a str,
}

impl Place<'_> {
    /// A company is always sixteen bytes: two places never read the same.
    fn assertion(&self) -> Vec<u8> {
        [self.company.0.as_bytes().as_slice(), self.purpose.as_bytes()].concat()
    }
}

/// Seals a text with [`crate::auth::keys::Keys::sealed`].
pub fn seal(key: &[u8; 32], place: Place<'_>, secret: &str) -> Result<String, SealError> {
    let key = SymmetricKey::<V4>::from(key)?;
    Ok(LocalToken::encrypt(&key, secret.as_bytes(), None, Some(&place.assertion()))?)
}

/// Opens what [`seal`] made for the same place.
pub fn open(key: &[u8; 32], place: Place<'_>, sealed: &str) -> Result<String, SealError> {
    let key = SymmetricKey::<V4>::from(key)?;
    let untrusted = UntrustedToken::<Local, V4>::try_from(sealed)?;
    let opened = LocalToken::decrypt(&key, &untrusted, None, Some(&place.assertion()))?;
    Ok(opened.payload().to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_secret_opens_in_its_own_place_only() {
        let company = CompanyId(Uuid::from_u128(1));
        let place = Place { company, purpose: "second factor" };
        let sealed = seal(&[7; 32], place, "JBSWY3DPEHPK3PXP").unwrap();
        assert!(!sealed.contains("JBSWY3DP"));
        assert_eq!(open(&[7; 32], place, &sealed).unwrap(), "JBSWY3DPEHPK3PXP");
        assert!(open(&[8; 32], place, &sealed).is_err(), "another installation");
        assert!(open(&[7; 32], Place { purpose: "webhook", ..place }, &sealed).is_err(), "another purpose");
        let theirs = CompanyId(Uuid::from_u128(2));
        assert!(open(&[7; 32], Place { company: theirs, ..place }, &sealed).is_err(), "another company");
        assert!(open(&[7; 32], place, "v4.local.").is_err());
    }

    #[test]
    fn the_same_secret_never_looks_the_same_twice() {
        let place = Place { company: CompanyId(Uuid::from_u128(1)), purpose: "second factor" };
        assert_ne!(seal(&[7; 32], place, "x").unwrap(), seal(&[7; 32], place, "x").unwrap());
    }
}
