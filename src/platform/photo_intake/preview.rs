//! A small upright JPEG of a picture, made by the browser.
//!
//! The browser decodes straight to the small size: a canvas above 16,777,216 pixels fails or stays black on an iPhone,
//! and a 48-megapixel picture has three times as many.

use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

use super::measure::upright_size;

/// The long side of the preview, in pixels.
const LONG_SIDE: u32 = 480;
/// The most bytes it may have: it travels before anything else.
const MOST_BYTES: f64 = 40.0 * 1024.0;
/// JPEG qualities to try, best first.
const QUALITIES: [f64; 4] = [0.8, 0.65, 0.5, 0.35];

/// A small picture.
pub struct Preview {
    /// The full picture's width as shown upright.
    pub width: u32,
    /// The full picture's height.
    pub height: u32,
    /// The JPEG.
    pub jpeg: Vec<u8>,
}

/// The preview of `file`; `None` when this browser cannot read it: then the server makes one.
pub async fn of(file: &File) -> Option<Preview> {
    let (width, height) = upright_size(file).await?;
    let small = decode(file, width >= height).await?;
    let canvas = draw(&small);
    small.close();
    let canvas = canvas?;
    let mut jpeg = None;
    for quality in QUALITIES {
        let blob = to_jpeg(&canvas, quality).await?;
        let fits = blob.size() <= MOST_BYTES;
        jpeg = Some(blob);
        if fits {
            break;
        }
    }
    let buffer = JsFuture::from(jpeg?.array_buffer()).await.ok()?;
    Some(Preview { width, height, jpeg: Uint8Array::new(&buffer).to_vec() })
}

/// The picture upright, its long side cut down while it is decoded; the browser keeps the other in proportion.
async fn decode(file: &File, is_wide: bool) -> Option<ImageBitmap> {
    let options = Object::new();
    let set = |key: &str, value: JsValue| drop(Reflect::set(&options, &JsValue::from_str(key), &value));
    set("imageOrientation", "from-image".into());
    set(if is_wide { "resizeWidth" } else { "resizeHeight" }, LONG_SIDE.into());
    set("resizeQuality", "medium".into());
    let window = web_sys::window()?;
    let function: js_sys::Function = Reflect::get(&window, &"createImageBitmap".into()).ok()?.dyn_into().ok()?;
    let asked: Promise = function.call2(&window, file, &options).ok()?.dyn_into().ok()?;
    JsFuture::from(asked).await.ok()?.dyn_into().ok()
}

fn draw(bitmap: &ImageBitmap) -> Option<HtmlCanvasElement> {
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    // A browser that cuts nothing down while decoding does it here.
    let scale = (f64::from(LONG_SIDE) / width.max(height).max(1.0)).min(1.0);
    let (width, height) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height).ok()?;
    // Out of memory, iOS draws nothing and says nothing.
    let data = context.get_image_data(0.0, 0.0, width, height).ok()?.data();
    let drawn = data.chunks_exact(4).any(|pixel| pixel[3] != 0);
    drawn.then_some(canvas)
}

async fn to_jpeg(canvas: &HtmlCanvasElement, quality: f64) -> Option<Blob> {
    let promise = Promise::new(&mut |resolve, _| {
        let done = Closure::once_into_js(move |blob: JsValue| drop(resolve.call1(&JsValue::UNDEFINED, &blob)));
        let asked = canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), "image/jpeg", &quality.into());
        drop(asked);
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}
