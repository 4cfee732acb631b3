//! Grey pictures: a borrowed view ([`Luma`]) for the decoders and an owned buffer ([`LumaFrame`]) for what had to be made.
//!
//! Never here: anything that looks for a code.

use thiserror::Error;

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

    /// The brightness between four pixels, by linear interpolation.
    pub(crate) fn between(&self, x: f32, y: f32) -> u8 {
        let (x, y) = (x.max(0.0), y.max(0.0));
        let (left, top) = (x as usize, y as usize);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let upper = f32::from(self.at(left, top)) * (1.0 - fx) + f32::from(self.at(left + 1, top)) * fx;
        let lower = f32::from(self.at(left, top + 1)) * (1.0 - fx) + f32::from(self.at(left + 1, top + 1)) * fx;
        (upper * (1.0 - fy) + lower * fy + 0.5) as u8
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

    /// A copy turned clockwise about its centre, with room for all of it; what comes in from outside is white.
    pub fn turned(&self, degrees: f32) -> LumaFrame {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let (across, down) = (self.width as f32, self.height as f32);
        // A hair less: a quarter turn is no pixel wider for a rounding error.
        let room = |a: f32, b: f32| (a.abs() + b.abs() - 1e-2).ceil() as usize;
        let (width, height) = (room(across * cosine, down * sine), room(across * sine, down * cosine));
        let (from, to) = (middle(self.width, self.height), middle(width, height));
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let (dx, dy) = turn((x as f32 - to.0, y as f32 - to.1), -degrees);
                let (from_x, from_y) = (from.0 + dx, from.1 + dy);
                let inside = (0.0..across).contains(&from_x) && (0.0..down).contains(&from_y);
                pixels.push(if inside { self.between(from_x, from_y) } else { 255 });
            }
        }
        LumaFrame { width, height, pixels }
    }

    /// A copy at twice the size, with what lies between the pixels interpolated.
    pub(crate) fn doubled(&self) -> LumaFrame {
        let (width, height) = (2 * self.width, 2 * self.height);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let from_y = (y as f32 - 0.5) / 2.0;
            pixels.extend((0..width).map(|x| self.between((x as f32 - 0.5) / 2.0, from_y)));
        }
        LumaFrame { width, height, pixels }
    }

    /// A copy at half the size, each pixel the mean of four.
    pub(crate) fn halved(&self) -> Option<LumaFrame> {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let (upper, lower) = (self.row(2 * y), self.row(2 * y + 1));
            pixels.extend(upper.chunks_exact(2).zip(lower.chunks_exact(2)).map(|(a, b)| {
                let sum = u16::from(a[0]) + u16::from(a[1]) + u16::from(b[0]) + u16::from(b[1]);
                ((sum + 2) / 4) as u8
            }));
        }
        LumaFrame::new(width, height, pixels).ok()
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
        let pixels = rgba[..needed].chunks_exact(4).map(grey).collect();
        Ok(Self { width, height, pixels })
    }

    /// The view that the decoders take.
    pub fn view(&self) -> Luma<'_> {
        Luma { width: self.width, height: self.height, stride: self.width, bytes: &self.pixels }
    }
}

/// The middle of a frame, in the coordinates of its pixels' centres.
pub(crate) fn middle(width: usize, height: usize) -> (f32, f32) {
    ((width - 1) as f32 / 2.0, (height - 1) as f32 / 2.0)
}

/// A vector turned clockwise, as seen on a screen.
pub(crate) fn turn((x, y): (f32, f32), degrees: f32) -> (f32, f32) {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    (x * cosine - y * sine, x * sine + y * cosine)
}

/// ITU-R BT.601 weights in 1/256.
fn grey(rgba: &[u8]) -> u8 {
    let [red, green, blue, alpha] = [0, 1, 2, 3].map(|i| u32::from(rgba[i]));
    let grey = (77 * red + 150 * green + 29 * blue + 128) >> 8;
    if alpha == 255 {
        return grey as u8;
    }
    ((grey * alpha + 255 * (255 - alpha)) / 255) as u8
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
    fn a_quarter_turn_moves_the_top_left_corner_to_the_top_right() {
        let pixels = [10, 20, 30, 40, 50, 60, 70, 80, 90];
        let turned = Luma::new(3, 3, &pixels).unwrap().turned(90.0);
        assert_eq!(turned.view().row(0)[2], 10);
        assert_eq!(turned.view().row(1), [80, 50, 20]);
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
