//! What became of edits whose rows have not come back yet, as the vault keeps it: one record for all that one answer told,
//! since a thousand edits would otherwise be written a thousand times again to add a number to each. A record that is lost
//! costs a question: the server says the same again.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::engine::EPOCH_KEY;
use super::entry::State;
use super::ports::{Shelf, VaultImage, VaultOp};
use crate::safeguard::{Safeguard, stands};

/// What the keys of these records of [`Shelf::Device`] begin with; the epoch of the server's database and the key of the
/// first edit follow. What another database did says nothing of this one.
const PREFIX: &str = "verdicts/";

/// The records of a vault: by key, the keys of the edits that each is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Verdicts(BTreeMap<String, Vec<String>>);

/// What became of edits, by their keys in the outbox.
pub(super) type Told = Vec<(String, State)>;

impl Verdicts {
    /// Reads them, and what they say. One that cannot be read says nothing, nor does one of another database.
    pub fn read(image: &VaultImage) -> (Self, BTreeMap<String, State>) {
        let (mut records, mut said) = (Self::default(), BTreeMap::new());
        let device = || image.records.iter().filter(|(shelf, ..)| *shelf == Shelf::Device);
        let epoch = device().find(|(_, key, _)| key == EPOCH_KEY).map(|(_, _, epoch)| epoch.as_str());
        for (_, key, value) in device() {
            if let Some(rest) = key.strip_prefix(PREFIX) {
                let is_known =
                    epoch.is_some_and(|epoch| rest.starts_with(epoch)) || !stands(Safeguard::VerdictsForgotten);
                let told: Told = if is_known { serde_json::from_str(value).unwrap_or_default() } else { Told::new() };
                records.0.insert(key.clone(), told.iter().map(|(edit, _)| edit.clone()).collect());
                said.extend(told);
            }
        }
        (records, said)
    }

    /// Writes down what an answer told: the key of the record and the write; nothing when it told nothing.
    pub fn put(epoch: Uuid, told: &Told) -> Result<Option<(String, VaultOp)>, serde_json::Error> {
        let Some((first, _)) = told.first() else { return Ok(None) };
        let key = format!("{PREFIX}{epoch}/{first}");
        let value = serde_json::to_string(told)?;
        Ok(Some((key.clone(), VaultOp::Put { shelf: Shelf::Device, key, value })))
    }

    /// A record was written.
    pub fn insert(&mut self, key: String, edits: Vec<String>) {
        self.0.insert(key, edits);
    }

    /// A record was removed.
    pub fn remove(&mut self, key: &str) {
        self.0.remove(key);
    }

    /// Records that are about none of the edits that are left.
    pub fn about_none(&self, is_left: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let over = self.0.iter().filter(|(_, edits)| !edits.iter().any(|edit| is_left(edit)));
        over.map(|(key, _)| key.clone()).collect()
    }

    /// Removes a record.
    pub fn delete(key: &str) -> VaultOp {
        VaultOp::Delete { shelf: Shelf::Device, key: key.to_owned() }
    }
}
