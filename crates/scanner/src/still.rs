//! A single picture, as from a photo of the code: there is no next frame, so everything is tried.

use crate::frame::{middle, turn};
use crate::scanner::ALL_STAGES;
use crate::{Detection, Luma, LumaFrame, Point, Scanner};

/// A code fills a fair part of a photo: beyond this on the long side, more pixels mostly cost time.
const USUAL_SIDE: usize = 1_800;
/// Below this on the short side, half the size cannot hold a code that the whole did not show.
const LEAST_SIDE: usize = 480;
/// The matrix readers follow horizontal and vertical edges; these turns bring every code near to that.
const TURNS: [f32; 2] = [30.0, 60.0];

impl Scanner {
    /// Reads a still picture: every stage, at several sizes, then turned, then enlarged. Earlier frames play no part.
    pub fn read_still(&mut self, frame: Luma<'_>) -> Vec<Detection> {
        let halves = halves(&frame);
        let sizes: Vec<Luma<'_>> = std::iter::once(frame).chain(halves.iter().map(LumaFrame::view)).collect();
        // The usual size first, then the smaller ones, the larger ones last.
        let usual = sizes.iter().position(|size| size.width().max(size.height()) <= USUAL_SIDE);
        let usual = usual.unwrap_or(sizes.len() - 1);
        for at in (usual..sizes.len()).chain((0..usual).rev()) {
            let found = self.run(&sizes[at], &ALL_STAGES);
            if !found.is_empty() {
                return placed(found, |point| scaled(point, at));
            }
        }
        for degrees in TURNS {
            let upright = &sizes[usual];
            let turned = upright.turned(degrees);
            let found = self.run(&turned.view(), &ALL_STAGES);
            if !found.is_empty() {
                return placed(found, |point| scaled(turned_back(point, upright, &turned.view(), degrees), usual));
            }
        }
        if frame.width().max(frame.height()) > USUAL_SIDE {
            return Vec::new();
        }
        let found = self.run(&frame.doubled().view(), &ALL_STAGES);
        placed(found, |point| Point { x: point.x / 2.0, y: point.y / 2.0 })
    }
}

/// The picture at a half, a quarter and so on, down to the smallest size that is worth a look.
fn halves(frame: &Luma<'_>) -> Vec<LumaFrame> {
    let mut halves: Vec<LumaFrame> = Vec::new();
    loop {
        let last = halves.last().map_or(*frame, LumaFrame::view);
        if last.width().min(last.height()) < LEAST_SIDE {
            return halves;
        }
        let Some(half) = last.halved() else {
            return halves;
        };
        halves.push(half);
    }
}

fn placed(mut found: Vec<Detection>, place: impl Fn(Point) -> Point) -> Vec<Detection> {
    for detection in &mut found {
        for point in &mut detection.outline {
            *point = place(*point);
        }
    }
    found
}

fn scaled(point: Point, halvings: usize) -> Point {
    let factor = (1_u32 << halvings) as f32;
    Point { x: point.x * factor, y: point.y * factor }
}

fn turned_back(point: Point, upright: &Luma<'_>, turned: &Luma<'_>, degrees: f32) -> Point {
    let (from, to) = (middle(turned.width(), turned.height()), middle(upright.width(), upright.height()));
    let (x, y) = turn((point.x - from.0, point.y - from.1), -degrees);
    Point { x: x + to.0, y: y + to.1 }
}
