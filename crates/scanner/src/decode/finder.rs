//! The three squares of a QR code: rows that show 1:1:3:1:1, and around each the square itself.
//!
//! The tests and the distance between rows are those of rxing's `FindFinderPatterns`, which looks at the row bit by bit and
//! copies what it has found so far for each step. Here a row's edges come out of it a word at a time; the few places that
//! pass are handed to rxing.
//!
//! Never here: which three squares belong together.

use rxing::common::BitMatrix;
use rxing::common::cpp_essentials::{ConcentricPattern, LocateConcentricPattern};
use rxing::point;

const PATTERN: [u16; 5] = [1, 1, 3, 1, 1];
/// The most modules of a code whose squares no row may miss: version 20.
const MOST_MODULES: u32 = 20 * 4 + 17;
/// Rows between two rows, at least: the middle of a square is three modules wide.
const LEAST_STEP: u32 = 3;
const WORD: usize = usize::BITS as usize;

/// All squares that may be the corner of a QR code.
pub(super) fn find_finders(bits: &BitMatrix) -> Vec<ConcentricPattern> {
    let (width, height) = (bits.width(), bits.height());
    let step = (3 * height / (4 * MOST_MODULES)).max(LEAST_STEP);
    let mut found: Vec<ConcentricPattern> = Vec::new();
    let mut edges = Vec::new();
    for y in (step - 1..height).step_by(step as usize) {
        edges_of(bits.getRow(y).getBitArray(), width, &mut edges);
        for edges in edges.windows(6).step_by(2) {
            let runs: [u32; 5] = std::array::from_fn(|i| edges[i + 1] - edges[i]);
            if !is_pattern(runs) {
                continue;
            }
            let centre = point(edges[2] as f32 + runs[2] as f32 / 2.0, y as f32 + 0.5);
            let is_known = found.iter().any(|old| rxing::Point::distance(centre, old.p) < old.size as f32 / 2.0);
            if !is_known {
                // Three times its width: it may be seen from the side.
                let range = 3 * (edges[5] - edges[0]) as i32;
                found.extend(LocateConcentricPattern::<true, 5, 7>(bits, &PATTERN, centre, range));
            }
        }
    }
    found
}

/// Where the row turns black (even places) and white (odd ones).
pub(super) fn edges_of(words: &[usize], width: u32, edges: &mut Vec<u32>) {
    edges.clear();
    let mut last = 0;
    for (i, &word) in words.iter().enumerate() {
        let mut changes = word ^ (word << 1 | last);
        last = word >> (WORD - 1);
        while changes != 0 {
            let at = i as u32 * usize::BITS + changes.trailing_zeros();
            if at < width {
                edges.push(at);
            }
            changes &= changes - 1;
        }
    }
    if edges.len() % 2 == 1 {
        edges.push(width);
    }
}

/// The widths of bars and of spaces are compared each with their own mean: ink spreads, and blur takes from the narrow ones.
fn is_pattern(runs: [u32; 5]) -> bool {
    let [first, left, middle, right, last] = runs;
    if middle < 3 || middle < 2 * first.max(last) || middle < left.max(right) {
        return false;
    }
    // Five modules of bars, two of spaces.
    let (bars, spaces) = (first + middle + last, left + right);
    if (2 * bars).max(5 * spaces) > 4 * (2 * bars).min(5 * spaces) {
        return false;
    }
    // A bar may be off by three quarters of a module and half a pixel, a space by a third of one and half a pixel.
    let bar = |run: u32, modules: u32| (20 * run).abs_diff(4 * modules * bars) <= 3 * bars + 10;
    let space = |run: u32| (6 * run).abs_diff(3 * spaces) <= spaces + 3;
    bar(first, 1) && bar(middle, 3) && bar(last, 1) && space(left) && space(right)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn square(bits: &mut BitMatrix, left: u32, top: u32, module: u32) {
        bits.setRegion(left, top, 7 * module, 7 * module).unwrap();
        for y in 0..7 * module {
            for x in 0..7 * module {
                let ring = [x, y].map(|at| (at / module).min(6 - at / module)).into_iter().min();
                if ring == Some(1) {
                    bits.unset(left + x, top + y);
                }
            }
        }
    }

    #[test]
    fn squares_of_any_size_are_found_once() {
        let mut bits = BitMatrix::new(500, 300).unwrap();
        for (left, top, module) in [(20, 30, 3), (300, 40, 5), (431, 231, 9)] {
            square(&mut bits, left, top, module);
        }
        let found = find_finders(&bits);
        let mut centres: Vec<(f32, f32)> = found.iter().map(|pattern| (pattern.p.x, pattern.p.y)).collect();
        centres.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert_eq!(centres, [(30.5, 40.5), (317.5, 57.5), (462.5, 262.5)]);
    }

    #[test]
    fn bars_that_are_no_square_are_not_taken_for_one() {
        let mut bits = BitMatrix::new(200, 100).unwrap();
        for (left, width) in [(20, 4), (28, 12), (44, 4)] {
            bits.setRegion(left, 0, width, 100).unwrap();
        }
        assert!(find_finders(&bits).is_empty());
        assert!(is_pattern([4, 4, 12, 4, 4]));
        assert!(!is_pattern([4, 4, 4, 4, 4]));
    }

    #[test]
    fn the_edges_of_a_row_are_found_across_words() {
        let mut bits = BitMatrix::new(130, 1).unwrap();
        for (left, width) in [(0, 1), (60, 10), (129, 1)] {
            bits.setRegion(left, 0, width, 1).unwrap();
        }
        let mut edges = Vec::new();
        edges_of(bits.getRow(0).getBitArray(), 130, &mut edges);
        assert_eq!(edges, [0, 1, 60, 70, 129, 130]);
    }
}
