//! Bytes on their way to the server: which go next, and what an answer means. A photo that fails blocks no other.

use std::collections::BTreeMap;

use protocol::blobs::UploadState;
use uuid::Uuid;

use super::backoff::Backoff;
use super::engine::NetError;
pub use super::manifest::{BlobState, Manifest, Part};
use super::plan::{Plan, Step};
use super::ports::{Shelf, VaultOp};
use crate::safeguard::{Safeguard, stands};

/// How long bytes stay on the phone after the server's receipt: a server restored from a backup may ask again.
pub const GRACE_MS: i64 = 7 * 24 * 3_600_000;
/// How many uploads run at once.
const PARALLEL: usize = 2;
/// After so many damaged arrivals a person is asked.
const DAMAGED_MAX: u32 = 3;

/// What to send next for some bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Upload {
    /// Announce them.
    Announce(Manifest),
    /// Send the chunk that starts at `offset`.
    Send {
        /// The bytes.
        manifest: Manifest,
        /// The server's name for this upload.
        upload: Uuid,
        /// How many bytes the server has.
        offset: u64,
    },
    /// Ask how many bytes the server has.
    Ask {
        /// The bytes.
        manifest: Manifest,
        /// The server's name for this upload.
        upload: Uuid,
    },
}

impl Upload {
    /// Of which bytes.
    pub fn manifest(&self) -> &Manifest {
        match self {
            Self::Announce(manifest) | Self::Send { manifest, .. } | Self::Ask { manifest, .. } => manifest,
        }
    }
}

/// What an attempt came to.
#[derive(Clone, Debug, PartialEq)]
pub enum UploadAnswer {
    /// The server answered.
    State(UploadState),
    /// The server forgot this upload.
    Unknown,
    /// The server has other bytes at that place: ask how many.
    OffsetMismatch,
    /// What arrived is not what was announced.
    Damaged,
    /// The server will not have these bytes at all.
    Refused(String),
    /// A chunk cannot be read on this phone.
    Unreadable,
    /// The network.
    Net(NetError),
}

#[derive(Clone, Debug, Default)]
struct Progress {
    upload: Option<(Uuid, u64)>,
    ask: bool,
    in_flight: bool,
    damaged: u32,
    backoff: Backoff,
}

/// All bytes on this phone.
#[derive(Debug, Default)]
pub struct Uploads {
    /// Originals stay here for now: the person wants them sent on another line.
    originals_wait: bool,
    /// The server's clock in its last answer; 0 before. The phone's may jump, and bytes would go too soon.
    server_time: i64,
    manifests: BTreeMap<String, Manifest>,
    progress: BTreeMap<String, Progress>,
}

impl Uploads {
    /// What is known of these bytes.
    pub fn get(&self, sha256: &str) -> Option<&Manifest> {
        self.manifests.get(sha256)
    }

    /// All bytes.
    pub fn all(&self) -> impl Iterator<Item = &Manifest> {
        self.manifests.values()
    }

    /// Which part of these bytes the server has, from 0 to 1; `None` while nothing is on its way.
    pub fn fraction(&self, sha256: &str) -> Option<f64> {
        let manifest = self.manifests.get(sha256)?;
        let progress = self.progress.get(sha256)?;
        let offset = progress.upload.map_or(0, |(_, offset)| offset);
        progress.in_flight.then(|| offset as f64 / manifest.size.max(1) as f64)
    }

    pub(super) fn insert(&mut self, manifest: Manifest) {
        self.manifests.insert(manifest.sha256.clone(), manifest);
    }

    /// All are read anew. What is on its way goes on.
    pub(super) fn forget(&mut self) {
        self.manifests.clear();
    }

    pub(super) fn remove(&mut self, sha256: &str) {
        self.manifests.remove(sha256);
        self.progress.remove(sha256);
    }

    /// Whether originals stay here for now. Small pictures go all the same.
    pub fn hold_originals(&mut self, hold: bool) {
        self.originals_wait = hold;
    }

    /// Whether originals stay here for now.
    pub fn are_originals_held(&self) -> bool {
        self.originals_wait
    }

    /// What to send next; the bytes count as in flight until the answer is told.
    pub fn next(&mut self, now: i64) -> Option<Upload> {
        // What is not here any more is on its way no more.
        self.progress.retain(|sha256, _| self.manifests.contains_key(sha256));
        if self.progress.values().filter(|p| p.in_flight).count() >= PARALLEL {
            return None;
        }
        let due = |m: &&Manifest| {
            let progress = self.progress.get(&m.sha256);
            let held = self.originals_wait && m.part == Part::Original;
            m.state == BlobState::Waiting && !held && progress.is_none_or(|p| !p.in_flight && p.backoff.is_due(now))
        };
        let manifest = self.manifests.values().filter(due).min_by_key(|m| (m.part, m.added_at))?.clone();
        let progress = self.progress.entry(manifest.sha256.clone()).or_default();
        progress.in_flight = true;
        Some(match progress.upload {
            None => Upload::Announce(manifest),
            Some((upload, _)) if progress.ask => Upload::Ask { manifest, upload },
            Some((upload, offset)) => Upload::Send { manifest, upload, offset },
        })
    }

