//! The stretches of a line that may be a barcode: many bars of similar width, quiet on both sides.
//!
//! rxing's row readers take the first start pattern of a row and give up when it fails. Cut at the quiet zones,
//! a code beside text or a box edge gets its own try, and everything that cannot be a code costs nothing.

use std::ops::Range;

/// The edges of one line, and the length of that line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stripes<'a> {
    /// Where the line turns dark (even indices) or bright (odd ones).
    pub(crate) edges: &'a [f32],
    /// Samples on the line.
    pub(crate) length: f32,
}

impl Stripes<'_> {
    /// The bright run before the dark run that begins at edge `i`.
    pub(crate) fn quiet_before(&self, i: usize) -> f32 {
        self.edges[i] - if i == 0 { 0.0 } else { self.edges[i - 1] }
    }

    /// The bright run after the dark run that ends at edge `i`.
    pub(crate) fn quiet_after(&self, i: usize) -> f32 {
        self.edges.get(i + 1).copied().unwrap_or(self.length) - self.edges[i]
    }
}

/// UPC-E, the shortest, has 17 bars and 16 spaces.
const FEWEST_RUNS: usize = 27;
/// Runs over which the usual width is measured.
const WINDOW: usize = 17;
/// A space this many times as wide as the usual run is a quiet zone.
const QUIET: f32 = 3.4;

/// The ranges of `stripes.edges` that may hold one code: first bar's left edge to last bar's right edge.
pub(crate) fn stretches(stripes: &Stripes<'_>, found: &mut Vec<Range<usize>>) {
    found.clear();
    let edges = stripes.edges;
    let count = edges.len() - edges.len() % 2;
    let mut start = 0;
    for end in (1..count).step_by(2) {
        let quiet = stripes.quiet_after(end);
        // The usual width on each side; too few runs to tell count as endlessly wide.
        let usual = |runs: Range<usize>| match runs.len() {
            WINDOW.. => (edges[runs.end - 1] - edges[runs.start]) / (runs.len() - 1) as f32,
            _ => f32::INFINITY,
        };
        let before = usual(start.max((end + 1).saturating_sub(WINDOW))..end + 1);
        let after = usual(end + 1..count.min(end + 1 + WINDOW));
        if end + 1 == count || quiet > QUIET * before.min(after) {
            if end - start + 1 > FEWEST_RUNS {
                found.push(start..end + 1);
            }
            start = end + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_between_two_quiet_zones_is_cut_from_its_clutter() {
        let mut edges: Vec<f32> = vec![3.0, 30.0];
        let mut at = 60.0;
        for i in 0..60 {
            edges.push(at);
            at += 2.0 + (i % 3) as f32;
        }
        edges.extend([at + 40.0, at + 90.0]);
        let mut found = Vec::new();
        stretches(&Stripes { edges: &edges, length: 600.0 }, &mut found);
        assert_eq!(found.len(), 1);
        assert_eq!(found.first(), Some(&(2..62)));
    }

    #[test]
    fn a_few_strokes_are_no_stretch() {
        let edges: Vec<f32> = (0..20).map(|i| i as f32 * 3.0).collect();
        let mut found = Vec::new();
        stretches(&Stripes { edges: &edges, length: 100.0 }, &mut found);
        assert!(found.is_empty());
        stretches(&Stripes { edges: &[], length: 100.0 }, &mut found);
        assert!(found.is_empty());
    }
}
