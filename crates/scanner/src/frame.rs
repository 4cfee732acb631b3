//! Grey pictures: a borrowed view ([`Luma`]) for the decoders and an owned buffer ([`LumaFrame`]) for what had to be made.
//!
//! Never here: anything that looks for a code.

mod copies;
mod grey;

use thiserror::Error;

pub(crate) use copies::{fixed, middle, turn, within};

/// Places between pixels are counted in whole numbers with so many bits behind the point.
pub(crate) const FRACTION_BITS: u32 = 16;

/// A buffer that cannot be the picture it claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FrameError {
    /// The buffer ends before the last pixel.
    #[error("a frame of {width}×{height} needs {needed} bytes, got {got}")]
    TooShort {
        /// Pixels in a row.
        width: usize,
        /// Rows.
        height: usize,
        /// Bytes that the picture takes.
        needed: usize,
        /// Bytes that came.
        got: usize,
    },
    /// The sizes are zero, inconsistent, or beyond what memory can hold.
    #[error("{width}×{height} with a stride of {stride} is not a picture")]
    BadSize {
        /// Pixels in a row.
        width: usize,
        /// Rows.
        height: usize,
        /// Bytes from one row to the next.
        stride: usize,
    },
}

/// A grey picture that somebody else owns. Cutting a part out of it costs nothing.
#[derive(Debug, Clone, Copy)]
pub struct Luma<'a> {
    width: usize,
    height: usize,
    stride: usize,
    bytes: &'a [u8],
}

impl<'a> Luma<'a> {
    /// A picture whose rows follow each other without a gap.
    pub fn new(width: usize, height: usize, bytes: &'a [u8]) -> Result<Self, FrameError> {
        Self::with_stride(width, height, width, bytes)
    }

    /// A picture whose rows start every `stride` bytes, as in the Y plane of a video frame.
    pub fn with_stride(width: usize, height: usize, stride: usize, bytes: &'a [u8]) -> Result<Self, FrameError> {
        let needed = needed_bytes(width, height, stride, 1)?;
        if bytes.len() < needed {
            return Err(FrameError::TooShort { width, height, needed, got: bytes.len() });
        }
        Ok(Self { width, height, stride, bytes })
    }

    /// Pixels in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// One row of pixels; empty below the picture.
    pub fn row(&self, y: usize) -> &'a [u8] {
        if y >= self.height {
            return &[];
        }
        let start = y * self.stride;
        &self.bytes[start..start + self.width]
    }

    /// One pixel; coordinates outside are moved to the nearest pixel inside.
    pub fn at(&self, x: usize, y: usize) -> u8 {
        self.bytes[y.min(self.height - 1) * self.stride + x.min(self.width - 1)]
    }

    /// The pixels of a column from `top` downwards.
    pub(crate) fn column(&self, x: usize, top: usize) -> impl Iterator<Item = u8> {
        let bytes = self.bytes.get(top * self.stride + x..).unwrap_or(&[]);
        bytes.iter().step_by(self.stride).take(self.height.saturating_sub(top)).copied()
    }

    /// The brightness between four pixels, by linear interpolation. Coordinates are in 1/65536 of a pixel: whole numbers
    /// cost a fraction of what floating ones cost in wasm.
    pub(crate) fn between(&self, x: i32, y: i32) -> u8 {
        let (left, top) = ((x.max(0) >> FRACTION_BITS) as usize, (y.max(0) >> FRACTION_BITS) as usize);
        let part = |at: i32| (at.max(0) as u32 >> (FRACTION_BITS - 8)) & 0xff;
        let (right_part, lower_part) = (part(x), part(y));
        let start = top * self.stride + left;
        let inside = left + 1 < self.width && top + 1 < self.height;
        let pairs = if inside { self.pair(start).zip(self.pair(start + self.stride)) } else { None };
        let [upper, lower] = match pairs {
            Some((upper, lower)) => [upper, lower],
            None => [top, top + 1].map(|y| [self.at(left, y), self.at(left + 1, y)]),
        };
        let mix = |[a, b]: [u8; 2]| u32::from(a) * (256 - right_part) + u32::from(b) * right_part;
        ((mix(upper) * (256 - lower_part) + mix(lower) * lower_part + (1 << 15)) >> 16) as u8
    }

    fn pair(&self, start: usize) -> Option<[u8; 2]> {
        self.bytes.get(start..)?.first_chunk().copied()
    }

    /// The part that starts at `left`, `top`, cut to what the picture has; `None` if nothing is left.
    pub fn crop(&self, left: usize, top: usize, width: usize, height: usize) -> Option<Self> {
        let width = width.min(self.width.checked_sub(left)?);
        let height = height.min(self.height.checked_sub(top)?);
        if width == 0 || height == 0 {
            return None;
        }
        let bytes = &self.bytes[top * self.stride + left..];
        Some(Self { width, height, stride: self.stride, bytes })
    }
}

