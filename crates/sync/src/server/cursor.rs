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

    /// The text for the phone: `seq.signature`. It travels with every idle round, so the database is only signed.
    pub fn write(&self, company: CompanyId, cursor: Cursor) -> String {
        format!("{}.{}", cursor.seq, self.sign(company, cursor))
    }

    /// The sequence number of what [`CursorKey::write`] wrote for the same company and database; anything else is `None`.
    pub fn read(&self, company: CompanyId, epoch: Uuid, text: &str) -> Option<u64> {
        let (seq, signature) = text.split_once('.')?;
        let seq = seq.parse().ok()?;
        // Nothing is gained by learning a signature slowly: the rows are the reader's own.
        (self.sign(company, Cursor { epoch, seq }) == signature).then_some(seq)
    }

    fn sign(&self, company: CompanyId, Cursor { epoch, seq }: Cursor) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(company.0.as_bytes());
        mac.update(epoch.as_bytes());
        mac.update(&seq.to_be_bytes());
        mac.finalize().into_bytes().iter().take(10).map(|b| format!("{b:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_only_by_the_company_and_the_database_it_was_written_for() {
        let key = CursorKey::new([7; 32]);
        let (ours, theirs) = (CompanyId(Uuid::from_u128(1)), CompanyId(Uuid::from_u128(2)));
        let epoch = Uuid::from_u128(3);
        let text = key.write(ours, Cursor { epoch, seq: 41 });
        assert_eq!(key.read(ours, epoch, &text), Some(41));
        assert_eq!(key.read(theirs, epoch, &text), None);
        assert_eq!(key.read(ours, Uuid::from_u128(4), &text), None);
        assert_eq!(key.read(ours, epoch, &text.replace("41.", "42.")), None);
        assert_eq!(key.read(ours, epoch, "nonsense"), None);
    }
}
