//! A straight solid side: ink along it, paper beside it, and the line that fits its edge best.
//!
//! Never here: the dashed sides.

use rxing::Point;

use super::super::Picture;

/// Places along the side that are looked at, at most.
const PLACES: usize = 40;
/// How far to each side of where the edge should be it is looked for, in pixels, and in which steps.
const REACH: f32 = 3.0;
const STEP: f32 = 0.25;
/// Places that have to show an edge, of ten: dirt and light take some of them.
const LEAST_TENTHS: usize = 8;
/// How far a place may lie from the line that the others make, in pixels.
const MOST_OFF: f32 = 1.0;

/// A line through two places on the edge of the ink.
pub(super) struct Solid {
    from: Point,
    to: Point,
}

impl Solid {
    /// The edge between two places; the ink is on the side of `inwards`. `None` if there is no such edge.
    pub(super) fn between(picture: &Picture, from: Point, to: Point, inwards: Point) -> Option<Self> {
        let along = to - from;
        let length = along.length();
        let across = rxing::point(-along.y / length, along.x / length);
        let across = if across.dot(inwards - from) < 0.0 { -1.0 * across } else { across };
        let count = (length as usize).clamp(8, PLACES);
        // Not the ends: other lines begin there.
        let places: Vec<(f32, f32)> = (0..count)
            .filter_map(|i| {
                let part = 0.06 + 0.88 * (i as f32 + 0.5) / count as f32;
                let depth = edge(picture, from + part * along, across)?;
                Some((part, depth))
            })
            .collect();
        if places.len() * 10 < count * LEAST_TENTHS {
            return None;
        }
        let (start, slope) = fitted(&places)?;
        let near: Vec<(f32, f32)> =
            places.iter().filter(|(part, depth)| (start + slope * part - depth).abs() <= MOST_OFF).copied().collect();
        if near.len() * 10 < count * LEAST_TENTHS {
            return None;
        }
        let (start, slope) = fitted(&near)?;
        Some(Self { from: from + start * across, to: to + (start + slope) * across })
    }

    /// Where two lines meet; `None` if they are parallel.
    pub(super) fn crossing(&self, other: &Self) -> Option<Point> {
        crossing(self.from, self.to - self.from, other.from, other.to - other.from)
    }

    /// The place on the line that is nearest.
    pub(super) fn nearest(&self, place: Point) -> Point {
        let along = self.to - self.from;
        self.from + ((place - self.from).dot(along) / along.dot(along)) * along
    }
}

/// Where the line from `a` in the direction of `along` meets the one from `b` in the direction of `other`.
pub(super) fn crossing(a: Point, along: Point, b: Point, other: Point) -> Option<Point> {
    let sine = along.cross(other);
    (sine.abs() > 1e-3).then(|| a + ((b - a).cross(other) / sine) * along)
}

/// True if there is ink; outside of the frame is none.
pub(super) fn is_ink(picture: &Picture, place: Point) -> bool {
    place.x >= 0.0
        && place.y >= 0.0
        && place.x < picture.bits.width() as f32
        && place.y < picture.bits.height() as f32
        && picture.bits.get(place.x as u32, place.y as u32)
}

/// How far inwards of `place` paper ends and ink begins.
fn edge(picture: &Picture, place: Point, across: Point) -> Option<f32> {
    let steps = (2.0 * REACH / STEP) as usize;
    let depth = |step: usize| step as f32 * STEP - REACH;
    let ink = |step: usize| is_ink(picture, place + depth(step) * across);
    if ink(0) {
        return None;
    }
    (1..=steps).find(|&step| ink(step)).map(|step| depth(step) - STEP / 2.0)
}

/// The straight line through the places with the least squares: its depth at the start, and how much deeper it is at the end.
fn fitted(places: &[(f32, f32)]) -> Option<(f32, f32)> {
    let count = places.len() as f32;
    let (x, y) = places.iter().fold((0.0, 0.0), |(x, y), place| (x + place.0 / count, y + place.1 / count));
    let (xx, xy) = places
        .iter()
        .fold((0.0, 0.0), |(xx, xy), place| (xx + (place.0 - x).powi(2), xy + (place.0 - x) * (place.1 - y)));
    (xx > 0.0).then(|| (y - xy / xx * x, xy / xx))
}
