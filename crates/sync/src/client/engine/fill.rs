//! Rows from the beginning, page after page, until all are there: beside what is shown, and packed as the cache keeps them.

use std::collections::BTreeSet;

use domain::Key;
use protocol::sync::PullResponse;

use crate::client::ports::{CacheCommit, CacheMeta};
use crate::pack::Pack;

/// A page of rows as it came.
#[derive(Clone, Debug)]
pub struct Page {
    /// What the server says.
    pub answer: PullResponse,
    /// The rows, where they came packed; then the answer has none.
    pub pack: Option<Pack>,
}

impl From<PullResponse> for Page {
    fn from(answer: PullResponse) -> Self {
        Self { answer, pack: None }
    }
}

/// What is there of a fill.
#[derive(Debug, Default)]
pub(super) struct Fill {
    pub cursor: Option<String>,
    /// Of these rows. It is the phone's own once they are durable: a phone that named it before would get no others.
    pub scope: Option<String>,
    packs: Vec<Pack>,
    /// Rows that the person does not see, or no longer; of most of them there has been none.
    gone: BTreeSet<Key>,
}

impl Fill {
    /// Under this scope, with nothing yet.
    pub fn under(scope: String) -> Self {
        Self { scope: Some(scope), ..Self::default() }
    }

    /// Takes the next page's rows.
    pub fn take(&mut self, pack: Pack, gone: Vec<Key>) {
        if !self.gone.is_empty() {
            for key in pack.keys() {
                self.gone.remove(&key);
            }
        }
        self.gone.extend(gone);
        if !pack.is_empty() {
            self.packs.push(pack);
        }
    }

    /// How many rows have come.
    pub fn len(&self) -> usize {
        self.packs.iter().map(Pack::len).sum()
    }

    /// Of the rows that came, those that the person has stopped to see meanwhile.
    fn gone_again(&self) -> BTreeSet<Key> {
        self.packs.iter().flat_map(Pack::keys).filter(|key| self.gone.contains(key)).collect()
    }

    /// Everything, in the place of what was there.
    pub fn into_commit(self, meta: CacheMeta) -> CacheCommit {
        let gone = if self.gone.is_empty() { BTreeSet::new() } else { self.gone_again() };
        CacheCommit { replace: true, packs: self.packs, rows: Vec::new(), gone: gone.into_iter().collect(), meta }
    }
}
