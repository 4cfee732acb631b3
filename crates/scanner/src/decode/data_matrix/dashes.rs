//! A dashed side: of all lines near to where it should be, the one that changes most often between ink and paper. Inside the
//! symbol lines change about half as often.
//!
//! Never here: the modules inside.

use std::ops::Range;

use rxing::Point;

use super::super::Picture;
use super::solid::is_ink;

/// The symbols with the fewest modules have eight of them: half a module is at most this part of the side.
const MOST_INSET: f32 = 1.0 / 16.0;
/// How far the far end may lie from where it would be without perspective, as a part of the side.
const MOST_OFF: f32 = 0.16;
/// From one line to the next at first, as a part of the side: a module where there are fifty of them.
const COARSE: f32 = 0.02;
/// Then half a pixel, or this part of the side where that is more.
const FINE: (f32, f32) = (0.5, COARSE / 8.0);
/// Places of a line that are looked at, at most: two for each module of the largest symbol.
const PLACES: f32 = 300.0;
/// The dashes end before this part of the opposite side's length is past; seen from the side it may be longer.
const BEYOND: f32 = 1.1;
/// Changes along the shortest dashed side: eight modules.
const LEAST_CHANGES: usize = 7;

/// The middle of a dashed side.
#[derive(Clone, Copy)]
pub(super) struct Dashes {
    /// The end of the solid side that it begins near to.
    end: Point,
    /// From there along that side.
    side: Point,
    /// The other solid side, across from which it lies.
    opposite: Point,
    /// How far from the end it begins, and how far off it ends, as parts of the side.
    inset: f32,
    offset: f32,
    /// Modules, counted by their changes.
    pub(super) modules: usize,
}

impl Dashes {
    /// The dashed side that begins near `end`, the end of the solid side from `corner`, and goes about as far as `opposite`;
    /// to within a module.
    pub(super) fn find(picture: &Picture, end: Point, corner: Point, opposite: Point) -> Option<Self> {
        let dashes = Self { end, side: corner - end, opposite, inset: 0.0, offset: 0.0, modules: 0 };
        let step = COARSE.max(dashes.fine());
        let found = dashes.best(picture, dashes.fine()..MOST_INSET + COARSE, -MOST_OFF..MOST_OFF, step);
        (found.modules > LEAST_CHANGES).then_some(found)
    }

    /// The same side, to within a pixel.
    pub(super) fn refined(self, picture: &Picture) -> Self {
        let near = |middle: f32| middle - COARSE..middle + COARSE;
        let insets = near(self.inset).start.max(self.fine())..near(self.inset).end;
        self.best(picture, insets, near(self.offset), self.fine())
    }

    /// Where it meets the solid side that it begins at.
    pub(super) fn start(&self) -> Point {
        self.end + self.inset * self.side
    }

    /// The middle of each of its modules, where it changes between ink and paper as often as it should.
    pub(super) fn middles(&self, picture: &Picture, modules: usize) -> Option<Vec<Point>> {
        let mut ends = vec![self.start()];
        walk(picture, self.start(), self.along(), |place| ends.push(place));
        // The last module of a dashed side is paper: it has no end, and is as wide as the one before.
        let last = 1.5 * *ends.get(modules.checked_sub(1)?)? - 0.5 * *ends.get(modules.checked_sub(2)?)?;
        (ends.len() == modules).then(|| ends.windows(2).map(|pair| 0.5 * (pair[0] + pair[1])).chain([last]).collect())
    }

    /// Its direction; as long as the opposite side, about.
    pub(super) fn along(&self) -> Point {
        self.opposite + self.offset * self.side
    }

    fn fine(&self) -> f32 {
        FINE.1.max(FINE.0 / self.side.length())
    }

    /// Of the lines with these insets and offsets the one that changes most often; the middle one if there are several,
    /// which is farthest from all that is not dashed.
    fn best(self, picture: &Picture, insets: Range<f32>, offsets: Range<f32>, step: f32) -> Self {
        let (mut most, mut count, mut sum) = (0, 0.0, (0.0, 0.0));
        for inset in steps(&insets, step) {
            for offset in steps(&offsets, step) {
                let line = Self { inset, offset, ..self };
                let changes = changes(picture, line.start(), line.along());
                if changes > most {
                    (most, count, sum) = (changes, 0.0, (0.0, 0.0));
                }
                if changes == most {
                    count += 1.0;
                    sum = (sum.0 + inset, sum.1 + offset);
                }
            }
        }
        Self { inset: sum.0 / count, offset: sum.1 / count, modules: most + 1, ..self }
    }
}

/// From the start of the range to its end.
fn steps(range: &Range<f32>, step: f32) -> impl Iterator<Item = f32> {
    let (start, count) = (range.start, ((range.end - range.start) / step) as usize);
    (0..=count).map(move |i| start + i as f32 * step)
}

/// How often the line changes between ink and paper. It begins in the ink of the solid side.
fn changes(picture: &Picture, start: Point, along: Point) -> usize {
    let mut changes = 0;
    walk(picture, start, along, |_| changes += 1);
    changes
}

/// Goes along the line and tells where it changes between ink and paper.
fn walk(picture: &Picture, start: Point, along: Point, mut changes: impl FnMut(Point)) {
    let length = along.length();
    let stride = (length / PLACES).max(1.0);
    let count = (BEYOND * length / stride) as usize;
    let step = (stride / length) * along;
    let (mut was_ink, mut place) = (true, start + step);
    for _ in 0..count {
        let ink = is_ink(picture, place);
        if ink != was_ink {
            changes(place - 0.5 * step);
        }
        was_ink = ink;
        place += step;
    }
}
