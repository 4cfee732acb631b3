//! Grey pixels out of what the page sent.

use std::cell::RefCell;

use js_sys::{ArrayBuffer, Object, Reflect, Uint8Array};
use protocol::scan::Pixels;
use scanner::LumaFrame;
use wasm_bindgen::prelude::*;
use web_sys::{ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d as Context, VideoFrame};

use super::Problem;
use super::planes::Planes;

/// Turns messages into frames. What it works in is kept: a new canvas for each frame would cost more than the drawing.
#[derive(Default)]
pub(super) struct Source {
    planes: Planes,
    canvas: RefCell<Option<(OffscreenCanvas, Context)>>,
}

impl Source {
    /// The grey frame that `layout` announces.
    pub(super) async fn grey(&self, pixels: &JsValue, layout: Pixels) -> Result<LumaFrame, Problem> {
        match layout {
            Pixels::Luma { width, height } => Ok(LumaFrame::new(width as usize, height as usize, bytes(pixels)?)?),
            Pixels::Rgba { width, height } => {
                Ok(LumaFrame::from_rgba(width as usize, height as usize, &bytes(pixels)?)?)
            }
            Pixels::Picture => self.picture(pixels).await,
        }
    }

    async fn picture(&self, picture: &JsValue) -> Result<LumaFrame, Problem> {
        if let Some(frame) = picture.dyn_ref::<VideoFrame>() {
            let grey = match self.planes.luma(frame).await {
                Some(grey) => Ok(grey),
                None => {
                    let size = (frame.display_width(), frame.display_height());
                    self.read_back(size, |context| context.draw_image_with_video_frame(frame, 0.0, 0.0))
                }
            };
            // Unclosed frames stop the camera after a few.
            frame.close();
            return grey;
        }
        if let Some(bitmap) = picture.dyn_ref::<ImageBitmap>() {
            let size = (bitmap.width(), bitmap.height());
            let drawn = self.read_back(size, |context| context.draw_image_with_image_bitmap(bitmap, 0.0, 0.0));
            bitmap.close();
            return drawn;
        }
        Err(Problem("the picture is neither a VideoFrame nor an ImageBitmap".to_owned()))
    }

    fn read_back(
        &self,
        (width, height): (u32, u32),
        draw: impl FnOnce(&Context) -> Result<(), JsValue>,
    ) -> Result<LumaFrame, Problem> {
        let mut canvas = self.canvas.borrow_mut();
        let fits = |(canvas, _): &(OffscreenCanvas, Context)| canvas.width() == width && canvas.height() == height;
        if !canvas.as_ref().is_some_and(fits) {
            *canvas = Some(new_canvas(width, height)?);
        }
        let (_, context) = canvas.as_ref().ok_or_else(|| Problem("no canvas".to_owned()))?;
        draw(context)?;
        let data = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?;
        Ok(LumaFrame::from_rgba(width as usize, height as usize, &data.data())?)
    }
}

fn new_canvas(width: u32, height: u32) -> Result<(OffscreenCanvas, Context), Problem> {
    let canvas = OffscreenCanvas::new(width, height)?;
    let options = Object::new();
    // Every frame is read back: without this the browser keeps the canvas on the graphics card.
    Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE)?;
    let context = canvas
        .get_context_with_context_options("2d", &options)?
        .ok_or_else(|| Problem("no canvas in this worker".to_owned()))?;
    Ok((canvas, context.unchecked_into()))
}

fn bytes(pixels: &JsValue) -> Result<Vec<u8>, Problem> {
    let buffer = pixels.dyn_ref::<ArrayBuffer>();
    let buffer = buffer.ok_or_else(|| Problem("the pixels are no ArrayBuffer".to_owned()))?;
    Ok(Uint8Array::new(buffer).to_vec())
}
