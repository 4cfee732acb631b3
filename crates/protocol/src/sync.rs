//! Push and pull.

use std::collections::BTreeMap;

use domain::digest::Digest;
use domain::ids::{DeviceId, MutationId};
use domain::{Entity, Key, Rejection, Row};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

/// The most edits in one push: a week in a basement goes in one question.
pub const PUSH_MAX: usize = 1_000;
/// The most bytes in one push.
pub const PUSH_MAX_BYTES: usize = 512 * 1024;
/// The most rows in one page of a pull; a page never splits what one edit wrote.
pub const PULL_MAX: u32 = 1000;

/// The most pages in one answer.
pub const AHEAD_MAX: u32 = 64;

/// The form of packs, in which a phone keeps rows: a line each, as `sync::pack` describes. Whatever changes in a line, also
/// what a row is said to hang on, is another form.
pub const PACK_FORM: u32 = 1;

/// One edit, as it waits on the phone and travels.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mutation {
    /// Its identifier: the idempotency key.
    pub id: MutationId,
    /// Counts the edits of this device, from 1, without a gap.
    pub device_seq: u64,
    /// The schema of `edit`.
    pub schema: u32,
    /// Edits that must have been applied before this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<MutationId>,
    /// When, by the phone's clock, in milliseconds.
    pub occurred_at: i64,
    /// How far the server's clock was ahead of the phone's when last measured, in milliseconds.
    #[serde(default)]
    pub clock_offset_ms: i64,
    /// The [`domain::Edit`] as JSON. Read one by one: an edit that nobody understands spoils no other.
    pub edit: Box<RawValue>,
}

/// Hands in edits, oldest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PushRequest {
    /// The schema that the app speaks.
    pub schema: u32,
    /// The phone.
    pub device: DeviceId,
    /// The database that the phone knows; `None` before the first answer.
    #[serde(default)]
    pub epoch: Option<Uuid>,
    /// The edits.
    pub mutations: Vec<Mutation>,
}

/// What became of an edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Done.
    Applied {
        /// The sequence number of its effect.
        seq: u64,
    },
    /// Done, but somebody was first on a field: the value is in a conflict row.
    Merged {
        /// The sequence number of its effect.
        seq: u64,
        /// The conflict rows.
        conflicts: Vec<Uuid>,
    },
    /// Not done; a person must look at it.
    Rejected {
        /// The sequence number of the note that the server made of it.
        seq: u64,
        /// Why.
        rejection: Rejection,
    },
    /// Not done yet: it builds on something that has not arrived. Send it again later.
    Deferred {
        /// What is missing.
        missing: Option<Key>,
    },
}

impl Verdict {
    /// The sequence number at which it is settled; `None` while it is not.
    pub const fn seq(&self) -> Option<u64> {
        match self {
            Self::Applied { seq } | Self::Merged { seq, .. } | Self::Rejected { seq, .. } => Some(*seq),
            Self::Deferred { .. } => None,
        }
    }
}

/// What became of which edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The edit.
    pub id: MutationId,
    /// It had been handed in before; this is what was said then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub duplicate: bool,
    /// What became of it.
    pub verdict: Verdict,
}

/// The answer to a push: one outcome per edit, in the same order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PushResponse {
    /// The database that answers.
    pub epoch: Uuid,
    /// The server's clock, in milliseconds.
    pub server_time: i64,
    /// What became of each.
    pub outcomes: Vec<Outcome>,
}

/// What waits on a phone, as it tells the office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Waiting {
    /// Edits and photos that the server has not confirmed.
    pub unsent: u32,
    /// Refused edits and photos, on which a person must decide.
    pub needs_you: u32,
    /// When the oldest of the unsent was entered, by the server's clock, in milliseconds.
    pub oldest_at: Option<i64>,
    /// How often since it started the phone found its rows to differ from the server's.
    pub rebuilt: u32,
}

/// Asks for what is new.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PullRequest {
    /// The schema that the app speaks.
    pub schema: u32,
    /// The phone.
    pub device: DeviceId,
    /// Where it stands, as the server wrote it; `None`: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// What the phone may see, as the server wrote it with the cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// At most this many rows, about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Asks for the digest of all rows with the last page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub digest: bool,
    /// What waits on the phone, when that is not what it said last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Waiting>,
    /// So many pages may come in one answer, each as if it had been asked for with the cursor of the one before: a line of
    /// JSON each, as [`PAGES_TYPE`](crate::paths::PAGES_TYPE). 0: one page, as JSON.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub ahead: u32,
    /// The form of packs that the phone can keep as they come: [`PACK_FORM`]. A server that writes it may send the rows of a
    /// page so, behind the line with the page. 0: rows come as JSON.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub packs: u32,
}

const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Why a phone must start from the beginning. Unsent work is not touched by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reset {
    /// The database was replaced, by a restore for one.
    Epoch,
    /// The cursor is older than the tombstones that are kept, or ahead of the database.
    Cursor,
    /// The person may see so much more or less than before that the difference is not worth telling.
    Scope,
    /// A reason of a later version.
    #[serde(other)]
    Other,
}

/// A page of what is new.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PullResponse {
    /// The database that answers.
    pub epoch: Uuid,
    /// The server's clock, in milliseconds.
    pub server_time: i64,
    /// Set: nothing here continues the cursor; ask again without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset: Option<Reset>,
    /// Where the phone stands after this page.
    pub cursor: String,
    /// The sequence number that `cursor` stands for.
    pub through: u64,
    /// What the person may see, to be sent with the cursor.
    pub scope: String,
    /// New and changed rows, tombstones included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// Rows that this person no longer sees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<Key>,
    /// What became of this phone's edits up to `through`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Outcome>,
    /// Another page follows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// Of all living rows that the person sees at `through`, when it was asked for and could be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<BTreeMap<Entity, Digest>>,
    /// Instead of `rows`: so many bytes of a pack follow the line with this page, and after them the next page.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub packed: u32,
}

impl PullResponse {
    /// An answer of this database that says nothing yet.
    pub fn of(epoch: Uuid) -> Self {
        Self {
            epoch,
            server_time: 0,
            reset: None,
            cursor: String::new(),
            through: 0,
            scope: String::new(),
            rows: Vec::new(),
            gone: Vec::new(),
            settled: Vec::new(),
            more: false,
            digest: None,
            packed: 0,
        }
    }
}

/// One server-sent event.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hint {
    /// The company's newest sequence number.
    pub seq: u64,
}