/// A grey picture with its own memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LumaFrame {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl LumaFrame {
    /// Takes over pixels whose rows follow each other without a gap.
    pub fn new(width: usize, height: usize, pixels: Vec<u8>) -> Result<Self, FrameError> {
        Luma::new(width, height, &pixels)?;
        Ok(Self { width, height, pixels })
    }

    /// Grey from RGBA, as a canvas hands it out. What is transparent counts as white paper.
    pub fn from_rgba(width: usize, height: usize, rgba: &[u8]) -> Result<Self, FrameError> {
        let needed = needed_bytes(width, height, width, 4)?;
        if rgba.len() < needed {
            return Err(FrameError::TooShort { width, height, needed, got: rgba.len() });
        }
        Ok(Self { width, height, pixels: grey::of_rgba(&rgba[..needed]) })
    }

    /// The view that the decoders take.
    pub fn view(&self) -> Luma<'_> {
        Luma { width: self.width, height: self.height, stride: self.width, bytes: &self.pixels }
    }
}

fn needed_bytes(width: usize, height: usize, stride: usize, bytes_per_pixel: usize) -> Result<usize, FrameError> {
    let bad = FrameError::BadSize { width, height, stride };
    if width == 0 || height == 0 || stride < width {
        return Err(bad);
    }
    stride
        .checked_mul(height - 1)
        .and_then(|rows| rows.checked_add(width))
        .and_then(|pixels| pixels.checked_mul(bytes_per_pixel))
        .ok_or(bad)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn colours_become_their_brightness_and_transparency_becomes_paper() {
        let rgba = [255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 0, 0, 0];
        let frame = LumaFrame::from_rgba(2, 2, &rgba).unwrap();
        assert_eq!(frame.view().row(0), [255, 0]);
        assert_eq!(frame.view().row(1), [77, 255]);
    }

    #[test]
    fn a_buffer_that_is_too_short_is_refused_with_the_sizes() {
        let error = Luma::new(4, 4, &[0; 15]).unwrap_err();
        assert_eq!(error.to_string(), "a frame of 4×4 needs 16 bytes, got 15");
        assert!(Luma::with_stride(usize::MAX, 3, usize::MAX, &[]).is_err());
        assert!(LumaFrame::from_rgba(0, 3, &[]).is_err());
    }

    #[test]
    fn a_crop_shows_the_same_pixels_and_stops_at_the_border() {
        let pixels: Vec<u8> = (0..20).collect();
        let frame = Luma::with_stride(4, 4, 5, &pixels).unwrap();
        let part = frame.crop(2, 1, 9, 9).unwrap();
        assert_eq!((part.width(), part.height()), (2, 3));
        assert_eq!(part.row(0), [7, 8]);
        assert_eq!(part.row(2), [17, 18]);
        assert!(frame.crop(4, 0, 1, 1).is_none());
        assert!(frame.crop(0, 9, 1, 1).is_none());
    }
}
