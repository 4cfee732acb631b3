//! What is known of a symbol before it is read: its borders, and those between its regions. Where these modules fit the
//! picture best, the others lie too; and of all sizes the right one fits best by far.
//!
//! Never here: how the first guess was made.

use rxing::Point;
use rxing::datamatrix::decoder::Version;

use super::grid::{Grid, Size, sizes_near};
use crate::Luma;

/// Steps of a search, as parts of a module: each half of the one before.
const STEPS: [f32; 3] = [0.5, 0.25, 0.125];
/// Looks at all four places with one step, at most.
const MOST_ROUNDS: usize = 12;

/// How many modules may have been miscounted on the two dashed sides together: small modules run into each other.
const MOST_MISCOUNTED: usize = 10;
/// Sizes that are looked at closely: each costs as much as the search for the sides.
const TRIES: usize = 2;

impl Grid {
    /// The sizes whose known modules fit best where the symbol seems to be.
    pub(super) fn sizes_by_fit(&self, frame: &Luma<'_>) -> Vec<Size> {
        let fit = |size| {
            let known = known_modules(size)?;
            Some((self.fit(size, &known, frame)? / known.len() as i64, size))
        };
        let mut sizes: Vec<(i64, Size)> = sizes_near(self.counted, MOST_MISCOUNTED).filter_map(fit).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes.into_iter().take(TRIES).map(|(_, size)| size).collect()
    }

    /// The same symbol, with its four places where the modules that are known are darkest and lightest.
    pub(super) fn fitted(&self, size: Size, frame: &Luma<'_>) -> Option<Self> {
        let known = known_modules(size)?;
        let mut best = self.clone();
        let mut best_fit = best.fit(size, &known, frame)?;
        let module = self.width() / size.0 as f32;
        for step in STEPS.map(|part| part * module) {
            for _ in 0..MOST_ROUNDS {
                let before = best_fit;
                for place in 0..4 {
                    for way in [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)] {
                        let moved = best.moved(place, rxing::point(way.0, way.1));
                        if let Some(fit) = moved.fit(size, &known, frame)
                            && fit > best_fit
                        {
                            (best, best_fit) = (moved, fit);
                        }
                    }
                }
                if best_fit <= before {
                    break;
                }
            }
        }
        Some(best)
    }

    /// How much lighter the modules are that should be light.
    fn fit(&self, size: Size, known: &[(Point, bool)], frame: &Luma<'_>) -> Option<i64> {
        let places = self.places(size)?;
        let fit = |&(module, is_dark): &(Point, bool)| {
            let grey = i64::from(super::grid::grey(frame, places.transform_point(module)));
            if is_dark { -grey } else { grey }
        };
        Some(known.iter().map(fit).sum())
    }
}

/// The middles of the border modules of every region, and which of them are dark.
///
/// ISO/IEC 16022, 4.2: to the left and below solid, above and to the right alternating.
fn known_modules((columns, rows): Size) -> Option<Vec<(Point, bool)>> {
    let version = Version::getVersionForDimensions(rows as u32, columns as u32).ok()?;
    let wide = version.getDataRegionSizeColumns() as usize + 2;
    let high = version.getDataRegionSizeRows() as usize + 2;
    let mut known = Vec::new();
    for y in 0..rows {
        for x in 0..columns {
            let is_dark = match (x % wide, y % high) {
                (0, _) => true,
                (_, below) if below == high - 1 => true,
                (x, 0) => x % 2 == 0,
                (right, y) if right == wide - 1 => y % 2 == 1,
                _ => continue,
            };
            known.push((Point { x: x as f32 + 0.5, y: y as f32 + 0.5 }, is_dark));
        }
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::LumaFrame;
    use rxing::common::BitMatrix;
    use rxing::{BarcodeFormat, MultiFormatWriter, Writer};

    /// Pixels of a module, and of the margin.
    const MODULE: usize = 5;
    const MARGIN: usize = 20;

    /// A symbol on paper, and where it lies.
    fn printed(text: &str) -> (BitMatrix, LumaFrame, Grid) {
        let symbol = MultiFormatWriter.encode(text, &BarcodeFormat::DATA_MATRIX, 1, 1).unwrap();
        let (columns, rows) = (symbol.width() as usize, symbol.height() as usize);
        let (width, height) = (2 * MARGIN + MODULE * columns, 2 * MARGIN + MODULE * rows);
        let is_ink = |x: usize, y: usize| {
            let [x, y] = [x, y].map(|at| at.checked_sub(MARGIN).map(|at| (at / MODULE) as u32));
            x.zip(y).is_some_and(|(x, y)| x < symbol.width() && y < symbol.height() && symbol.get(x, y))
        };
        let pixels = (0..width * height).map(|i| if is_ink(i % width, i / width) { 25 } else { 235 }).collect();
        let at = |x: f32, y: f32| rxing::point(MARGIN as f32 + x * MODULE as f32, MARGIN as f32 + y * MODULE as f32);
        let (right, bottom) = (columns as f32 - 0.5, rows as f32);
        let grid = Grid {
            top_left: at(0.0, 0.5),
            top_right: at(right, 0.5),
            bottom_right: at(right, bottom),
            bottom_left: at(0.0, bottom),
            counted: (columns, rows),
        };
        (symbol, LumaFrame::new(width, height, pixels).unwrap(), grid)
    }

    #[test]
    fn a_grid_that_lies_half_a_module_off_is_moved_to_where_it_fits() {
        for text in ["SQD-QO120".to_owned(), "SQD-QO120 ".repeat(7)] {
            let (symbol, frame, grid) = printed(&text);
            let frame = frame.view();
            // The fourth is where the solid sides meet: it is never far off.
            for place in 0..3 {
                let off = grid.moved(place, rxing::point(3.0, -3.0));
                assert!(off.sampled_grey(grid.counted, &frame).unwrap() != symbol, "{place}");
                let fitted = off.fitted(grid.counted, &frame).unwrap();
                assert!(fitted.sampled_grey(grid.counted, &frame).unwrap() == symbol, "{place}");
            }
        }
    }

    #[test]
    fn a_symbol_whose_dashes_were_miscounted_shows_its_size_by_how_it_fits() {
        for text in ["SQD-QO120".to_owned(), "SQD-QO120 ".repeat(7)] {
            let (_, frame, mut grid) = printed(&text);
            let right = grid.counted;
            grid.counted = (right.0 - 4, right.1 + 3);
            assert_eq!(grid.sizes_by_fit(&frame.view()).first(), Some(&right));
        }
    }

    #[test]
    fn what_is_known_stands_in_every_symbol() {
        for text in ["SQD-QO120".to_owned(), "SQD-QO120 ".repeat(14)] {
            let symbol = MultiFormatWriter.encode(&text, &BarcodeFormat::DATA_MATRIX, 1, 1).unwrap();
            let known = known_modules((symbol.width() as usize, symbol.height() as usize)).unwrap();
            assert!(known.len() >= 2 * (symbol.width() + symbol.height()) as usize - 4);
            for (module, is_dark) in known {
                assert_eq!(symbol.get(module.x as u32, module.y as u32), is_dark, "{module:?}");
            }
        }
    }
}
