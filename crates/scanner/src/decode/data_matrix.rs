//! Data Matrix by its shape: a piece of ink with two straight solid sides that meet at a corner, and across from them the two
//! dashed sides. At slanted angles ragged edges may add to the count of modules: turned copies help.
//!
//! rxing's detector follows the sides pixel by pixel and gives up where one is ragged; this one fits lines to them and reads
//! the number of modules off the dashes.
//!
//! Never here: what the modules say.

mod dashes;
mod grid;
mod known;
mod solid;

use rxing::Point;

use super::Picture;
use super::components::{Component, components, simplified};
use super::matrix::data_matrix_detection;
use crate::{Detection, Luma};
use dashes::Dashes;
use grid::Grid;
use solid::Solid;

/// Ten modules of a pixel and a half: what is smaller nobody reads.
const LEAST_SIDE: u32 = 15;
/// How far the outline may stray from a straight side: a pixel and a half, or this part of the whole.
const SLACK: (f32, f32) = (1.5, 0.02);
/// The corner between the solid sides, seen from the side: between 50° and 130°, by its cosine.
const MOST_COSINE: f32 = 0.643;
/// How many modules the first look at the dashed sides may miscount.
const MOST_MISCOUNTED_AT_FIRST: usize = 10;
/// No symbol is more than this many times as wide as high (8×144 modules).
const MOST_ASPECT: f32 = 18.0;

/// Symbols whose error correction succeeds, up to the first that `is_new`.
pub(crate) fn find_data_matrix(
    frame: &Luma<'_>,
    picture: &Picture,
    is_new: &dyn Fn(&Detection) -> bool,
) -> Vec<Detection> {
    let pieces = components(&picture.bits, LEAST_SIDE);
    let mut found = Vec::new();
    for piece in &pieces {
        if let Some(detection) = corners(piece).into_iter().find_map(|corner| read(frame, picture, corner)) {
            let enough = is_new(&detection);
            found.push(detection);
            if enough {
                break;
            }
        }
    }
    found
}

/// The two solid sides: their common corner, and the ends of the upright and the lying one.
#[derive(Debug, Clone, Copy)]
struct Corner {
    top_left: Point,
    bottom_left: Point,
    bottom_right: Point,
}

/// All corners of the piece's outline that may be the one between the solid sides.
fn corners(piece: &Component) -> Vec<Corner> {
    let hull = piece.hull();
    let size =
        hull.iter().fold(0, |size, corner| size.max((corner.0 - hull[0].0).abs() + (corner.1 - hull[0].1).abs()));
    let outline: Vec<Point> = simplified(&hull, SLACK.0.max(SLACK.1 * size as f32))
        .iter()
        .map(|&(x, y)| rxing::point(x as f32, y as f32))
        .collect();
    let count = outline.len();
    let corner = |i: usize| {
        let (before, here, after) = (outline[(i + count - 1) % count], outline[i], outline[(i + 1) % count]);
        let (back, on) = (before - here, after - here);
        let (short, long) = (back.length().min(on.length()), back.length().max(on.length()));
        let cosine = back.dot(on) / (short * long);
        if short < 8.0 || long < LEAST_SIDE as f32 || long > MOST_ASPECT * short || cosine.abs() > MOST_COSINE {
            return None;
        }
        // The upright side is a quarter turn back from the lying one, as seen on the page.
        let (upright, lying) = if on.cross(back) < 0.0 { (before, after) } else { (after, before) };
        Some(Corner { top_left: upright, bottom_left: here, bottom_right: lying })
    };
    if count < 3 { Vec::new() } else { (0..count).filter_map(corner).collect() }
}

