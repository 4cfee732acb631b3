//! Grey pixels out of what the page sent.

use js_sys::{ArrayBuffer, Object, Reflect, Uint8Array};
use protocol::scan::Pixels;
use scanner::LumaFrame;
use wasm_bindgen::prelude::*;
use web_sys::{ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d as Context, VideoFrame};

use super::Problem;

/// Turns messages into frames. The canvas is kept: a new one for each frame would cost more than the drawing.
#[derive(Default)]
pub(super) struct Source {
    canvas: Option<(OffscreenCanvas, Context)>,
}

impl Source {
    /// The grey frame that `layout` announces.
    pub(super) fn grey(&mut self, pixels: &JsValue, layout: Pixels) -> Result<LumaFrame, Problem> {
        match layout {
            Pixels::Luma { width, height } => Ok(LumaFrame::new(width as usize, height as usize, bytes(pixels)?)?),
            Pixels::Rgba { width, height } => {
                Ok(LumaFrame::from_rgba(width as usize, height as usize, &bytes(pixels)?)?)
            }
            Pixels::Picture => self.draw(pixels),
        }
    }

    fn draw(&mut self, picture: &JsValue) -> Result<LumaFrame, Problem> {
        if let Some(frame) = picture.dyn_ref::<VideoFrame>() {
            let size = (frame.display_width(), frame.display_height());
            let drawn = self.read_back(size, |context| context.draw_image_with_video_frame(frame, 0.0, 0.0));
            // Unclosed frames stop the camera after a few.
            frame.close();
            return drawn;
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
        &mut self,
        (width, height): (u32, u32),
        draw: impl FnOnce(&Context) -> Result<(), JsValue>,
    ) -> Result<LumaFrame, Problem> {
        let context = self.context(width, height)?;
        draw(context)?;
        let data = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?;
        Ok(LumaFrame::from_rgba(width as usize, height as usize, &data.data())?)
    }

    fn context(&mut self, width: u32, height: u32) -> Result<&Context, Problem> {
        let fits = |(canvas, _): &(OffscreenCanvas, Context)| canvas.width() == width && canvas.height() == height;
        if !self.canvas.as_ref().is_some_and(fits) {
            self.canvas = Some(new_canvas(width, height)?);
        }
        self.canvas.as_ref().map(|(_, context)| context).ok_or_else(|| Problem("no canvas".to_owned()))
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
