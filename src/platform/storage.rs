//! Room on the phone, and the promise not to clear it.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// Kept free for text: a photo that would take it is refused, loudly.
pub const RESERVED: f64 = 50.0 * 1024.0 * 1024.0;

/// Room in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// In use by this app.
    pub used: f64,
    /// As much as the app may use; 0 when the browser does not say.
    pub quota: f64,
}

impl Estimate {
    /// Whether `more` bytes fit, with the reserve untouched.
    pub fn fits(&self, more: f64) -> bool {
        self.quota == 0.0 || self.used + more + RESERVED < self.quota
    }
}

fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    // Absent where the page is not served safely.
    let there = Reflect::has(&navigator, &"storage".into()).unwrap_or(false);
    there.then(|| navigator.storage())
}

/// How much room there is.
pub async fn estimate() -> Estimate {
    let Some(asked) = manager().and_then(|m| m.estimate().ok()) else { return Estimate::default() };
    let Ok(value) = JsFuture::from(asked).await else { return Estimate::default() };
    let number = |key: &str| Reflect::get(&value, &JsValue::from_str(key)).ok().and_then(|v| v.as_f64()).unwrap_or(0.0);
    Estimate { used: number("usage"), quota: number("quota") }
}

/// Whether the system promised not to clear the data by itself.
pub async fn persisted() -> bool {
    let Some(asked) = manager().and_then(|m| m.persisted().ok()) else { return false };
    JsFuture::from(asked).await.is_ok_and(|v| v.is_truthy())
}

/// Asks for that promise. `false` is an ordinary answer: Safari gives it to installed apps.
pub async fn persist() -> bool {
    let Some(asked) = manager().and_then(|m| m.persist().ok()) else { return false };
    JsFuture::from(asked).await.is_ok_and(|v| v.is_truthy())
}
