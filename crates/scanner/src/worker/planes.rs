//! The brightness that a camera's frame already holds: cameras deliver it apart from the colours, so nothing is drawn
//! and nothing converted.

use std::cell::RefCell;

use js_sys::{Array, Reflect, Uint8Array};
use scanner::LumaFrame;
use wasm_bindgen_futures::JsFuture;
use web_sys::{VideoFrame, VideoPixelFormat as Format};

/// Copies planes out of frames, into a buffer that is kept.
#[derive(Default)]
pub(super) struct Planes {
    buffer: RefCell<Option<Uint8Array>>,
}

impl Planes {
    /// The brightness of `frame`; `None` where it is mixed with the colours, has more than eight bits, or lies turned: then
    /// it has to be drawn.
    pub(super) async fn luma(&self, frame: &VideoFrame) -> Option<LumaFrame> {
        if !is_apart(frame) || is_turned(frame) {
            return None;
        }
        let size = frame.allocation_size().ok()?;
        // Taken out, not borrowed: another message may come while the browser copies.
        let kept = self.buffer.borrow_mut().take().filter(|buffer| buffer.length() == size);
        let buffer = kept.unwrap_or_else(|| Uint8Array::new_with_length(size));
        let layouts = JsFuture::from(frame.copy_to_with_buffer_source(&buffer)).await.ok()?;
        let first = Array::from(&layouts).get(0);
        let number = |name: &str| Reflect::get(&first, &name.into()).ok()?.as_f64();
        let (offset, stride) = (number("offset")? as u32, number("stride")? as usize);
        let rect = frame.visible_rect()?;
        let (width, height) = (rect.width() as usize, rect.height() as usize);
        let last = u32::try_from(stride.checked_mul(height)?).ok()?.checked_add(offset)?;
        let mut rows = buffer.subarray(offset, last).to_vec();
        *self.buffer.borrow_mut() = Some(buffer);
        if stride != width {
            rows = rows.chunks_exact(stride.max(1)).flat_map(|row| &row[..width.min(row.len())]).copied().collect();
        }
        LumaFrame::new(width, height, rows).ok()
    }
}

/// The first plane is the brightness, a byte a pixel (WebCodecs, "Pixel Format").
fn is_apart(frame: &VideoFrame) -> bool {
    use Format::{I420, I420a, I422, I422a, I444, I444a, Nv12};
    matches!(frame.format(), Some(I420 | I420a | I422 | I422a | I444 | I444a | Nv12))
}

/// Shown turned, mirrored or stretched: outlines would lie elsewhere than on the picture.
fn is_turned(frame: &VideoFrame) -> bool {
    let says = |name: &str| Reflect::get(frame, &name.into()).is_ok_and(|value| value.is_truthy());
    let shown = (f64::from(frame.display_width()), f64::from(frame.display_height()));
    says("rotation") || says("flip") || frame.visible_rect().is_none_or(|rect| (rect.width(), rect.height()) != shown)
}