fn read(frame: &Luma<'_>, picture: &Picture, corner: Corner) -> Option<Detection> {
    let Corner { top_left, bottom_left, bottom_right } = corner;
    let left = Solid::between(picture, bottom_left, top_left, bottom_right)?;
    let bottom = Solid::between(picture, bottom_left, bottom_right, top_left)?;
    let bottom_left = left.crossing(&bottom)?;
    let (top_left, bottom_right) = (left.nearest(top_left), bottom.nearest(bottom_right));
    let top = Dashes::find(picture, top_left, bottom_left, bottom_right - bottom_left)?;
    let right = Dashes::find(picture, bottom_right, bottom_left, top_left - bottom_left)?;
    // A closer look costs more: not where the two counts fit no symbol at all.
    grid::sizes_near((top.modules, right.modules), MOST_MISCOUNTED_AT_FIRST).next()?;
    let (top, right) = (top.refined(picture), right.refined(picture));
    let grid = Grid::of(bottom_left, &top, &right)?;
    let of = |grid: &Grid, size, modules| data_matrix_detection(&modules, &grid.corners(size)?);
    let as_counted = grid.sizes().into_iter().find_map(|size| of(&grid, size, grid.sampled(size, picture)?));
    let bent = || of(&grid, grid.counted, grid.sampled_bent(grid.counted, (&top, &right), picture)?);
    as_counted.or_else(bent).or_else(|| {
        grid.sizes_by_fit(frame).into_iter().find_map(|size| {
            let fitted = grid.fitted(size, frame)?;
            of(&fitted, size, fitted.sampled_grey(size, frame)?)
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::LumaFrame;
    use crate::decode::Blocks;
    use rxing::{BarcodeFormat, MultiFormatWriter, Writer};

    /// A symbol on paper, four pixels a module.
    fn printed(text: &str) -> LumaFrame {
        let symbol = MultiFormatWriter.encode(text, &BarcodeFormat::DATA_MATRIX, 1, 1).unwrap();
        let side = 4 * (symbol.width() as usize + 20);
        let is_ink = |x: usize, y: usize| {
            let [x, y] = [x, y].map(|at| (at / 4).wrapping_sub(10) as u32);
            x < symbol.width() && y < symbol.height() && symbol.get(x, y)
        };
        let pixels = (0..side * side).map(|i| if is_ink(i % side, i / side) { 25 } else { 235 }).collect();
        LumaFrame::new(side, side, pixels).unwrap()
    }

    fn read_by_shape(frame: &LumaFrame) -> Option<String> {
        let view = frame.view();
        let picture = Picture::halfway(&view, &Blocks::of(&view)?)?;
        find_data_matrix(&view, &picture, &|_| true).pop().map(|detection| detection.text)
    }

    #[test]
    fn a_symbol_is_read_at_quarter_turns_with_one_region_and_with_four() {
        let long = "[)>\u{1e}06\u{1d}1P5262-W\u{1d}Q10\u{1d}1T2026-11-0042\u{1d}SPLANT-7/RACK-12/BIN-3\u{1e}\u{4}";
        for text in ["SQD-QO120", long] {
            let sheet = printed(text);
            for degrees in [0, 90, 180, 270] {
                let turned = sheet.view().turned(degrees as f32);
                assert_eq!(read_by_shape(&turned).as_deref(), Some(text), "at {degrees}°");
            }
        }
    }

    /// A symbol around a pipe: its columns get narrower from `wide` pixels by as many as `less`.
    fn bent(text: &str, wide: usize, less: usize) -> LumaFrame {
        let symbol = MultiFormatWriter.encode(text, &BarcodeFormat::DATA_MATRIX, 1, 1).unwrap();
        let columns: Vec<Option<u32>> = (0..symbol.width())
            .flat_map(|x| std::iter::repeat_n(Some(x), wide - less * x as usize / symbol.width() as usize))
            .collect();
        let margin = [None; 30];
        let across = [&margin[..], &columns, &margin[..]].concat();
        let height = 60 + 6 * symbol.height() as usize;
        let is_ink = |column: Option<u32>, y: usize| {
            let row = y.checked_sub(30).map(|y| (y / 6) as u32).filter(|row| *row < symbol.height());
            column.zip(row).is_some_and(|(x, y)| symbol.get(x, y))
        };
        let pixels = (0..height).flat_map(|y| across.iter().map(move |column| (*column, y)));
        let pixels = pixels.map(|(column, y)| if is_ink(column, y) { 25 } else { 235 }).collect();
        LumaFrame::new(across.len(), height, pixels).unwrap()
    }

    #[test]
    fn a_symbol_on_something_bent_is_read_by_its_dashes() {
        for text in ["QO-1", "HPE-0421", "BIN-12"] {
            for (wide, less) in [(8, 5), (9, 6)] {
                let found = read_by_shape(&bent(text, wide, less));
                assert_eq!(found.as_deref(), Some(text), "from {wide} by {less}");
            }
        }
    }

    #[test]
    fn a_frame_without_dashes_is_no_symbol() {
        let pixels = (0..160 * 160).map(|i| if i % 160 > 40 && i / 160 > 40 { 235 } else { 25 }).collect();
        assert_eq!(read_by_shape(&LumaFrame::new(160, 160, pixels).unwrap()), None);
    }
}
