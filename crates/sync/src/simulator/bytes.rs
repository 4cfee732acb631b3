//! Photos in a history: bytes that are taken, sent in chunks and received. The phone's side is the real engine; the server's
//! is a small stand-in for `server::blobs`, which has its own tests.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::MutationId;
use domain::{Edit, Entity};
use pollster::block_on;
use protocol::blobs::{CHUNK, UploadState};
use serde_json::json;
use uuid::Uuid;

use super::phone::Trouble;
use super::world::World;
use crate::client::uploads::{BlobState, Manifest, Part, Upload, UploadAnswer};
use crate::client::{NetError, VaultOp, VaultStore};

/// What the server has: bytes by their hash, and uploads under way. A chunk is the hash and the place that it belongs to.
#[derive(Clone, Debug, Default)]
pub(super) struct ByteDesk {
    stored: BTreeSet<String>,
    uploads: BTreeMap<Uuid, Arriving>,
}

#[derive(Clone, Debug)]
struct Arriving {
    sha256: String,
    size: u64,
    offset: u64,
    whole: bool,
}

impl ByteDesk {
    /// Whether all bytes are there.
    pub fn has(&self, sha256: &str) -> bool {
        self.stored.contains(sha256)
    }

    fn announce(&mut self, manifest: &Manifest, fresh: Uuid) -> UploadAnswer {
        if self.has(&manifest.sha256) {
            return UploadAnswer::State(UploadState::Stored { sha256: manifest.sha256.clone() });
        }
        let known = self.uploads.iter().find(|(_, arriving)| arriving.sha256 == manifest.sha256);
        let upload = known.map_or(fresh, |(upload, _)| *upload);
        let new = Arriving { sha256: manifest.sha256.clone(), size: manifest.size, offset: 0, whole: true };
        let offset = self.uploads.entry(upload).or_insert(new).offset;
        UploadAnswer::State(UploadState::Receiving { upload, offset })
    }

    fn take(&mut self, upload: Uuid, offset: u64, chunk: &[u8]) -> UploadAnswer {
        let Some(arriving) = self.uploads.get_mut(&upload) else { return UploadAnswer::Unknown };
        if arriving.offset != offset {
            return UploadAnswer::OffsetMismatch;
        }
        arriving.whole &= chunk == content(&arriving.sha256, offset / CHUNK as u64);
        arriving.offset = (offset + CHUNK as u64).min(arriving.size);
        if arriving.offset < arriving.size {
            return UploadAnswer::State(UploadState::Receiving { upload, offset: arriving.offset });
        }
        let Some(arriving) = self.uploads.remove(&upload) else { return UploadAnswer::Unknown };
        if !arriving.whole {
            return UploadAnswer::Damaged;
        }
        self.stored.insert(arriving.sha256.clone());
        UploadAnswer::State(UploadState::Stored { sha256: arriving.sha256 })
    }

    fn ask(&self, upload: Uuid) -> UploadAnswer {
        match self.uploads.get(&upload) {
            Some(arriving) => UploadAnswer::State(UploadState::Receiving { upload, offset: arriving.offset }),
            None => UploadAnswer::Unknown,
        }
    }
}

/// What stands for the bytes of a chunk.
fn content(sha256: &str, index: u64) -> Vec<u8> {
    format!("{sha256}/{index}").into_bytes()
}

impl World {
    /// A person photographs what they work on: the chunks are safe first, then the photo is.
    pub(super) fn photo(&mut self, nth: usize, trouble: Option<Trouble>) {
        let (id, photo) = (MutationId(self.draw()), self.draw());
        let orders: Vec<Uuid> = match &self.phones[nth].client {
            Some(client) => client.view().all(Entity::WorkOrder).map(|row| row.id).collect(),
            None => return,
        };
        let Some(order) = orders.get(self.rng.usize(0..orders.len().max(1))) else { return };
        let sha256 = format!("{:064x}", photo.as_u128());
        let size = self.rng.u64(1..3 * CHUNK as u64);
        let manifest = Manifest {
            sha256: sha256.clone(),
            size,
            mime: "image/jpeg".into(),
            part: if self.rng.bool() { Part::Original } else { Part::Thumb },
            photo,
            added_at: self.now,
            state: BlobState::Waiting,
        };
        let chunk =
            |index| VaultOp::PutChunk { sha256: sha256.clone(), index, bytes: content(&sha256, u64::from(index)) };
        let chunks: Vec<VaultOp> = (0..manifest.chunks()).map(chunk).collect();
        block_on(self.phones[nth].vault.commit(chunks)).unwrap();
        let fields = json!({"work_order": order, "sha256": sha256, "size": size, "mime": "image/jpeg", "taken_at": 1});
        let edit = Edit::Create { entity: Entity::Photo, id: photo, fields: fields.as_object().cloned().unwrap() };
        let now = self.now + self.phones[nth].clock_off;
        if let Some(met) = self.phones[nth].enter_with(id, edit, vec![manifest], now, trouble) {
            self.note(met);
            self.tell(nth, &format!("takes photo {} in edit {}", photo.as_u128(), id.0.as_u128()));
        }
    }

    /// One request about bytes and its answer. Whether there was anything to send.
    pub(super) fn upload(&mut self, nth: usize, faults: bool, trouble: Option<Trouble>) -> bool {
        let now = self.now + self.phones[nth].clock_off;
        let fresh = self.draw();
        let fault = if faults { self.rng.u32(0..30) } else { 29 };
        let Some(client) = self.phones[nth].client.as_mut().filter(|client| client.may_upload(now)) else {
            return false;
        };
        let Some(upload) = client.uploads_mut().next(now) else { return false };
        let (sha256, answer) = match &upload {
            _ if fault < 3 => (upload.manifest().sha256.clone(), UploadAnswer::Net(NetError::Offline)),
            Upload::Announce(manifest) => (manifest.sha256.clone(), self.desk.announce(manifest, fresh)),
            Upload::Ask { manifest, upload } => (manifest.sha256.clone(), self.desk.ask(*upload)),
            Upload::Send { manifest, upload, offset } => {
                let index = (offset / CHUNK as u64) as u32;
                let chunk = block_on(self.phones[nth].vault.chunk(&manifest.sha256, index)).unwrap();
                let answer = match chunk {
                    Some(chunk) if fault == 3 => self.desk.take(*upload, *offset, &[&chunk[..], b"!"].concat()),
                    Some(chunk) => self.desk.take(*upload, *offset, &chunk),
                    None => UploadAnswer::Unreadable,
                };
                (manifest.sha256.clone(), answer)
            }
        };
        let answer = if (4..7).contains(&fault) { UploadAnswer::Net(NetError::Server) } else { answer };
        self.report.lost += usize::from(fault < 7);
        let plan = self.client(nth).uploads_mut().answered(&sha256, answer, now, 0.5).unwrap();
        let met = self.phones[nth].commit(plan, trouble);
        self.note(met);
        true
    }
}
