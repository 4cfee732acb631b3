//! Carries bytes to the server, two photos at a time, beside the edits.

use std::rc::Rc;

use protocol::blobs::{AnnounceRequest, CHUNK};
use sync::client::uploads::{BlobState, Manifest, Part, Upload, UploadAnswer};

use sync::client::{NetError, StoreError, VaultStore};

use super::{Driver, Stores};
use crate::platform::clock::now_ms;
use crate::platform::{digest, line, local_settings, picture_cache, random};
use crate::state::Refusal;
use crate::state::ports::{PHOTOS_LINE, WIFI};

impl Driver {
    /// The person asks for everything to be sent now: originals go on whatever line there is, until all are there.
    pub fn send_on_any_line(&self) {
        self.on_any_line.set(true);
    }

    /// Originals stay here on a line that the person does not want them on, or that may be such a one.
    fn choose_line(&self) {
        let wifi_only = local_settings::get(PHOTOS_LINE).as_deref() == Some(WIFI);
        self.advise(|client| {
            let waiting = client.uploads().all().any(|m| m.part == Part::Original && m.state == BlobState::Waiting);
            if !waiting {
                self.on_any_line.set(false);
            }
            let hold = wifi_only && !self.on_any_line.get() && line::is_wifi() != Some(true);
            client.uploads_mut().hold_originals(hold);
        });
    }

    /// Gives back what can be fetched again: pictures that were looked at, and bytes that the server has.
    pub async fn make_room(&self) {
        let _lane = self.lane.lock().await;
        if let Ok(stores) = self.stores() {
            self.make_room_in(&stores).await;
        }
    }

    /// The same for a plan that found no room: it has the lane.
    pub(super) async fn make_room_in(&self, stores: &Stores) {
        picture_cache::clear().await;
        let plan = self.desk.with_client(|client| client.uploads().release()).unwrap_or_default();
        // Deleting needs no room.
        if stores.vault.commit(plan.before.clone()).await.is_ok() {
            self.advise(|client| drop(client.finish(plan)));
        }
    }

    /// Starts as many uploads as may run.
    pub(super) fn kick_uploads(self: &Rc<Self>) {
        self.choose_line();
        loop {
            let ready = {
                let mut client = self.client.borrow_mut();
                client.as_mut().filter(|c| c.may_upload(now_ms())).and_then(|c| c.uploads_mut().next(now_ms()))
            };
            let Some(upload) = ready else { return };
            let driver = self.clone();
            self.uploading.set(self.uploading.get() + 1);
            wasm_bindgen_futures::spawn_local(async move {
                driver.carry(upload).await;
                driver.uploading.set(driver.uploading.get().saturating_sub(1));
                driver.kick_uploads();
            });
        }
    }

    async fn carry(self: &Rc<Self>, upload: Upload) {
        let (sha256, answer) = match upload {
            Upload::Announce(manifest) => {
                let Manifest { sha256, size, mime, .. } = manifest;
                let request = AnnounceRequest { sha256: sha256.clone(), size, mime };
                (sha256, self.api.announce(&request).await)
            }
            Upload::Ask { manifest, upload } => (manifest.sha256, self.api.ask_offset(upload).await),
            Upload::Send { manifest, upload, offset } => {
                let answer = match self.chunk(&manifest, offset).await {
                    Ok(Some((bytes, sha256))) => self.api.send_chunk(upload, offset, &bytes, &sha256).await,
                    Ok(None) => UploadAnswer::Unreadable,
                    // They may well be there: the phone could not look.
                    Err(_) => UploadAnswer::Net(NetError::Server),
                };
                (manifest.sha256, answer)
            }
        };
        if self.upload_answered(&sha256, answer).await.is_err() {
            // It could not be written down: the server says the same again at the next try, after a while.
            drop(self.upload_answered(&sha256, UploadAnswer::Net(NetError::Server)).await);
        }
    }

    async fn upload_answered(&self, sha256: &str, answer: UploadAnswer) -> Result<(), Refusal> {
        self.carry_out(|client| Ok(client.uploads_mut().answered(sha256, answer, now_ms(), random::chance())?)).await
    }

    /// The bytes from `offset` to the end of their chunk, with their hash; nothing where there are none.
    async fn chunk(&self, manifest: &Manifest, offset: u64) -> Result<Option<(Vec<u8>, String)>, StoreError> {
        let chunk = CHUNK as u64;
        let bytes = self.stores()?.vault.chunk(&manifest.sha256, (offset / chunk) as u32).await?;
        let rest = bytes.as_ref().and_then(|bytes| bytes.get((offset % chunk) as usize..));
        let Some(rest) = rest.filter(|rest| !rest.is_empty()) else { return Ok(None) };
        let sha256 = digest::sha256(&js_sys::Uint8Array::from(rest)).await;
        Ok(sha256.map(|sha256| (rest.to_vec(), sha256)))
    }
}
