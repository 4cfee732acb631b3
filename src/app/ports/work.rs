//! Saving and sending.

use std::rc::Rc;

use domain::ids::{MutationId, PhotoId, WorkOrderId};
use domain::photo::{Photo, Slot};
use domain::{Code, Edit, Entity, Rejection};
use leptos::prelude::{Callable, Callback};
use protocol::blobs::Rendition;
use sync::client::uploads::{BlobState, Manifest, Part};
use sync::client::{StoreError, Unsent, VaultOp, VaultStore};
use uuid::Uuid;
use web_sys::File;

use crate::app::driver::Driver;
use crate::app::parcel;
use crate::app::pictures::Pictures;
use crate::platform::clock::now_ms;
use crate::platform::photo_intake::{Intake, IntakeError, take_in};
use crate::platform::{intl, random, save_file};
use crate::state::Refusal;
use crate::state::ports::{Later, Work};

/// Saving and sending, through the driver.
pub struct AppWork {
    /// The driver.
    pub driver: Rc<Driver>,
    /// Addresses of pictures.
    pub pictures: Rc<Pictures>,
}

impl Work for AppWork {
    fn submit(&self, edits: Vec<Edit>) -> Later<Result<(), Refusal>> {
        let driver = self.driver.clone();
        Box::pin(async move { driver.submit(edits, Vec::new(), Vec::new()).await })
    }

    fn add_photos(
        &self,
        job: WorkOrderId,
        slot: Option<Slot>,
        files: Vec<File>,
        saved: Callback<PhotoId>,
    ) -> Later<Result<(), Refusal>> {
        let driver = self.driver.clone();
        Box::pin(async move {
            let mut refused = Ok(());
            for file in files {
                // One that cannot be kept does not stop the others.
                match add_photo(&driver, job, slot, &file).await {
                    Ok(photo) => {
                        saved.try_run(photo);
                    }
                    Err(refusal) => refused = Err(refusal),
                }
            }
            refused
        })
    }

    fn send_now(&self) {
        self.driver.send_on_any_line();
        self.driver.retry_now();
    }

    fn try_again(&self) {
        self.driver.retry_now();
    }

    fn kick(&self) {
        self.driver.kick();
    }

    fn resend(&self, id: MutationId, corrected: Option<Edit>) -> Later<Result<(), Refusal>> {
        let driver = self.driver.clone();
        Box::pin(async move {
            let new = (MutationId(random::uuid()), MutationId(random::uuid()));
            driver.carry_out(|client| client.resend(id, new, corrected, now_ms())).await?;
            driver.retry_now();
            Ok(())
        })
    }

    fn discard(&self, id: MutationId) -> Later<Result<(), Refusal>> {
        let driver = self.driver.clone();
        Box::pin(async move {
            let decision = MutationId(random::uuid());
            driver.carry_out(|client| client.discard(id, decision, now_ms())).await?;
            driver.kick();
            Ok(())
        })
    }

    fn unsent(&self) -> Later<Result<Unsent, StoreError>> {
        let driver = self.driver.clone();
        Box::pin(async move { Ok(Unsent::of(&driver.stores()?.vault.load().await?)) })
    }

    fn save_parcel(&self) -> Later<Result<bool, StoreError>> {
        let driver = self.driver.clone();
        Box::pin(async move {
            let who = driver.desk.who().ok_or_else(|| StoreError::Other("nobody is signed in".into()))?;
            let parcel = parcel::pack(&driver, &who).await?;
            let day = intl::format_local(now_ms());
            Ok(save_file::save(&parcel, &parcel::file_name(&who, &day)).await)
        })
    }

    fn resend_photo(&self, sha256: String) -> Later<Result<(), Refusal>> {
        let driver = self.driver.clone();
        Box::pin(async move {
            driver.carry_out(|client| Ok(client.uploads_mut().resend(&sha256)?)).await?;
            driver.retry_now();
            Ok(())
        })
    }

    fn photo_url(&self, photo: PhotoId, rendition: Rendition) -> Later<Option<String>> {
        let (driver, pictures) = (self.driver.clone(), self.pictures.clone());
        Box::pin(async move { pictures.url(&driver, photo, rendition).await })
    }

    fn keep_draft(&self, key: String, text: Option<String>) {
        let driver = self.driver.clone();
        wasm_bindgen_futures::spawn_local(async move { driver.keep_draft(key, text).await });
    }

    fn draft(&self, key: String) -> Later<Option<String>> {
        let driver = self.driver.clone();
        Box::pin(async move { driver.draft(&key).await })
    }
}

/// Bytes first, then one commit with the small picture, both manifests and the edit: only then it is "saved".
async fn add_photo(driver: &Rc<Driver>, job: WorkOrderId, slot: Option<Slot>, file: &File) -> Result<PhotoId, Refusal> {
    let stores = driver.stores().map_err(Refusal::Store)?;
    let mut taken = take_in(&stores.vault, file).await;
    if taken == Err(IntakeError::Store(StoreError::Full)) {
        driver.make_room().await;
        taken = take_in(&stores.vault, file).await;
    }
    let intake = taken.map_err(|error| match error {
        IntakeError::NotAPicture => Refusal::Rule(Rejection::on(Code::Invalid, "photo")),
        IntakeError::Unreadable => Refusal::Rule(Rejection::on(Code::NotFound, "photo")),
        IntakeError::Store(error) => Refusal::Store(error),
    })?;
    let id = random::uuid();
    let (blobs, extra) = bytes_of(id, &intake);
    let photo = Photo {
        work_order: job,
        sha256: intake.sha256,
        size: intake.size,
        mime: intake.mime,
        width: intake.width,
        height: intake.height,
        thumb_sha256: intake.thumb.map(|(sha256, _)| sha256),
        taken_at: intake.taken_at,
        slot,
        caption: String::new(),
    };
    let fields = match serde_json::to_value(&photo) {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => return Err(Refusal::Store(StoreError::Other("photo".into()))),
    };
    driver.submit(vec![Edit::Create { entity: Entity::Photo, id, fields }], blobs, extra).await?;
    Ok(PhotoId(id))
}

fn bytes_of(photo: Uuid, intake: &Intake) -> (Vec<Manifest>, Vec<VaultOp>) {
    let manifest = |sha256: &str, size, mime: &str, part| Manifest {
        sha256: sha256.to_owned(),
        size,
        mime: mime.to_owned(),
        part,
        photo,
        added_at: now_ms(),
        state: BlobState::Waiting,
    };
    let mut blobs = vec![manifest(&intake.sha256, intake.size, &intake.mime, Part::Original)];
    let mut extra = Vec::new();
    if let Some((sha256, bytes)) = intake.thumb.as_ref().filter(|(sha256, _)| *sha256 != intake.sha256) {
        blobs.push(manifest(sha256, bytes.len() as u64, "image/jpeg", Part::Thumb));
        extra.push(VaultOp::PutChunk { sha256: sha256.clone(), index: 0, bytes: bytes.clone() });
    }
    (blobs, extra)
}
