//! SHA-256 by the browser, off the main thread.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;

/// SHA-256 of `bytes`, in hexadecimal digits. `None` where the page is not served safely.
pub async fn sha256(bytes: &Uint8Array) -> Option<String> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    let asked = subtle.digest_with_str_and_buffer_source("SHA-256", bytes).ok()?;
    let digest = JsFuture::from(asked).await.ok()?;
    Some(Uint8Array::new(&digest).to_vec().iter().map(|b| format!("{b:02x}")).collect())
}
