//! The parcel: everything that is on this phone only, as one file; and one that the office hands in.

mod hand_in;

pub use hand_in::hand_in;

use domain::Entity;
use domain::photo::Photo;
use protocol::SCHEMA;
use protocol::auth::Who;
use protocol::parcel::{ABOUT, About, Bytes, EDITS, FORMAT, PHOTOS};
use serde::Serialize;
use sync::client::uploads::Manifest;
use sync::client::{StoreError, Unsent, VaultStore};
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::driver::Driver;
use crate::platform::clock::now_ms;
use crate::platform::tape::Writer;

/// Packs what the vault holds and the server has not confirmed. Nothing is taken out of the vault.
pub async fn pack(driver: &Driver, who: &Who) -> Result<Blob, StoreError> {
    let stores = driver.stores()?;
    let unsent = Unsent::of(&stores.vault.load().await?);
    let mut photos = Vec::new();
    for manifest in &unsent.bytes {
        // What cannot be read here cannot be handed over; the parcel says how many there are.
        if let Some(bytes) = whole(&stores.vault, manifest).await? {
            photos.push((said_of(driver, manifest), bytes));
        }
    }
    let edits = unsent.mutations();
    let about = About {
        format: FORMAT,
        company: who.company,
        user: who.user,
        name: who.name.clone(),
        device: Driver::device(),
        schema: SCHEMA,
        written_at: now_ms(),
        edits: edits.len() as u32,
        photos: photos.len() as u32,
    };
    let mut tape = Writer::default();
    tape.add_text(ABOUT, &text(&about)?).map_err(other)?;
    tape.add_text(EDITS, &text(&edits)?).map_err(other)?;
    tape.add_text(PHOTOS, &text(&photos.iter().map(|(said, _)| said).collect::<Vec<_>>())?).map_err(other)?;
    for (said, bytes) in photos {
        tape.add(&said.entry, said.size, &[bytes]).map_err(other)?;
    }
    tape.finish().map_err(|error| StoreError::Other(format!("{error:?}")))
}

/// The name of the file: whose, and of which day.
pub fn file_name(who: &Who, day: &str) -> String {
    let plain = |text: &str| text.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect::<String>();
    format!("pem2-{}-{}.tar", plain(&who.name.to_lowercase()), plain(day))
}

/// All chunks of one photo as one `Blob`, which the browser need not keep in memory.
async fn whole<V: VaultStore>(vault: &V, manifest: &Manifest) -> Result<Option<JsValue>, StoreError> {
    let parts = js_sys::Array::new();
    let mut size = 0;
    for index in 0..manifest.chunks() {
        let Some(chunk) = vault.chunk(&manifest.sha256, index).await? else { return Ok(None) };
        size += chunk.len() as u64;
        parts.push(&js_sys::Uint8Array::from(chunk.as_slice()));
    }
    if size != manifest.size {
        return Ok(None);
    }
    Blob::new_with_u8_array_sequence(&parts)
        .map(|blob| Some(blob.into()))
        .map_err(|e| StoreError::Other(format!("{e:?}")))
}

/// A name by which a person finds the photo in the archive.
fn said_of(driver: &Driver, manifest: &Manifest) -> Bytes {
    let Manifest { sha256, size, mime, part, photo, .. } = manifest;
    let slot = driver.desk.get::<Photo>(Entity::Photo, *photo).and_then(|photo| photo.slot);
    let slot = slot.and_then(|slot| serde_json::to_value(slot).ok()).and_then(|name| name.as_str().map(str::to_owned));
    let extension = mime.rsplit('/').next().filter(|end| end.chars().all(char::is_alphanumeric)).unwrap_or("bin");
    let part = format!("{part:?}").to_lowercase();
    let entry = format!("photos/{}-{part}-{}.{extension}", slot.unwrap_or_else(|| "photo".into()), &sha256[..12]);
    Bytes { entry, sha256: sha256.clone(), size: *size, mime: mime.clone() }
}

fn text<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(other)
}

fn other(error: impl ToString) -> StoreError {
    StoreError::Other(error.to_string())
}
