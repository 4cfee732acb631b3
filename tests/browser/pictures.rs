//! Pictures made by the browser itself, and what a browser sees in one.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// Waits for a condition; the runner's own deadline ends a wait in vain.
pub async fn until(met: impl AsyncFn() -> bool) {
    while !met().await {
        TimeoutFuture::new(5).await;
    }
}

fn canvas(width: u32, height: u32) -> (HtmlCanvasElement, CanvasRenderingContext2d) {
    let document = web_sys::window().unwrap().document().unwrap();
    let canvas: HtmlCanvasElement = document.create_element("canvas").unwrap().dyn_into().unwrap();
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").unwrap().unwrap().dyn_into().unwrap();
    (canvas, context)
}

/// A picture of this type, its left half red and its right half blue.
pub async fn red_and_blue(width: u32, height: u32, mime: &'static str) -> Vec<u8> {
    let (canvas, context) = canvas(width, height);
    let half = f64::from(width) / 2.0;
    context.set_fill_style_str("red");
    context.fill_rect(0.0, 0.0, half, f64::from(height));
    context.set_fill_style_str("blue");
    context.fill_rect(half, 0.0, half, f64::from(height));
    let made = Promise::new(&mut |resolve, _| {
        let done = Closure::once_into_js(move |blob: JsValue| resolve.call1(&JsValue::UNDEFINED, &blob).unwrap());
        canvas.to_blob_with_type(done.unchecked_ref(), mime).unwrap();
    });
    let blob: Blob = JsFuture::from(made).await.unwrap().dyn_into().unwrap();
    Uint8Array::new(&JsFuture::from(blob.array_buffer()).await.unwrap()).to_vec()
}

/// A file as a phone hands it over.
pub fn file(bytes: &[u8], name: &str) -> File {
    let constructor: Function = Reflect::get(&js_sys::global(), &"File".into()).unwrap().dyn_into().unwrap();
    let arguments = Array::of2(&Array::of1(&Uint8Array::from(bytes)), &name.into());
    Reflect::construct(&constructor, &arguments).unwrap().dyn_into().unwrap()
}

/// Width and height of a picture, and the colours in the middle of its upper and of its lower half.
pub async fn seen(bytes: &[u8]) -> (u32, u32, [u8; 3], [u8; 3]) {
    let blob = file(bytes, "seen");
    let asked = web_sys::window().unwrap();
    let function: Function = Reflect::get(&asked, &"createImageBitmap".into()).unwrap().dyn_into().unwrap();
    let asked: Promise = function.call1(&asked, &blob).unwrap().dyn_into().unwrap();
    let bitmap: ImageBitmap = JsFuture::from(asked).await.unwrap().dyn_into().unwrap();
    let (width, height) = (bitmap.width(), bitmap.height());
    let (_, context) = canvas(width, height);
    context.draw_image_with_image_bitmap(&bitmap, 0.0, 0.0).unwrap();
    let colour = |y: f64| {
        let data =
            context.get_image_data(f64::from(width) / 2.0 - 2.0, f64::from(height) * y, 1.0, 1.0).unwrap().data();
        [data[0], data[1], data[2]]
    };
    (width, height, colour(0.25), colour(0.75))
}

/// The same JPEG with what a camera writes into it: held upright (orientation 6), and when.
pub fn by_a_camera(jpeg: &[u8], taken: &str, zone: &str) -> Vec<u8> {
    let mut tiff: Vec<u8> = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tiff: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: u32| {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    };
    tiff.extend(2_u16.to_le_bytes());
    entry(&mut tiff, 0x0112, 3, 1, 6);
    entry(&mut tiff, 0x8769, 4, 1, 38);
    tiff.extend([0; 4]);
    tiff.extend(2_u16.to_le_bytes());
    entry(&mut tiff, 0x9003, 2, 20, 68);
    entry(&mut tiff, 0x9011, 2, 7, 88);
    tiff.extend([0; 4]);
    for text in [taken, zone] {
        tiff.extend(text.bytes());
        tiff.push(0);
    }
    let length = (2 + 6 + tiff.len()) as u16;
    let mut whole = jpeg[..2].to_vec();
    whole.extend([0xFF, 0xE1]);
    whole.extend(length.to_be_bytes());
    whole.extend(b"Exif\0\0");
    whole.extend(tiff);
    whole.extend(&jpeg[2..]);
    whole
}
