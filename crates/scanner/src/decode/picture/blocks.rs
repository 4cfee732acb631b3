//! Blocks of 8×8 pixels: how dark and how bright each is, and the threshold that follows for it from those around.
//!
//! Never here: single pixels in black and white.

use crate::Luma;

pub(super) const BLOCK: usize = 8;
/// A block whose brightness varies less is all paper or all ink.
const LEAST_CONTRAST: u8 = 24;
/// The threshold of a block looks at this many blocks to each side.
const REACH: usize = 2;
/// Smaller frames have not enough blocks; no matrix code is readable in them either.
const LEAST_SIZE: usize = BLOCK * (2 * REACH + 1);

/// What is known of each block, row by row. The last ones of a row or column overlap their neighbours where the frame ends.
pub(crate) struct Blocks {
    pub(super) across: usize,
    down: usize,
    means: Vec<u8>,
    lows: Vec<u8>,
    highs: Vec<u8>,
}

impl Blocks {
    /// `None` for a frame with too few of them.
    pub(crate) fn of(frame: &Luma<'_>) -> Option<Self> {
        let (width, height) = (frame.width(), frame.height());
        if width < LEAST_SIZE || height < LEAST_SIZE {
            return None;
        }
        let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
        let count = across * down;
        let (mut means, mut lows, mut highs) =
            (Vec::with_capacity(count), Vec::with_capacity(count), Vec::with_capacity(count));
        // Columns first, over the whole width: these loops take many pixels at once.
        let (mut sums, mut dark, mut bright) = (vec![0_u16; width], vec![u8::MAX; width], vec![0_u8; width]);
        for by in 0..down {
            let top = (by * BLOCK).min(height - BLOCK);
            sums.fill(0);
            dark.fill(u8::MAX);
            bright.fill(0);
            for y in top..top + BLOCK {
                let row = frame.row(y);
                for (sum, &pixel) in sums.iter_mut().zip(row) {
                    *sum += u16::from(pixel);
                }
                for ((dark, bright), &pixel) in dark.iter_mut().zip(&mut bright).zip(row) {
                    *dark = pixel.min(*dark);
                    *bright = pixel.max(*bright);
                }
            }
            for bx in 0..across {
                let left = (bx * BLOCK).min(width - BLOCK);
                let sum: u16 = sums[left..left + BLOCK].iter().sum();
                means.push((sum / (BLOCK * BLOCK) as u16) as u8);
                lows.push(dark[left..left + BLOCK].iter().fold(u8::MAX, |low, &value| low.min(value)));
                highs.push(bright[left..left + BLOCK].iter().fold(0, |high, &value| high.max(value)));
            }
        }
        Some(Self { across, down, means, lows, highs })
    }

    /// The rule of rxing's `HybridBinarizer`: the mean of the black points of the 5×5 blocks around.
    pub(super) fn mean_limits(&self) -> Vec<u8> {
        let points = self.black_points();
        let centre = |i: usize, count: usize| i.clamp(REACH, count - REACH - 1);
        let side = 2 * REACH + 1;
        let mut limits = Vec::with_capacity(points.len());
        let mut columns = vec![0_u16; self.across];
        for by in 0..self.down {
            // At the border, over the nearest full neighbourhood.
            let top = centre(by, self.down) - REACH;
            columns.fill(0);
            for row in points[top * self.across..].chunks_exact(self.across).take(side) {
                columns.iter_mut().zip(row).for_each(|(sum, &point)| *sum += u16::from(point));
            }
            limits.extend((0..self.across).map(|bx| {
                let sum: u16 = columns[centre(bx, self.across) - REACH..][..side].iter().sum();
                (sum / (side * side) as u16) as u8
            }));
        }
        limits
    }

    /// Halfway between the darkest and the brightest pixel of the 5×5 blocks around, evened out over the neighbours. Where
    /// a code has far more ink than paper, or the other way round, the mean lies too near to the one that there is more of.
    pub(super) fn halfway_limits(&self) -> Vec<u8> {
        let lows = self.spread(&self.lows, u8::min);
        let highs = self.spread(&self.highs, u8::max);
        let middle = |(&low, &high): (&u8, &u8)| match high - low {
            // Nothing to tell apart here.
            ..=LEAST_CONTRAST => 0,
            _ => low.midpoint(high),
        };
        let middles: Vec<u8> = lows.iter().zip(&highs).map(middle).collect();
        let mut limits: Vec<u8> = (0..middles.len()).map(|i| self.evened(&middles, i)).collect();
        // A plain block goes with its neighbour: the inside of a large module has none of its own.
        for i in 1..limits.len() {
            if limits[i] == 0 && i % self.across > 0 {
                limits[i] = limits[i - 1];
            }
        }
        limits
    }

    /// The mean over the 3×3 blocks around that have one, the middle one counting as much as four.
    fn evened(&self, middles: &[u8], i: usize) -> u8 {
        let (x, y) = (i % self.across, i / self.across);
        let (mut sum, mut weight) = (0_u32, 0_u32);
        for ny in y.saturating_sub(1)..=(y + 1).min(self.down - 1) {
            for nx in x.saturating_sub(1)..=(x + 1).min(self.across - 1) {
                let value = u32::from(middles[ny * self.across + nx]);
                let share = if (nx, ny) == (x, y) { 4 } else { 1 };
                if value > 0 {
                    sum += share * value;
                    weight += share;
                }
            }
        }
        (sum / weight.max(1)) as u8
    }

    /// The best of the blocks within reach, for each block.
    fn spread(&self, values: &[u8], best: fn(u8, u8) -> u8) -> Vec<u8> {
        let across = |row: &[u8], x: usize| {
            let near = &row[x.saturating_sub(REACH)..(x + REACH + 1).min(row.len())];
            near.iter().copied().reduce(best).unwrap_or_default()
        };
        let wide: Vec<u8> =
            values.chunks_exact(self.across).flat_map(|row| (0..row.len()).map(move |x| across(row, x))).collect();
        let mut spread = Vec::with_capacity(values.len());
        for y in 0..self.down {
            let near = y.saturating_sub(REACH)..(y + REACH + 1).min(self.down);
            spread.extend(
                (0..self.across)
                    .map(|x| near.clone().map(|y| wide[y * self.across + x]).reduce(best).unwrap_or_default()),
            );
        }
        spread
    }

    /// The black point of each block by itself.
    fn black_points(&self) -> Vec<u8> {
        let mut points = vec![0_u8; self.across * self.down];
        for i in 0..points.len() {
            let (low, high) = (self.lows[i], self.highs[i]);
            points[i] = self.means[i];
            if high - low <= LEAST_CONTRAST {
                // Paper by default; ink where the blocks before, which did have contrast, say so.
                points[i] = low / 2;
                if i % self.across > 0 && i >= self.across {
                    let at = |i: usize| u32::from(points[i]);
                    let before = (at(i - self.across) + 2 * at(i - 1) + at(i - self.across - 1)) / 4;
                    if u32::from(low) < before {
                        points[i] = before as u8;
                    }
                }
            }
        }
        points
    }
}
