//! A line of the log, and the hash that ties it to the line before.
//!
//! The hash is SHA-256, in hexadecimal digits, over ten texts, each written as its length in bytes, a colon, itself and a
//! comma (a "netstring"), so that no two lines have the same text: `pem2.audit.1`, the hash of the line before (empty for
//! the first), the company, the number, the identifier, the time in milliseconds, the person (empty for nobody), the address, the event,
//! the detail.

use domain::ids::CompanyId;
use sha2::{Digest, Sha256};

use crate::auth::keys::hex;

/// Names this form: another one gets another name.
const FORM: &str = "pem2.audit.1";

/// A line, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the company, from 1 without gaps.
    pub n: u64,
    /// Its identifier, of version 7: its order is that of time.
    pub id: String,
    /// When, in milliseconds.
    pub at: i64,
    /// Who, as the text that is stored.
    pub user: Option<String>,
    /// From where.
    pub address: String,
    /// What.
    pub event: String,
    /// On what.
    pub detail: String,
    /// What [`Line::hash_after`] said when it was written.
    pub hash: String,
}

impl Line {
    /// The hash of this line behind one with the hash `previous`.
    pub fn hash_after(&self, company: CompanyId, previous: &str) -> String {
        let mut hash = Sha256::new();
        let (company, n, at) = (company.to_string(), self.n.to_string(), self.at.to_string());
        let user = self.user.as_deref().unwrap_or_default();
        for text in [FORM, previous, &company, &n, &self.id, &at, user, &self.address, &self.event, &self.detail] {
            hash.update(text.len().to_string());
            hash.update(":");
            hash.update(text);
            hash.update(",");
        }
        hex(&hash.finalize())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_form_of_the_hash_stays_what_it_is() {
        let line = Line {
            n: 7,
            id: Uuid::from_u128(3).to_string(),
            at: 1_700_000_000_000,
            user: Some(Uuid::from_u128(1).to_string()),
            address: "192.0.2.1".into(),
            event: "signed_in".into(),
            detail: "Zoë's phone".into(),
            hash: String::new(),
        };
        let text = "12:pem2.audit.1,3:abc,36:00000000-0000-0000-0000-000000000002,1:7,36:00000000-0000-0000-0000-000000000003,\
            13:1700000000000,36:00000000-0000-0000-0000-000000000001,9:192.0.2.1,9:signed_in,12:Zoë's phone,";
        assert_eq!(line.hash_after(CompanyId(Uuid::from_u128(2)), "abc"), hex(&Sha256::digest(text)));
    }
}
