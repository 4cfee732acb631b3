//! Keeps the screen on while something is under way that a person watches.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The screen stays on until this is dropped.
pub struct ScreenOn(JsValue);

/// Asks for it. `None` where the browser has no such thing, or is low on battery.
pub async fn keep_screen_on() -> Option<ScreenOn> {
    let navigator = web_sys::window()?.navigator();
    let lock = Reflect::get(&navigator, &"wakeLock".into()).ok().filter(|l| l.is_object())?;
    let request: Function = Reflect::get(&lock, &"request".into()).ok()?.dyn_into().ok()?;
    let asked: Promise = request.call1(&lock, &"screen".into()).ok()?.dyn_into().ok()?;
    JsFuture::from(asked).await.ok().map(ScreenOn)
}

impl Drop for ScreenOn {
    fn drop(&mut self) {
        if let Ok(release) = Reflect::get(&self.0, &"release".into())
            && let Ok(release) = release.dyn_into::<Function>()
        {
            drop(release.call0(&self.0));
        }
    }
}
