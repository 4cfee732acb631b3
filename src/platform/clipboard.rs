//! The clipboard, for codes that are shown once.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Puts `text` there; whether it could. Absent where the page is not served safely, and refused without a tap.
pub async fn copy(text: &str) -> bool {
    match asked(text) {
        Some(done) => JsFuture::from(done).await.is_ok(),
        None => false,
    }
}

fn asked(text: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
    write.call1(&clipboard, &JsValue::from_str(text)).ok()?.dyn_into().ok()
}
