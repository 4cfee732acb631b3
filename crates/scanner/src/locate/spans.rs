//! Stretches that may be a blurred EAN-13 or UPC-A code: as wide as 95 modules, quiet outside, no wide run inside.
//!
//! Blur swallows narrow bars, so their number says little; the widest runs and the quiet zones survive it.

use std::ops::Range;

use super::Stripes;

/// Modules of EAN-13 and UPC-A, guards included.
pub(crate) const MODULES: f32 = 95.0;
/// A module narrower than this many pixels cannot be told from its neighbour.
const LEAST_MODULE: f32 = 0.9;
/// The standard asks for seven and nine.
const QUIET_MODULES: f32 = 4.5;
/// The widest run has four modules; blur makes it seem wider at the cost of its neighbours.
const WIDEST_MODULES: f32 = 6.5;
/// All sixty edges, and what blur leaves of them.
const EDGES: Range<usize> = 26..66;

/// All ranges of `stripes.edges` that may be one, overlapping ones too: a wide space inside a code is the quiet zone
/// of its half, if half the code is taken for the whole. First bar's left edge to last bar's right edge.
pub(crate) fn ean_spans(stripes: &Stripes<'_>, found: &mut Vec<Range<usize>>) {
    found.clear();
    let edges = stripes.edges;
    for start in (0..edges.len()).step_by(2) {
        let quiet = stripes.quiet_before(start);
        if quiet <= QUIET_MODULES * LEAST_MODULE {
            continue;
        }
        // A wider code would need a wider quiet zone.
        let limit = edges[start] + quiet / QUIET_MODULES * MODULES;
        let mut widest = 0.0_f32;
        for end in start + 1..edges.len().min(start + EDGES.end) {
            if edges[end] > limit {
                break;
            }
            widest = widest.max(edges[end] - edges[end - 1]);
            if (end - start).is_multiple_of(2) || end - start + 1 < EDGES.start {
                continue;
            }
            let module = (edges[end] - edges[start]) / MODULES;
            let is_quiet = quiet.min(stripes.quiet_after(end)) > QUIET_MODULES * module;
            if module > LEAST_MODULE && is_quiet && widest < WIDEST_MODULES * module {
                found.push(start..end + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_needs_quiet_on_both_sides() {
        let mut edges: Vec<f32> = (0..60).map(|i| 100.0 + i as f32 * 3.0).collect();
        let mut found = Vec::new();
        ean_spans(&Stripes { edges: &edges, length: 400.0 }, &mut found);
        assert_eq!(found.len(), 1);
        assert_eq!(found.first(), Some(&(0..60)));
        edges.extend([281.0, 300.0]);
        ean_spans(&Stripes { edges: &edges, length: 400.0 }, &mut found);
        assert!(found.is_empty());
    }
}
