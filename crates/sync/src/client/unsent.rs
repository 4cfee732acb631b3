//! Everything that is on this phone only, read from the vault itself and not from memory: before the phone changes hands,
//! and for the parcel that the office can hand in.

use protocol::sync::Mutation;

use super::entry::{Entry, State};
use super::ports::{Shelf, VaultImage};
use super::uploads::{BlobState, Manifest};
use super::verdicts::Verdicts;

/// What the vault holds that the server has not confirmed.
#[derive(Clone, Debug, Default)]
pub struct Unsent {
    /// Edits without an answer, oldest first.
    pub waiting: Vec<Entry>,
    /// Refused edits that nobody has decided on, oldest first.
    pub refused: Vec<Entry>,
    /// Bytes that the server has not confirmed, the small pictures first.
    pub bytes: Vec<Manifest>,
    /// Half-filled forms.
    pub drafts: usize,
    /// Records that this build cannot read. They stay in the vault.
    pub unreadable: usize,
}

impl Unsent {
    /// Of what a vault holds.
    pub fn of(image: &VaultImage) -> Self {
        let mut unsent = Self::default();
        let (_, said) = Verdicts::read(image);
        for (shelf, key, value) in &image.records {
            match shelf {
                Shelf::Outbox | Shelf::Quarantine => match Entry::read(value) {
                    Ok(entry) if *shelf == Shelf::Quarantine => unsent.refused.push(entry),
                    Ok(entry) if entry.state == State::Waiting && !said.contains_key(key) => unsent.waiting.push(entry),
                    // The server has it; only its rows have not come back.
                    Ok(_) => {}
                    Err(_) => unsent.unreadable += 1,
                },
                Shelf::BlobManifest => match serde_json::from_str::<Manifest>(value) {
                    Ok(Manifest { state: BlobState::Received { .. }, .. }) => {}
                    Ok(manifest) => unsent.bytes.push(manifest),
                    Err(_) => unsent.unreadable += 1,
                },
                Shelf::Draft => unsent.drafts += 1,
                Shelf::SentTail | Shelf::Discarded | Shelf::Device => {}
            }
        }
        unsent.bytes.sort_by_key(|manifest| (manifest.part, manifest.added_at));
        unsent
    }

    /// Nothing that anybody entered is on this phone only.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
            && self.refused.is_empty()
            && self.bytes.is_empty()
            && self.drafts == 0
            && self.unreadable == 0
    }

    /// All edits as they would be sent, in the order of entry. They wait for one another only: what else they built on has
    /// arrived.
    pub fn mutations(&self) -> Vec<Mutation> {
        let mut entries: Vec<&Entry> = self.waiting.iter().chain(&self.refused).collect();
        entries.sort_by_key(|entry| entry.key());
        let is_among = |id| entries.iter().any(|entry| entry.id() == id);
        let alone = |entry: &&Entry| {
            let mut mutation = entry.mutation.clone();
            mutation.depends_on.retain(|on| is_among(*on));
            mutation
        };
        entries.iter().map(alone).collect()
    }
}
