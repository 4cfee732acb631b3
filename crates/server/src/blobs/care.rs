//! Looking after bytes that are stored: moving them to another store, checking that they are what their hash says, finding
//! those that nobody knows of. Rows of the table `blobs` say what must be there; smaller pictures are made anew and are
//! never moved.

mod checking;
mod moving;
mod sweeping;

use domain::ids::CompanyId;

pub use checking::{Checked, check};
pub use moving::{Moved, move_all};
pub use sweeping::{AGE, Swept, sweep};

/// Bytes that are not as they should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// They are not there.
    Missing(CompanyId, String),
    /// They are others than the hash says.
    Wrong(CompanyId, String),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(company, sha256) => write!(f, "missing: {sha256} of company {company}"),
            Self::Wrong(company, sha256) => write!(f, "not what the hash says: {sha256} of company {company}"),
        }
    }
}
