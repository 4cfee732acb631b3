//! A dashed side: of all lines near to where it should be, the one that changes most often between ink and paper. Inside the
//! symbol lines change about half as often.
//!
//! Never here: the modules inside.

use rxing::Point;

use super::super::Picture;
use super::solid::is_ink;

/// The symbols with the fewest modules have eight of them: half a module is at most this part of the side.
const MOST_INSET: f32 = 1.0 / 16.0;
/// How far the far end may lie from where it would be without perspective, as a part of the side.
const MOST_OFF: f32 = 0.16;
/// Lines that are tried for an inset or an offset, at most.
const TRIES: f32 = 24.0;
/// The dashes end before this part of the opposite side's length is past; seen from the side it may be longer.
const BEYOND: f32 = 1.1;
/// Changes along the shortest dashed side: eight modules.
const LEAST_CHANGES: usize = 7;

/// The middle of a dashed side.
pub(super) struct Dashes {
    /// Where it meets the solid side that it begins at.
    pub(super) start: Point,
    /// Its direction; as long as the opposite side, about.
    pub(super) along: Point,
    /// Modules, counted by their changes.
    pub(super) modules: usize,
}

impl Dashes {
    /// The dashed side that begins near `end`, the end of the solid side from `corner`, and goes about as far as `opposite`.
    pub(super) fn find(picture: &Picture, end: Point, corner: Point, opposite: Point) -> Option<Self> {
        let side = corner - end;
        let length = side.length();
        let steps = |reach: f32| {
            let step = (0.5_f32).max(reach / TRIES);
            (reach / step) as i32
        };
        let (insets, offsets) = (steps(MOST_INSET * length), steps(MOST_OFF * length));
        let mut best = 0;
        // All the best lines: the middle one of them is farthest from all that is not dashed.
        let mut equal: Vec<(f32, f32)> = Vec::new();
        for inset in 0..=insets {
            let inset = 0.5 / length + MOST_INSET * inset as f32 / insets.max(1) as f32;
            let start = end + inset * side;
            for offset in -offsets..=offsets {
                let offset = MOST_OFF * offset as f32 / offsets.max(1) as f32;
                let changes = changes(picture, start, opposite + offset * side);
                if changes > best {
                    best = changes;
                    equal.clear();
                }
                if changes == best {
                    equal.push((inset, offset));
                }
            }
        }
        if best < LEAST_CHANGES {
            return None;
        }
        let count = equal.len() as f32;
        let mean = equal.iter().fold((0.0, 0.0), |sum, line| (sum.0 + line.0 / count, sum.1 + line.1 / count));
        Some(Self { start: end + mean.0 * side, along: opposite + mean.1 * side, modules: best + 1 })
    }
}

/// How often the line changes between ink and paper. It begins in the ink of the solid side.
fn changes(picture: &Picture, start: Point, along: Point) -> usize {
    let length = along.length();
    let count = (BEYOND * length) as usize;
    let step = (1.0 / length) * along;
    let (mut changes, mut was_ink, mut place) = (0, true, start + step);
    for _ in 0..count {
        let ink = is_ink(picture, place);
        changes += usize::from(ink != was_ink);
        was_ink = ink;
        place += step;
    }
    changes
}
