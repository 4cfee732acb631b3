//! A picture in the cheapest form that this browser can hand over to a worker.

use js_sys::{Function, Object, Promise, Reflect};
use protocol::scan::Pixels;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement};

/// What a video shows now: the camera's own frame where the browser has `VideoFrame`, else a bitmap, else pixels read
/// back from a canvas. `None`: there is no picture yet.
pub(super) async fn of_video(video: &HtmlVideoElement) -> Option<(Pixels, JsValue)> {
    if let Some(frame) = video_frame(video) {
        return Some((Pixels::Picture, frame));
    }
    if let Some(bitmap) = bitmap(video).await {
        return Some((Pixels::Picture, bitmap));
    }
    read_back(video)
}

/// A bitmap of a video or of a file.
pub(super) async fn bitmap(source: &JsValue) -> Option<JsValue> {
    let window = web_sys::window()?;
    let function: Function = Reflect::get(&window, &"createImageBitmap".into()).ok()?.dyn_into().ok()?;
    let asked: Promise = function.call1(&window, source).ok()?.dyn_into().ok()?;
    JsFuture::from(asked).await.ok()
}

/// No pixel is touched here: the frame is handed over as it came from the camera.
fn video_frame(video: &HtmlVideoElement) -> Option<JsValue> {
    let window = web_sys::window()?;
    let class: Function = Reflect::get(&window, &"VideoFrame".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    // Some engines ask for a time; nobody reads it.
    Reflect::set(&options, &"timestamp".into(), &0.into()).ok()?;
    Reflect::construct(&class, &js_sys::Array::of2(video, &options)).ok()
}

fn read_back(video: &HtmlVideoElement) -> Option<(Pixels, JsValue)> {
    let (width, height) = (video.video_width(), video.video_height());
    if width == 0 || height == 0 {
        return None;
    }
    let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_video_element(video, 0.0, 0.0).ok()?;
    let data = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height)).ok()?;
    let pixels = js_sys::Uint8Array::from(data.data().0.as_slice());
    Some((Pixels::Rgba { width, height }, pixels.buffer().into()))
}
