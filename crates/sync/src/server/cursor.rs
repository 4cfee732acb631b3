//! Cursors: where a phone stands in the company's sequence, signed so that nobody can make one up.

use domain::ids::CompanyId;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// The secret that signs cursors.
#[derive(Clone)]
pub struct CursorKey(Vec<u8>);

/// Where a phone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// In which database.
    pub epoch: Uuid,
    /// After which sequence number.
    pub seq: u64,
}

impl CursorKey {
    /// Signs with `secret`, at least 32 random bytes.
    pub fn new(secret: impl Into<Vec<u8>>) -> Self {
        Self(secret.into())
    }

    /// The text for the phone: `epoch.seq.signature`.
    pub fn write(&self, company: CompanyId, cursor: Cursor) -> String {
        let plain = format!("{}.{}", cursor.epoch.simple(), cursor.seq);
        let signature = self.sign(company, &plain);
        format!("{plain}.{signature}")
    }

    /// Reads what [`CursorKey::write`] wrote for the same company; anything else is `None`.
    pub fn read(&self, company: CompanyId, text: &str) -> Option<Cursor> {
        let (plain, signature) = text.rsplit_once('.')?;
        // Nothing is gained by learning a signature slowly: the rows are the reader's own.
        if self.sign(company, plain) != signature {
            return None;
        }
        let (epoch, seq) = plain.split_once('.')?;
        Some(Cursor { epoch: epoch.parse().ok()?, seq: seq.parse().ok()? })
    }

    fn sign(&self, company: CompanyId, plain: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(company.0.as_bytes());
        mac.update(plain.as_bytes());
        mac.finalize().into_bytes().iter().take(12).map(|b| format!("{b:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_only_by_the_company_it_was_written_for() {
        let key = CursorKey::new([7; 32]);
        let (ours, theirs) = (CompanyId(Uuid::from_u128(1)), CompanyId(Uuid::from_u128(2)));
        let cursor = Cursor { epoch: Uuid::from_u128(3), seq: 41 };
        let text = key.write(ours, cursor);
        assert_eq!(key.read(ours, &text), Some(cursor));
        assert_eq!(key.read(theirs, &text), None);
        assert_eq!(key.read(ours, &text.replace(".41.", ".42.")), None);
        assert_eq!(key.read(ours, "nonsense"), None);
    }
}
