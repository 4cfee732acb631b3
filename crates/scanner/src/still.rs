//! A single picture, as from a photo of the code: there is no next frame, so everything is tried.

use std::cmp::Ordering;

use crate::frame::{middle, turn};
use crate::seen::Seen;
use crate::stage::{ANYTHING, BARS, DOUBLED, DOUBLED_BARS, Look, Stage, Step, TURNED};
use crate::vote::Reported;
use crate::{Detection, Luma, LumaFrame, Point, Scanner};

/// A code fills a fair part of a photo: beyond this on the long side, more pixels mostly cost time.
const USUAL_SIDE: usize = 1_800;
/// Below this on the short side, half the size cannot hold a code that the whole did not show.
const LEAST_SIDE: usize = 480;
/// Below this on the short side black and white have too few blocks around: such pictures are doubled first.
const TINY_SIDE: usize = 80;
/// The matrix readers follow horizontal and vertical edges; these turns bring every code near to that.
const TURNS: [u16; 2] = [30, 60];

impl Scanner {
    /// Reads a still picture: every stage, at several sizes, then turned, then enlarged. Earlier frames play no part.
    pub fn read_still(&mut self, frame: Luma<'_>) -> Vec<Detection> {
        self.read_still_watched(frame, &mut |_| ())
    }

    /// As [`Scanner::read_still`], with a report after each step: for those who measure.
    pub fn read_still_watched(&mut self, frame: Luma<'_>, watch: &mut dyn FnMut(Step)) -> Vec<Detection> {
        let found = self.search_still(frame, watch).into_iter();
        found.map(|detection| detection.drawn_in(&frame)).collect()
    }

    fn search_still(&mut self, frame: Luma<'_>, watch: &mut dyn FnMut(Step)) -> Vec<Detection> {
        if frame.width().min(frame.height()) < TINY_SIDE {
            let found = self.run_doubled(&frame, &ANYTHING, watch);
            if !found.is_empty() {
                return found;
            }
        }
        let mut sizes = Sizes { frame, halves: Vec::new() };
        let mut usual = 0;
        while sizes.long_side(usual) > USUAL_SIDE && sizes.short_side(usual) > 1 {
            usual += 1;
        }
        // The usual size first, then the smaller ones, the larger ones last.
        let smaller = (usual + 1..).take_while(|nth| sizes.short_side(nth - 1) >= LEAST_SIDE);
        let order: Vec<usize> = std::iter::once(usual).chain(smaller).chain((0..usual).rev()).collect();
        let mut may_be_matrix = false;
        for nth in order {
            let look = match nth.cmp(&usual) {
                Ordering::Less => Look::Larger,
                Ordering::Equal => Look::Usual,
                Ordering::Greater => Look::Smaller,
            };
            let Some(size) = sizes.nth(nth) else { continue };
            watch(Step { look, stage: None, found: false });
            let seen = Seen::new(size);
            let here = seen.grain().may_be_matrix();
            may_be_matrix |= here && look == Look::Usual;
            let stages: &[Stage] = if here { &ANYTHING } else { &BARS };
            let found = self.run(&seen, look, &[stages], &Reported::default(), watch);
            if !found.is_empty() {
                return placed(found, |point| scaled(point, nth));
            }
        }
        for degrees in TURNS.into_iter().filter(|_| may_be_matrix) {
            let look = Look::Turned(degrees);
            let degrees = f32::from(degrees);
            let Some(upright) = sizes.nth(usual) else { continue };
            let turned = upright.turned(degrees);
            watch(Step { look, stage: None, found: false });
            let found = self.run(&Seen::new(turned.view()), look, &[&TURNED], &Reported::default(), watch);
            if !found.is_empty() {
                return placed(found, |point| scaled(turned_back(point, &upright, &turned.view(), degrees), usual));
            }
        }
        if usual > 0 {
            return Vec::new();
        }
        let stages: &[Stage] = if may_be_matrix { &DOUBLED } else { &DOUBLED_BARS };
        self.run_doubled(&frame, stages, watch)
    }

    fn run_doubled(&mut self, frame: &Luma<'_>, stages: &[Stage], watch: &mut dyn FnMut(Step)) -> Vec<Detection> {
        let doubled = frame.doubled();
        watch(Step { look: Look::Doubled, stage: None, found: false });
        let found = self.run(&Seen::new(doubled.view()), Look::Doubled, &[stages], &Reported::default(), watch);
        placed(found, |point| Point { x: point.x / 2.0, y: point.y / 2.0 })
    }
}

/// The picture as it is, at a half, at a quarter and so on; each is made when it is asked for.
struct Sizes<'a> {
    frame: Luma<'a>,
    halves: Vec<LumaFrame>,
}

impl Sizes<'_> {
    /// Halved so many times; `None` if nothing would be left.
    fn nth(&mut self, nth: usize) -> Option<Luma<'_>> {
        while self.halves.len() < nth {
            let last = self.halves.last().map_or(self.frame, LumaFrame::view);
            let half = last.halved()?;
            self.halves.push(half);
        }
        Some(nth.checked_sub(1).map_or(self.frame, |at| self.halves[at].view()))
    }

    fn long_side(&self, nth: usize) -> usize {
        self.frame.width().max(self.frame.height()) >> nth
    }

    fn short_side(&self, nth: usize) -> usize {
        self.frame.width().min(self.frame.height()) >> nth
    }
}

fn placed(found: Vec<(Stage, Detection)>, place: impl Fn(Point) -> Point) -> Vec<Detection> {
    let place = |mut detection: Detection| {
        for point in &mut detection.outline {
            *point = place(*point);
        }
        detection
    };
    found.into_iter().map(|(_, detection)| place(detection)).collect()
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
