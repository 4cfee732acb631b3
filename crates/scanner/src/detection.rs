//! What is reported of a code that was read.

use crate::frame::within;
use crate::{Luma, Symbology};

/// A place in the frame, in pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// One code, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Detection {
    /// The content. An FNC1 inside is the group separator, U+001D.
    pub text: String,
    /// The codewords, where the symbology has them (Code 128, QR, Data Matrix).
    pub raw: Vec<u8>,
    /// The family of the code.
    pub symbology: Symbology,
    /// The AIM symbology identifier, `]C1` for GS1-128 for instance, where the reader knows it.
    pub identifier: Option<String>,
    /// The two or five digits beside an EAN or UPC code, if any.
    pub add_on: Option<String>,
    /// The corners of what was read, in drawing order: four, or two where only one line saw it.
    pub outline: Vec<Point>,
    /// How many lines of this frame read it; 1 for a matrix code.
    pub lines: usize,
}

impl Detection {
    /// Frames that have to agree before this reading may act on anything: one more than its symbology asks for
    /// where only two lines of a code with a single check digit agree, which noise manages now and then.
    pub fn frames_needed(&self) -> u32 {
        self.symbology.frames_needed() + u32::from(self.is_thin())
    }

    /// Two lines of a code with a single check digit: worth another look.
    pub(crate) fn is_thin(&self) -> bool {
        matches!(self.symbology, Symbology::Ean13 | Symbology::UpcA) && self.lines < 3
    }

    /// The same reading with its corners one after the other, as they are drawn, and inside of the frame: sampling may reach
    /// half a pixel beyond, and some readers name the lower left corner before the lower right one.
    pub(crate) fn drawn_in(mut self, frame: &Luma<'_>) -> Self {
        let (width, height) = (frame.width() as f32, frame.height() as f32);
        self.outline = in_drawing_order(&self.outline);
        for point in &mut self.outline {
            *point = Point { x: within(point.x, width), y: within(point.y, height) };
        }
        self
    }

    /// Whether the two are about one place: the middle of one lies within the other, or just beside it.
    pub(crate) fn is_at_the_place_of(&self, other: &Self) -> bool {
        let surrounds = |a: &Self, b: &Self| is_within(middle(&b.outline), &in_drawing_order(&a.outline), AROUND);
        surrounds(self, other) || surrounds(other, self)
    }

    /// The same reading, placed in a frame `factor` times as large.
    pub(crate) fn scaled(mut self, factor: f32) -> Self {
        for point in &mut self.outline {
            point.x *= factor;
            point.y *= factor;
        }
        self
    }
}

/// Pixels around an outline that still belong to it: lines are read at some distance from each other.
const AROUND: f32 = 16.0;

/// Whether the point lies between these corners, in drawing order, or at most so many pixels beside.
pub(crate) fn is_within(point: Point, corners: &[Point], beside: f32) -> bool {
    let mut sides = corners.iter().zip(corners.iter().cycle().skip(1));
    // Clockwise on the screen: what lies within is to the right of every side.
    let is_inside =
        sides.clone().all(|(from, to)| (to.x - from.x) * (point.y - from.y) >= (to.y - from.y) * (point.x - from.x));
    is_inside && corners.len() > 2 || sides.any(|(from, to)| distance(point, *from, *to) <= beside)
}

/// From a point to the nearest place of a line between two others.
fn distance(point: Point, from: Point, to: Point) -> f32 {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let along = (point.x - from.x) * x + (point.y - from.y) * y;
    let part = within(along / (x * x + y * y).max(1.0), 1.0);
    (from.x + part * x - point.x).hypot(from.y + part * y - point.y)
}

/// The corners one after the other, clockwise on the screen; two or fewer as they are.
pub(crate) fn in_drawing_order(outline: &[Point]) -> Vec<Point> {
    let mut corners = outline.to_vec();
    if corners.len() > 2 {
        let middle = middle(outline);
        let angle = |point: &Point| (point.y - middle.y).atan2(point.x - middle.x);
        corners.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
    }
    corners
}

fn middle(outline: &[Point]) -> Point {
    let count = outline.len().max(1) as f32;
    let sum = outline.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.x, sum.1 + point.y));
    Point { x: sum.0 / count, y: sum.1 / count }
}

/// The corners of the upright rectangle around some points.
pub(crate) fn bounds(points: &[Point]) -> (Point, Point) {
    let (mut least, mut most) =
        (Point { x: f32::INFINITY, y: f32::INFINITY }, Point { x: f32::NEG_INFINITY, y: f32::NEG_INFINITY });
    for point in points {
        least = Point { x: least.x.min(point.x), y: least.y.min(point.y) };
        most = Point { x: most.x.max(point.x), y: most.y.max(point.y) };
    }
    (least, most)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn seen(corners: [(f32, f32); 4]) -> Detection {
        let outline = corners.map(|(x, y)| Point { x, y }).to_vec();
        let (text, raw, symbology) = (String::new(), Vec::new(), Symbology::Qr);
        Detection { text, raw, symbology, identifier: None, add_on: None, outline, lines: 1 }
    }

    #[test]
    fn a_code_just_below_or_beside_a_long_one_is_at_another_place_however_they_are_tilted() {
        for degrees in [0.0, 10.0, 22.5, 45.0, 90.0, 200.0_f32] {
            let turned = |corners: [(f32, f32); 4]| seen(corners.map(|corner| crate::frame::turn(corner, degrees)));
            let long = turned([(-300.0, -30.0), (300.0, -30.0), (300.0, 30.0), (-300.0, 30.0)]);
            let below = turned([(-300.0, 60.0), (300.0, 60.0), (300.0, 120.0), (-300.0, 120.0)]);
            let small = turned([(-40.0, 45.0), (40.0, 45.0), (-40.0, 125.0), (40.0, 125.0)]);
            let misread = turned([(-290.0, 25.0), (290.0, 25.0), (290.0, 40.0), (-290.0, 40.0)]);
            assert!(!long.is_at_the_place_of(&below) && !long.is_at_the_place_of(&small), "{degrees}");
            assert!(long.is_at_the_place_of(&misread) && misread.is_at_the_place_of(&long), "{degrees}");
        }
    }

    #[test]
    fn corners_are_drawn_one_after_the_other_and_inside_of_the_frame() {
        let outline = [(0.5, 0.5), (84.5, 0.5), (0.5, 84.5), (84.5, 84.5)].map(|(x, y)| Point { x, y }).to_vec();
        let (text, raw, symbology) = (String::new(), Vec::new(), Symbology::Qr);
        let seen = Detection { text, raw, symbology, identifier: None, add_on: None, outline, lines: 1 };
        let white = vec![255; 84 * 84];
        let drawn = seen.drawn_in(&Luma::new(84, 84, &white).unwrap()).outline;
        let corners: Vec<(f32, f32)> = drawn.iter().map(|point| (point.x, point.y)).collect();
        assert_eq!(corners, [(0.5, 0.5), (84.0, 0.5), (84.0, 84.0), (0.5, 84.0)]);
    }
}
