//! Where an Aztec code may be: rings of equal width around a dark module, seen along a row and along a column.
//!
//! rxing looks for an Aztec code in the middle of its picture only. Never here: what the code says.

use rxing::common::BitMatrix;

/// The middle of some rings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Eye {
    /// To the right, in pixels.
    pub(super) x: u32,
    /// Down, in pixels.
    pub(super) y: u32,
    /// Pixels to a module.
    pub(super) module: f32,
}

/// Dark and bright runs through the rings of the smaller kind: ISO/IEC 24778 has nine, the larger kind thirteen.
/// The outermost dark ones may touch what is around them.
const RINGS: usize = 7;
/// How far a run may be from the usual one, as a part of it.
const SLACK: f32 = 0.5;
/// Rows from one that is looked at to the next; the middle module is at least as tall.
const ROW_STEP: usize = 2;
/// A picture has few codes: more candidates are texture.
const MOST: usize = 6;

/// Candidates, without those that are the same place again.
pub(super) fn eyes(bits: &BitMatrix) -> Vec<Eye> {
    let mut found: Vec<Eye> = Vec::new();
    let mut edges = Vec::new();
    for y in (0..bits.getHeight()).step_by(ROW_STEP) {
        edges_of(bits.getWidth(), |x| bits.get(x, y), &mut edges);
        for (x, across) in middles(&edges) {
            let known =
                |eye: &Eye| x.abs_diff(eye.x) as f32 <= 2.0 * across && y.abs_diff(eye.y) as f32 <= 2.0 * across;
            if found.iter().any(known) {
                continue;
            }
            let Some((y, down)) = along_column(bits, x, y, across) else { continue };
            found.push(Eye { x, y, module: across.max(down) });
            if found.len() == MOST {
                return found;
            }
        }
    }
    found
}

/// How far the rings are turned clockwise, in radians, up to an eighth of a turn to each side.
///
/// Seen from the middle a square is farthest at its corners: that wave over a quarter of a turn has its phase there.
pub(super) fn lean(bits: &BitMatrix, eye: Eye) -> f32 {
    let (mut sine, mut cosine) = (0.0, 0.0);
    for degrees in 0..360 {
        let angle = (degrees as f32).to_radians();
        let far = ring_edge(bits, eye, angle);
        sine += far * (4.0 * angle).sin();
        cosine += far * (4.0 * angle).cos();
    }
    // Upright, the corners are at an eighth of a turn: half a wave on.
    (-sine).atan2(-cosine) / 4.0
}

/// How far it is, in a direction, to where the colour changes for the fourth time.
fn ring_edge(bits: &BitMatrix, eye: Eye, angle: f32) -> f32 {
    let (sine, cosine) = angle.sin_cos();
    let (mut dark, mut changes, mut far, mut edge) = (true, 0, 0.0, 0.0);
    // The corner of that ring is less than six modules away.
    while changes < 4 && far < 6.0 * eye.module {
        far += 0.25;
        let (x, y) = (eye.x as f32 + 0.5 + far * cosine, eye.y as f32 + 0.5 + far * sine);
        let is_dark = x >= 0.0 && y >= 0.0 && bits.try_get(x as u32, y as u32).unwrap_or(false);
        if is_dark == dark {
            edge = far;
        } else if far - edge > 0.4 * eye.module {
            // More than a step of a slanted edge.
            dark = is_dark;
            changes += 1;
        }
    }
    edge
}

/// Places where the colour changes, the first from bright to dark.
fn edges_of(length: u32, is_dark: impl Fn(u32) -> bool, edges: &mut Vec<u32>) {
    edges.clear();
    let mut dark = false;
    for at in 0..length {
        if is_dark(at) != dark {
            edges.push(at);
            dark = !dark;
        }
    }
    if dark {
        edges.push(length);
    }
}

/// The middle of each dark run that lies in the middle of [`RINGS`] runs of one width, and that width.
fn middles(edges: &[u32]) -> impl Iterator<Item = (u32, f32)> {
    // The middle run is dark: the fourth of seven is, when the first is a bright one.
    let windows = edges.windows(RINGS + 1).enumerate().filter(|(first, _)| first % 2 == 1);
    windows.filter_map(|(_, window)| {
        let width = (window[RINGS] - window[0]) as f32 / RINGS as f32;
        let even = window.windows(2).all(|run| ((run[1] - run[0]) as f32 - width).abs() <= SLACK * width + 0.5);
        (even && width >= 1.0).then(|| ((window[RINGS / 2] + window[RINGS / 2 + 1]) / 2, width))
    })
}

/// The same rings along the column through a place: their middle near to it, and their width.
fn along_column(bits: &BitMatrix, x: u32, y: u32, width: f32) -> Option<(u32, f32)> {
    let reach = (width * (RINGS as f32 + 3.0)) as u32;
    let top = y.saturating_sub(reach);
    let bottom = (y + reach).min(bits.getHeight());
    let mut edges = Vec::new();
    edges_of(bottom - top, |down| bits.get(x, top + down), &mut edges);
    middles(&edges).map(|(down, width)| (top + down, width)).find(|(middle, down)| {
        middle.abs_diff(y) as f32 <= width.max(*down) && *down < 2.0 * width && width < 2.0 * *down
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Rings of `module` pixels around a middle.
    fn rings(middle: (u32, u32), module: u32) -> BitMatrix {
        let mut bits = BitMatrix::new(200, 120).unwrap();
        for y in 0..120_u32 {
            for x in 0..200_u32 {
                let far = x.abs_diff(middle.0).max(y.abs_diff(middle.1));
                let ring = (far + module / 2) / module;
                if ring <= 4 && ring.is_multiple_of(2) {
                    bits.set(x, y);
                }
            }
        }
        bits
    }

    #[test]
    fn rings_are_found_once_wherever_they_are() {
        for (middle, module) in [((60, 50), 3), ((150, 70), 5)] {
            let found = eyes(&rings(middle, module));
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].x.abs_diff(middle.0) <= 2 && found[0].y.abs_diff(middle.1) <= 2, "{found:?}");
            assert!((found[0].module - module as f32).abs() < 1.0, "{found:?}");
        }
    }

    #[test]
    fn the_lean_of_rings_is_seen() {
        for degrees in [-40.0_f32, -10.0, 0.0, 3.0, 25.0] {
            let (sine, cosine) = degrees.to_radians().sin_cos();
            let mut bits = BitMatrix::new(120, 120).unwrap();
            for (x, y) in (0..120_u32).flat_map(|y| (0..120_u32).map(move |x| (x, y))) {
                let (dx, dy) = (x as f32 - 60.0, y as f32 - 60.0);
                let far = (dx * cosine + dy * sine).abs().max((dy * cosine - dx * sine).abs());
                let ring = (far / 5.0).round() as u32;
                if ring <= 4 && ring.is_multiple_of(2) {
                    bits.set(x, y);
                }
            }
            let found = lean(&bits, Eye { x: 60, y: 60, module: 5.0 }).to_degrees();
            assert!((found - degrees).abs() < 1.0, "{found} for {degrees}");
        }
    }

    #[test]
    fn stripes_are_no_rings() {
        let mut bits = BitMatrix::new(200, 120).unwrap();
        for y in 0..120 {
            (0..200).filter(|x| x / 4 % 2 == 0).for_each(|x| bits.set(x, y));
        }
        assert_eq!(eyes(&bits), []);
    }
}
