//! How large a picture is, as shown upright, without holding all of its pixels: a browser reads that from the file's
//! beginning, and a phone has no room for 48 million pixels twice.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlImageElement, Url};

/// Width and height; `None` when this browser cannot read the picture.
pub async fn upright_size(file: &File) -> Option<(u32, u32)> {
    let url = Url::create_object_url_with_blob(file).ok()?;
    let size = of(&url).await;
    drop(Url::revoke_object_url(&url));
    size
}

async fn of(url: &str) -> Option<(u32, u32)> {
    let image = HtmlImageElement::new().ok()?;
    let loaded = Promise::new(&mut |resolve, reject| {
        image.set_onload(Some(&resolve));
        image.set_onerror(Some(&reject));
    });
    image.set_src(url);
    let outcome = JsFuture::from(loaded).await;
    image.set_onload(None);
    image.set_onerror(None);
    outcome.ok()?;
    let (width, height) = (image.natural_width(), image.natural_height());
    (width > 0 && height > 0).then_some((width, height))
}
