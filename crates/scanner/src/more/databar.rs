//! GS1 DataBar on lines of our own, through rxing's readers of rows: Omnidirectional with its truncated and stacked
//! kinds, and Expanded in one row. DataBar Limited rxing does not read; for an Expanded symbol of several rows it tries
//! all orders of all lines.
//!
//! DataBar has no quiet zones, so a line is not cut at them: each goes in whole. Never here: other bars.

use rxing::common::BitArray;
use rxing::oned::OneDReader;
use rxing::oned::rss::{RSS14Reader, expanded::RSSExpandedReader};
use rxing::{DecodeHints, RXingResult, Reader};

use super::elements;
use crate::decode::RowReading;
use crate::frame::within;
use crate::locate::{Line, columns, diagonals, edges_between_extrema, edges_of_histogram, rows};
use crate::vote::{Reported, Tally};
use crate::{Detection, Luma, Symbology};

/// How much is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Search {
    rows: usize,
    columns: usize,
}

impl Search {
    /// What a frame of a video has time for.
    pub(super) const FRAME: Self = Self { rows: 32, columns: 16 };
    /// What a still gets.
    pub(super) const STILL: Self = Self { rows: 96, columns: 64 };
}

/// rxing counts whole bits: this many of them a pixel keep the fraction of an edge.
const BITS_PER_PIXEL: f32 = 4.0;
/// Half of a stacked symbol has so many edges (ISO/IEC 24724).
const FEWEST_EDGES: usize = 24;
/// The angles of slanted lines, in degrees.
const SLANTS: [f32; 4] = [22.5, -22.5, 45.0, -45.0];

/// Readers for one way of finding edges and one direction: they remember halves from line to line.
#[derive(Default)]
struct Pair {
    omnidirectional: RSS14Reader,
    expanded: RSSExpandedReader,
}

/// Reads lines, and keeps its room from one to the next.
#[derive(Default)]
pub(super) struct DataBarReader {
    pairs: [[Pair; 2]; 2],
    hints: DecodeHints,
    profile: Vec<u8>,
    edges: Vec<f32>,
}

impl DataBarReader {
    /// Reads rows, then columns.
    pub(super) fn read_straight(&mut self, frame: &Luma<'_>, search: Search) -> Vec<Detection> {
        let found = self.read(frame, &rows(frame, search.rows));
        if found.is_empty() { self.read(frame, &columns(frame, search.columns)) } else { found }
    }

    /// Reads lines that rise and fall.
    pub(super) fn read_slanted(&mut self, frame: &Luma<'_>, search: Search) -> Vec<Detection> {
        SLANTS
            .into_iter()
            .map(|degrees| self.read(frame, &diagonals(frame, search.columns, degrees)))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Reads parallel lines.
    fn read(&mut self, frame: &Luma<'_>, lines: &[Line]) -> Vec<Detection> {
        let reported = Reported::default();
        let mut tally = Tally::beside(&reported);
        self.pairs = Default::default();
        for (number, line) in lines.iter().enumerate() {
            line.sample(frame, &mut self.profile);
            let mut read_here = Vec::new();
            for (way, find_edges) in [edges_between_extrema, edges_of_histogram].into_iter().enumerate() {
                find_edges(&self.profile, &mut self.edges);
                if !may_hold_one(&self.edges) {
                    continue;
                }
                let mut bits = bits(&self.edges, self.profile.len());
                for backwards in [false, true] {
                    if backwards {
                        bits.reverse();
                    }
                    let pair = &mut self.pairs[way][usize::from(backwards)];
                    let Some((reading, result)) = pair.read(number as u32, &bits, &self.hints) else {
                        continue;
                    };
                    // Where both kinds of edges show a code, it counts once.
                    if read_here.contains(&reading.text) {
                        continue;
                    }
                    read_here.push(reading.text.clone());
                    let place = |point: &rxing::Point| {
                        let bit = if backwards { bits.get_size() as f32 - 1.0 - point.x } else { point.x };
                        // The halves of a stacked symbol were read on two lines.
                        let line = lines.get(point.y as usize).unwrap_or(line);
                        line.point_at(within(bit / BITS_PER_PIXEL, self.profile.len() as f32 - 1.0))
                    };
                    if let [first, .., last] = result.getPoints() {
                        tally.add(reading, place(first), place(last));
                    }
                }
            }
        }
        tally.winners()
    }
}

impl Pair {
    fn read(&mut self, number: u32, bits: &BitArray, hints: &DecodeHints) -> Option<(RowReading, RXingResult)> {
        // It answers once two lines agree on either half, and from then on always: so it starts over.
        if let Ok(result) = self.omnidirectional.decode_row(number, bits, hints) {
            self.omnidirectional.reset();
            // The symbol holds a GTIN alone; a reader puts its identifier ahead (ISO/IEC 24724).
            return Some((reading(Symbology::DataBar, format!("01{}", result.getText())), result));
        }
        self.expanded.reset();
        let result = self.expanded.decode_row(number, bits, hints).ok()?;
        let text = elements::without_brackets(result.getText())?;
        Some((reading(Symbology::DataBarExpanded, text), result))
    }
}

fn reading(symbology: Symbology, text: String) -> RowReading {
    let identifier = Some("]e0".to_owned());
    RowReading { symbology, text, raw: Vec::new(), identifier, add_on: None, backwards: false }
}

/// Whether a finder pattern can be on the line: two elements that take ten to twelve and a half fourteenths of four, by
/// the test that rxing begins with itself.
fn may_hold_one(edges: &[f32]) -> bool {
    let fits = |outer: f32, inner: f32, rest: f32| {
        let part = (outer + inner) / (outer + inner + rest);
        (0.78..0.905).contains(&part)
    };
    edges.len() >= FEWEST_EDGES
        && edges.windows(5).any(|edge| {
            let run = |i: usize| edge[i + 1] - edge[i];
            fits(run(0), run(1), run(2) + run(3)) || fits(run(3), run(2), run(1) + run(0))
        })
}

/// The line in bits, dark ones set.
fn bits(edges: &[f32], length: usize) -> BitArray {
    let size = length * BITS_PER_PIXEL as usize;
    let bit = |edge: f32| ((edge * BITS_PER_PIXEL + 0.5) as usize).min(size);
    let mut bits = BitArray::with_size(size);
    for dark in edges.chunks(2) {
        let end = dark.get(1).map_or(size, |&edge| bit(edge));
        (bit(dark[0])..end).for_each(|at| bits.set(at));
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_become_bits_with_their_fractions() {
        let bits = bits(&[1.0, 2.5, 3.25], 4);
        let dark: Vec<usize> = (0..16).filter(|&at| bits.get(at)).collect();
        assert_eq!(dark, [4, 5, 6, 7, 8, 9, 13, 14, 15]);
    }

    #[test]
    fn a_fence_has_no_finder_pattern() {
        let fence: Vec<f32> = (0..60).map(|i| i as f32 * 4.0).collect();
        assert!(!may_hold_one(&fence));
    }
}
