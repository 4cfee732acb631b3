//! Hands a file to the person: by the phone's share sheet where an installed app has no downloads, else as a download.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FilePropertyBag, HtmlElement, Url};

use super::install;

/// How long a download may read from its address, in milliseconds.
const READ_MS: u32 = 60_000;

/// Saves `blob` under `name`; whether the person took it.
pub async fn save(blob: &Blob, name: &str) -> bool {
    // An app on the home screen of an iPhone follows no download; its share sheet offers "Save to Files".
    if install::is_apple_mobile()
        && let Some(taken) = share(blob, name).await
    {
        return taken;
    }
    download(blob, name).is_some()
}

/// `None`: this browser shares no files.
async fn share(blob: &Blob, name: &str) -> Option<bool> {
    let options = FilePropertyBag::new();
    options.set_type(&blob.type_());
    let file = File::new_with_blob_sequence_and_options(&Array::of1(blob), name, &options).ok()?;
    let data = Object::new();
    Reflect::set(&data, &"files".into(), &Array::of1(&file)).ok()?;
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let call = |method: &str| {
        let method: js_sys::Function = Reflect::get(&navigator, &method.into()).ok()?.dyn_into().ok()?;
        method.call1(&navigator, &data).ok()
    };
    call("canShare").filter(JsValue::is_truthy)?;
    let asked: js_sys::Promise = call("share")?.dyn_into().ok()?;
    Some(JsFuture::from(asked).await.is_ok())
}

fn download(blob: &Blob, name: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let url = Url::create_object_url_with_blob(blob).ok()?;
    let link: HtmlElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_attribute("href", &url).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    gloo_timers::callback::Timeout::new(READ_MS, move || drop(Url::revoke_object_url(&url))).forget();
    Some(())
}
