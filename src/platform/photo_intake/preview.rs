//! A small upright JPEG of a picture, made by the browser.
//!
//! The browser decodes straight to the small size: a canvas above 16,777,216 pixels fails or stays black on an iPhone,
//! and a 48-megapixel picture has three times as many.

use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

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
    let full = decode(file, None).await?;
    let (width, height) = (full.width(), full.height());
    let scale = f64::from(LONG_SIDE) / f64::from(width.max(height).max(1));
    let small = if scale < 1.0 {
        let target = ((f64::from(width) * scale).max(1.0) as u32, (f64::from(height) * scale).max(1.0) as u32);
        let small = decode(file, Some(target)).await;
        full.close();
        small?
    } else {
        full
    };
    let canvas = draw(&small)?;
    small.close();
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

async fn decode(file: &File, size: Option<(u32, u32)>) -> Option<ImageBitmap> {
    let options = Object::new();
    let set = |key: &str, value: JsValue| drop(Reflect::set(&options, &JsValue::from_str(key), &value));
    set("imageOrientation", "from-image".into());
    if let Some((width, height)) = size {
        set("resizeWidth", width.into());
        set("resizeHeight", height.into());
        set("resizeQuality", "medium".into());
    }
    let window = web_sys::window()?;
    let function: js_sys::Function = Reflect::get(&window, &"createImageBitmap".into()).ok()?.dyn_into().ok()?;
    let asked: Promise = function.call2(&window, file, &options).ok()?.dyn_into().ok()?;
    JsFuture::from(asked).await.ok()?.dyn_into().ok()
}

fn draw(bitmap: &ImageBitmap) -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(bitmap.width());
    canvas.set_height(bitmap.height());
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_image_bitmap(bitmap, 0.0, 0.0).ok()?;
    // Out of memory, iOS draws nothing and says nothing.
    let data = context.get_image_data(0.0, 0.0, f64::from(bitmap.width()), f64::from(bitmap.height())).ok()?.data();
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
