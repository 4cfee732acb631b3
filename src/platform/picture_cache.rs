//! Pictures that were seen once: kept in the browser's cache storage, and given addresses for `<img>`.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Cache, Headers, Response, ResponseInit, Url};

/// The cache's name. Not one of the service worker's, which deletes its own.
const NAME: &str = "pictures";

/// An address of these bytes, good until [`forget_url`].
pub fn object_url(bytes: &[u8], mime: &str) -> Option<String> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let bag = BlobPropertyBag::new();
    bag.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &bag).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Gives the memory of an address back.
pub fn forget_url(url: &str) {
    drop(Url::revoke_object_url(url));
}

async fn cache() -> Option<Cache> {
    let caches = web_sys::window()?.caches().ok()?;
    JsFuture::from(caches.open(NAME)).await.ok()?.dyn_into().ok()
}

/// The picture that was kept under `name`, with its media type.
pub async fn find(name: &str) -> Option<(Vec<u8>, String)> {
    let found = JsFuture::from(cache().await?.match_with_str(name)).await.ok()?;
    let response: Response = found.dyn_into().ok()?;
    let mime = response.headers().get("content-type").ok()?.unwrap_or_default();
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some((Uint8Array::new(&buffer).to_vec(), mime))
}

/// Keeps a picture under `name`. No room is no error: it can be fetched again.
pub async fn keep(name: &str, bytes: &[u8], mime: &str) {
    let Some(cache) = cache().await else { return };
    let Ok(headers) = Headers::new() else { return };
    drop(headers.set("content-type", mime));
    let init = ResponseInit::new();
    init.set_headers(&JsValue::from(headers));
    let body = Uint8Array::from(bytes);
    if let Ok(response) = Response::new_with_opt_js_u8_array_and_init(Some(&body), &init) {
        drop(JsFuture::from(cache.put_with_str(name, &response)).await);
    }
}

/// Forgets all pictures: somebody signed out.
pub async fn clear() {
    if let Some(caches) = web_sys::window().and_then(|w| w.caches().ok()) {
        drop(JsFuture::from(caches.delete(NAME)).await);
    }
}
