//! Black and white for the matrix readers: a threshold for each block of 8×8 pixels, from the 5×5 blocks around it.
//!
//! The rule is the one of rxing's `HybridBinarizer`; the bits are written a word at a time instead of one by one,
//! and one picture serves all readers of a frame.

use rxing::common::{BitArray, BitMatrix};

use crate::Luma;

/// A frame in black and white.
pub(crate) struct Picture {
    pub(crate) bits: BitMatrix,
}

const BLOCK: usize = 8;
/// A block whose brightness varies less is all paper or all ink.
const LEAST_CONTRAST: u8 = 24;
/// The threshold of a block looks at this many blocks to each side.
const REACH: usize = 2;
/// Smaller frames have not enough blocks; no matrix code is readable in them either.
const LEAST_SIZE: usize = BLOCK * (2 * REACH + 1);
const WORD: usize = usize::BITS as usize;

impl Picture {
    /// `None` for a frame that is too small to hold a code.
    pub(crate) fn of(frame: &Luma<'_>) -> Option<Self> {
        let (width, height) = (frame.width(), frame.height());
        if width < LEAST_SIZE || height < LEAST_SIZE {
            return None;
        }
        let grid = Grid { across: width.div_ceil(BLOCK), down: height.div_ceil(BLOCK) };
        let thresholds = grid.smoothed(&grid.black_points(frame));
        let mut bits = BitMatrix::new(width as u32, height as u32).ok()?;
        let mut row_bits = BitArray::with_size(width);
        for y in 0..height {
            let row = frame.row(y);
            let limits = &thresholds[y / BLOCK * grid.across..][..grid.across];
            for (i, pixels) in row.chunks(WORD).enumerate() {
                row_bits.setBulk(i * WORD, word_of(pixels, &limits[i * (WORD / BLOCK)..]));
            }
            bits.setRow(y as u32, &row_bits);
        }
        Some(Self { bits })
    }

    /// White on black instead of black on white.
    pub(crate) fn inverted(&self) -> Self {
        let mut bits = self.bits.clone();
        bits.flip_self();
        Self { bits }
    }
}

/// One bit for each pixel, set where it is as dark as its block's threshold.
fn word_of(pixels: &[u8], limits: &[u8]) -> usize {
    let mut word = 0;
    for (i, (block, &limit)) in pixels.chunks(BLOCK).zip(limits).enumerate() {
        let byte = block.iter().enumerate().fold(0, |byte, (bit, &pixel)| byte | usize::from(pixel <= limit) << bit);
        word |= byte << (i * BLOCK);
    }
    word
}

struct Grid {
    across: usize,
    down: usize,
}

impl Grid {
    /// The black point of each block by itself.
    fn black_points(&self, frame: &Luma<'_>) -> Vec<u8> {
        let mut points = vec![0_u8; self.across * self.down];
        for by in 0..self.down {
            let top = (by * BLOCK).min(frame.height() - BLOCK);
            for bx in 0..self.across {
                let left = (bx * BLOCK).min(frame.width() - BLOCK);
                let (mut sum, mut low, mut high) = (0_u32, 255_u8, 0_u8);
                for y in top..top + BLOCK {
                    for &pixel in &frame.row(y)[left..left + BLOCK] {
                        sum += u32::from(pixel);
                        low = low.min(pixel);
                        high = high.max(pixel);
                    }
                }
                let mut point = (sum / (BLOCK * BLOCK) as u32) as u8;
                if high - low <= LEAST_CONTRAST {
                    // Paper by default; ink where the blocks before, which did have contrast, say so.
                    point = low / 2;
                    if bx > 0 && by > 0 {
                        let at = |y: usize, x: usize| u32::from(points[y * self.across + x]);
                        let before = (at(by - 1, bx) + 2 * at(by, bx - 1) + at(by - 1, bx - 1)) / 4;
                        if u32::from(low) < before {
                            point = before as u8;
                        }
                    }
                }
                points[by * self.across + bx] = point;
            }
        }
        points
    }

    /// The mean over the blocks around, for each block; at the border, over the nearest full neighbourhood.
    fn smoothed(&self, points: &[u8]) -> Vec<u8> {
        let centre = |i: usize, count: usize| i.clamp(REACH, count - REACH - 1);
        let mut smooth = Vec::with_capacity(points.len());
        for by in 0..self.down {
            let top = centre(by, self.down) - REACH;
            for bx in 0..self.across {
                let left = centre(bx, self.across) - REACH;
                let sum: u32 = (top..=top + 2 * REACH)
                    .flat_map(|y| &points[y * self.across + left..][..2 * REACH + 1])
                    .map(|&point| u32::from(point))
                    .sum();
                smooth.push((sum / 25) as u8);
            }
        }
        smooth
    }
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
        let ours = Picture::of(&Luma::new(width, height, &pixels).unwrap()).unwrap();
        let source = rxing::Luma8LuminanceSource::new(pixels, width as u32, height as u32).unwrap();
        let binarizer = HybridBinarizer::new(source);
        assert_eq!(&ours.bits, binarizer.get_black_matrix().unwrap());
        assert_ne!(ours.inverted().bits, ours.bits);
    }

    #[test]
    fn a_frame_without_room_for_a_code_has_no_picture() {
        assert!(Picture::of(&Luma::new(39, 400, &vec![0; 39 * 400]).unwrap()).is_none());
    }
}
