//! Addresses for `<img>`: of bytes on this phone, else of the server's, which want a sign-in and so cannot be linked.
//!
//! Addresses are kept while the app runs, the least recently used ones dropped; small pictures from the server are kept
//! in the browser's cache storage, so that what was seen once is there without a signal.

use std::cell::RefCell;
use std::collections::VecDeque;

use domain::Entity;
use domain::Key;
use domain::ids::PhotoId;
use domain::photo::Photo;
use protocol::blobs::Rendition;
use sync::client::VaultStore;

use super::driver::Driver;
use crate::platform::picture_cache;

/// How many addresses are kept: a long list of small pictures, a few large ones.
const KEPT: usize = 120;

/// The addresses that are kept, the most recently used last.
#[derive(Default)]
pub struct Pictures {
    kept: RefCell<VecDeque<(PhotoId, Rendition, String)>>,
}

impl Pictures {
    /// An address for this picture; `None` when it is neither here nor to be had.
    pub async fn url(&self, driver: &Driver, photo: PhotoId, rendition: Rendition) -> Option<String> {
        if let Some(url) = self.known(photo, rendition) {
            return Some(url);
        }
        let (bytes, mime) = bytes(driver, photo, rendition).await?;
        let url = picture_cache::object_url(&bytes, &mime)?;
        self.keep(photo, rendition, url.clone());
        Some(url)
    }

    fn known(&self, photo: PhotoId, rendition: Rendition) -> Option<String> {
        let mut kept = self.kept.borrow_mut();
        let at = kept.iter().position(|(p, r, _)| *p == photo && *r == rendition)?;
        let found = kept.remove(at)?;
        let url = found.2.clone();
        kept.push_back(found);
        Some(url)
    }

    fn keep(&self, photo: PhotoId, rendition: Rendition, url: String) {
        let mut kept = self.kept.borrow_mut();
        kept.push_back((photo, rendition, url));
        while kept.len() > KEPT {
            if let Some((_, _, old)) = kept.pop_front() {
                picture_cache::forget_url(&old);
            }
        }
    }
}

async fn bytes(driver: &Driver, id: PhotoId, rendition: Rendition) -> Option<(Vec<u8>, String)> {
    let row = driver.desk.with_client(|client| client.view().row(Key::new(Entity::Photo, id.0)))??;
    let photo: Photo = row.read()?;
    if let Some(found) = on_this_phone(driver, &photo, rendition).await {
        return Some(found);
    }
    let name = format!("/photos/{id}/{}", rendition.name());
    if let Some(found) = picture_cache::find(&name).await {
        return Some(found);
    }
    let (bytes, mime) = driver.api.photo(id.0, rendition).await.ok()?;
    if rendition != Rendition::Original {
        picture_cache::keep(&name, &bytes, &mime).await;
    }
    Some((bytes, mime))
}

/// The bytes from the vault: a thumbnail serves as such, the original as anything larger.
async fn on_this_phone(driver: &Driver, photo: &Photo, rendition: Rendition) -> Option<(Vec<u8>, String)> {
    let thumb = photo.thumb_sha256.as_ref().filter(|_| rendition == Rendition::Thumb);
    let (sha256, mime) = match thumb {
        Some(sha256) => (sha256, "image/jpeg"),
        None => (&photo.sha256, photo.mime.as_str()),
    };
    let chunks = driver.desk.with_client(|client| client.uploads().get(sha256).map(|m| m.chunks()))??;
    let stores = driver.stores().ok()?;
    let mut bytes = Vec::new();
    for index in 0..chunks {
        bytes.extend(stores.vault.chunk(sha256, index).await.ok()??);
    }
    Some((bytes, mime.to_owned()))
}
