//! Black and white for the matrix readers, by a threshold for each block of pixels.
//!
//! The bits are written a word at a time instead of one by one, and one picture serves all readers of a frame.

mod blocks;

use rxing::common::{BitArray, BitMatrix};

use blocks::BLOCK;
pub(crate) use blocks::Blocks;

use crate::detection::{bounds, in_drawing_order, is_within};
use crate::{Luma, Point};

/// A frame in black and white.
pub(crate) struct Picture {
    pub(crate) bits: BitMatrix,
}

const WORD: usize = usize::BITS as usize;

impl Picture {
    /// By the mean around.
    pub(crate) fn by_mean(frame: &Luma<'_>, blocks: &Blocks) -> Option<Self> {
        Self::by(frame, blocks, &blocks.mean_limits())
    }

    /// By what lies halfway between the darkest and the brightest place around.
    pub(crate) fn halfway(frame: &Luma<'_>, blocks: &Blocks) -> Option<Self> {
        Self::by(frame, blocks, &blocks.halfway_limits())
    }

    /// Black is what is as dark as the limit of its block, or darker.
    fn by(frame: &Luma<'_>, blocks: &Blocks, limits: &[u8]) -> Option<Self> {
        let (width, height) = (frame.width(), frame.height());
        let mut bits = BitMatrix::new(width as u32, height as u32).ok()?;
        let mut row_bits = BitArray::with_size(width);
        // The limits of a row of blocks, once for each pixel.
        let mut row_limits = vec![0; blocks.across * BLOCK];
        for (by, limits) in limits.chunks_exact(blocks.across).enumerate() {
            for (wide, &limit) in row_limits.chunks_exact_mut(BLOCK).zip(limits) {
                wide.fill(limit);
            }
            for y in by * BLOCK..height.min((by + 1) * BLOCK) {
                for (i, (pixels, limits)) in frame.row(y).chunks(WORD).zip(row_limits.chunks(WORD)).enumerate() {
                    row_bits.setBulk(i * WORD, word_of(pixels, limits));
                }
                bits.setRow(y as u32, &row_bits);
            }
        }
        Some(Self { bits })
    }

    /// The same with white paper where this outline is.
    pub(crate) fn without(&self, outline: &[Point]) -> Self {
        let corners = in_drawing_order(outline);
        let (least, most) = bounds(&corners);
        let range = |least: f32, most: f32, size: u32| least.max(0.0) as u32..(most.max(0.0) as u32 + 2).min(size);
        let across = range(least.x, most.x, self.bits.getWidth());
        let down = range(least.y, most.y, self.bits.getHeight());
        let mut bits = self.bits.clone();
        for y in down {
            for x in across.clone() {
                if is_within(Point { x: x as f32, y: y as f32 }, &corners, 1.0) {
                    bits.unset(x, y);
                }
            }
        }
        Self { bits }
    }

    /// White on black instead of black on white.
    pub(crate) fn inverted(&self) -> Self {
        let mut bits = self.bits.clone();
        bits.flip_self();
        Self { bits }
    }
}

/// One bit for each pixel.
fn word_of(pixels: &[u8], limits: &[u8]) -> usize {
    let (bytes, rest) = pixels.as_chunks::<8>();
    let (byte_limits, _) = limits.as_chunks::<8>();
    let mut word = 0;
    for (i, (pixels, limits)) in bytes.iter().zip(byte_limits).enumerate() {
        word |= usize::from(byte_of(pixels, limits)) << (8 * i);
    }
    for (i, (pixel, limit)) in rest.iter().zip(&limits[pixels.len() - rest.len()..]).enumerate() {
        word |= usize::from(pixel <= limit) << (8 * bytes.len() + i);
    }
    word
}

/// Eight comparisons at once, and their eight results moved together: the product puts bit 0 of byte `i` at bit 56 + `i`.
fn byte_of(pixels: &[u8; 8], limits: &[u8; 8]) -> u8 {
    let flags: [u8; 8] = std::array::from_fn(|i| u8::from(pixels[i] <= limits[i]));
    (u64::from_le_bytes(flags).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rxing::Binarizer;
    use rxing::common::HybridBinarizer;

    #[test]
    fn black_and_white_agree_with_rxing_on_every_full_block() {
        let (width, height) = (200_usize, 120_usize);
        let pixels: Vec<u8> = (0..width * height)
            .map(|i| {
                let (x, y) = (i % width, i / width);
                let ink = (x / 5 + y / 7) % 2 == 0 && x > 30;
                (60 + x / 3 + if ink { 0 } else { 90 } + (x * 31 + y * 17) % 9) as u8
            })
            .collect();
        let frame = Luma::new(width, height, &pixels).unwrap();
        let ours = Picture::by_mean(&frame, &Blocks::of(&frame).unwrap()).unwrap();
        let source = rxing::Luma8LuminanceSource::new(pixels, width as u32, height as u32).unwrap();
        let binarizer = HybridBinarizer::new(source);
        assert_eq!(&ours.bits, binarizer.get_black_matrix().unwrap());
        assert_ne!(ours.inverted().bits, ours.bits);
    }

    #[test]
    fn halfway_a_grey_speck_on_ink_is_ink_and_by_the_mean_it_is_paper() {
        // Far more ink than paper: narrow light lines, as between the bars of a coarse print.
        let (width, height) = (96_usize, 64_usize);
        let mut pixels: Vec<u8> = (0..width * height).map(|i| if i % width % 9 == 0 { 120 } else { 20 }).collect();
        pixels[30 * width + 40] = 55;
        let frame = Luma::new(width, height, &pixels).unwrap();
        let blocks = Blocks::of(&frame).unwrap();
        let [by_mean, halfway] = [Picture::by_mean, Picture::halfway].map(|rule| rule(&frame, &blocks).unwrap().bits);
        assert!(halfway.get(40, 30));
        assert!(!by_mean.get(40, 30));
        assert!(!halfway.get(45, 30), "a light line");
    }

    #[test]
    fn a_frame_without_room_for_a_code_has_no_picture() {
        assert!(Blocks::of(&Luma::new(39, 400, &vec![0; 39 * 400]).unwrap()).is_none());
    }
}