    /// When the next failed upload may be tried again.
    pub fn due_at(&self) -> Option<i64> {
        let waiting = self.manifests.values().filter(|m| m.state == BlobState::Waiting);
        waiting.map(|m| self.progress.get(&m.sha256).map_or(0, |p| p.backoff.due_at())).min()
    }

    /// Forgets waits: a person asked, or the network is back.
    pub fn retry(&mut self) {
        self.progress.values_mut().for_each(|p| p.backoff.reset());
    }

    /// What the answer changes. `chance` is a random number in 0..1.
    pub fn answered(
        &mut self,
        sha256: &str,
        answer: UploadAnswer,
        now: i64,
        chance: f64,
    ) -> Result<Plan, serde_json::Error> {
        let Some(manifest) = self.manifests.get(sha256).cloned() else { return Ok(Plan::default()) };
        let progress = self.progress.entry(sha256.to_owned()).or_default();
        progress.in_flight = false;
        match answer {
            UploadAnswer::State(UploadState::Receiving { upload, offset }) => {
                progress.upload = Some((upload, offset));
                progress.ask = false;
                progress.backoff.reset();
            }
            UploadAnswer::State(UploadState::Stored { sha256: stored }) if stored == sha256 => {
                let state = BlobState::Received { at: self.server_time };
                return settle(Manifest { state, ..manifest });
            }
            UploadAnswer::State(UploadState::Stored { .. }) | UploadAnswer::Damaged => {
                progress.upload = None;
                progress.damaged += 1;
                progress.backoff.failed(now, chance, 0);
                if progress.damaged >= DAMAGED_MAX {
                    return settle(Manifest { state: BlobState::NeedsYou { reason: "damaged".into() }, ..manifest });
                }
            }
            UploadAnswer::Unknown => {
                progress.upload = None;
                progress.backoff.failed(now, chance, 0);
            }
            UploadAnswer::OffsetMismatch => progress.ask = true,
            UploadAnswer::Refused(reason) => {
                return settle(Manifest { state: BlobState::NeedsYou { reason }, ..manifest });
            }
            UploadAnswer::Unreadable => {
                return settle(Manifest { state: BlobState::NeedsYou { reason: "unreadable".into() }, ..manifest });
            }
            UploadAnswer::Net(error) => {
                progress.ask = progress.upload.is_some();
                progress.backoff.failed(now, chance, error.wait_ms());
            }
        }
        Ok(Plan::default())
    }

    /// Sends bytes again that a person was asked about.
    pub fn resend(&mut self, sha256: &str) -> Result<Plan, serde_json::Error> {
        self.progress.remove(sha256);
        match self.manifests.get(sha256) {
            Some(manifest) => settle(Manifest { state: BlobState::Waiting, ..manifest.clone() }),
            None => Ok(Plan::default()),
        }
    }

    /// The server said what time it is.
    pub(super) fn set_clock(&mut self, server_time: i64) {
        self.server_time = server_time;
    }

    /// Lets go of bytes whose receipt is older than the grace, by what the server last said the time is.
    pub(super) fn expire(&self) -> Plan {
        self.let_go(|at| at + GRACE_MS < self.server_time)
    }

    /// Announces again all bytes that a server had which was replaced since. Those that it still has are not sent.
    pub(super) fn send_again(&mut self) -> Result<Plan, serde_json::Error> {
        let mut plan = Plan::default();
        for manifest in self.manifests.values().filter(|m| matches!(m.state, BlobState::Received { .. })) {
            let again = Manifest { state: BlobState::Waiting, ..manifest.clone() };
            plan.before.push(again.put()?);
            plan.steps.push(Step::Blob(Box::new(again)));
        }
        // Uploads that were under way are not known to the new one.
        self.progress.values_mut().for_each(|progress| progress.upload = None);
        Ok(plan)
    }

    /// Lets go of all bytes that the server has: there is no room for new work. What it does not have stays.
    pub fn release(&self) -> Plan {
        self.let_go(|_| true)
    }

    fn let_go(&self, may: impl Fn(i64) -> bool) -> Plan {
        let mut plan = Plan::default();
        for manifest in self.manifests.values() {
            let is_received = matches!(manifest.state, BlobState::Received { at } if may(at));
            if is_received || !stands(Safeguard::BytesKeptUntilReceipt) {
                let sha256 = manifest.sha256.clone();
                plan.before.push(VaultOp::DeleteChunks { sha256: sha256.clone() });
                plan.before.push(VaultOp::Delete { shelf: Shelf::BlobManifest, key: sha256.clone() });
                plan.steps.push(Step::ForgetBlob(sha256));
            }
        }
        plan
    }
}

fn settle(manifest: Manifest) -> Result<Plan, serde_json::Error> {
    let before = vec![manifest.put()?];
    Ok(Plan { before, steps: vec![Step::Blob(Box::new(manifest))], ..Plan::default() })
}
