//! An edit on this phone, from the tap to the server's answer.

use domain::ids::MutationId;
use domain::{Edit, Key, Rejection};
use protocol::sync::Mutation;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ports::{Shelf, VaultOp};

/// How far it has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The server has not answered for it.
    #[default]
    Waiting,
    /// The server did it; its effect comes with the row `seq`, and until then it is replayed here.
    Done {
        /// The sequence number of its effect.
        seq: u64,
        /// Conflicts that it made.
        #[serde(default)]
        conflicts: Vec<Uuid>,
    },
    /// The server refused it.
    Rejected {
        /// Why.
        rejection: Rejection,
        /// When the answer came.
        at: i64,
    },
}

/// An edit with its state, as the vault stores it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// What travels.
    pub mutation: Mutation,
    /// How far it has come.
    #[serde(default)]
    pub state: State,
    /// When it entered this state's shelf, in milliseconds.
    #[serde(default)]
    pub at: i64,
    /// The edit, read.
    #[serde(skip)]
    pub edit: Option<Edit>,
    /// Rows that it writes, as far as this phone can tell.
    #[serde(skip)]
    pub writes: Vec<Key>,
    /// Not before this moment: the server said that something else must arrive first.
    #[serde(skip)]
    pub not_before: i64,
    /// What the server is waiting for, when it said so.
    #[serde(skip)]
    pub missing: Option<Key>,
}

impl Entry {
    /// A new edit. The error is of the JSON writer.
    pub fn new(mutation: Mutation, edit: Edit, now: i64) -> Self {
        Self {
            mutation,
            state: State::Waiting,
            at: now,
            edit: Some(edit),
            writes: Vec::new(),
            not_before: 0,
            missing: None,
        }
    }

    /// Its identifier.
    pub fn id(&self) -> MutationId {
        self.mutation.id
    }

    /// Its key on every shelf: the order of entry, then the identifier, since two tabs can count the same.
    pub fn key(&self) -> String {
        format!("{:012}-{}", self.mutation.device_seq, self.mutation.id)
    }

    /// Writes it to `shelf`.
    pub fn put(&self, shelf: Shelf) -> Result<VaultOp, serde_json::Error> {
        Ok(VaultOp::Put { shelf, key: self.key(), value: serde_json::to_string(self)? })
    }

    /// Removes it from `shelf`.
    pub fn delete(&self, shelf: Shelf) -> VaultOp {
        VaultOp::Delete { shelf, key: self.key() }
    }

    /// Reads what [`Entry::put`] wrote.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        let mut entry: Self = serde_json::from_str(text)?;
        // An edit of a later version is kept and sent, though this version cannot show it.
        entry.edit = serde_json::from_str(entry.mutation.edit.get()).ok();
        Ok(entry)
    }
}
