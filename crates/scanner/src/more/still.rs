//! A single picture: every stage of the second module, at two sizes, then turned.
//!
//! Never here: what the first module tries before.

use super::databar::Search;
use super::{MoreScanner, Stage};
use crate::frame::{middle, turn};
use crate::vote::Reported;
use crate::{Detection, Luma, Point};

/// Beyond this on the long side, more pixels mostly cost time.
const USUAL_SIDE: usize = 1_800;
const ALL_STAGES: [Stage; 5] =
    [Stage::DataBar, Stage::Pdf417, Stage::Aztec, Stage::Pdf417Sideways, Stage::DataBarSlanted];
/// PDF417 is followed along horizontal edges, ten degrees to each side: with its quarter turns these bring every angle
/// near enough.
const TURNS: [f32; 4] = [20.0, -20.0, 40.0, -40.0];
const TURNED_STAGES: [Stage; 3] = [Stage::Pdf417, Stage::Pdf417Sideways, Stage::DataBar];

impl MoreScanner {
    /// Reads what the first module does not.
    pub(super) fn read_more_of_still(&mut self, frame: Luma<'_>) -> Vec<Detection> {
        if frame.width().max(frame.height()) > USUAL_SIDE {
            let Some(half) = frame.halved() else {
                return Vec::new();
            };
            let found = self.read_more_of_still(half.view());
            return found.into_iter().map(|detection| detection.scaled(2.0)).collect();
        }
        let found = self.run(&frame, &ALL_STAGES, Search::STILL, &Reported::default());
        if !found.is_empty() {
            return found;
        }
        for degrees in TURNS {
            let turned = frame.turned(degrees);
            let mut found = self.run(&turned.view(), &TURNED_STAGES, Search::STILL, &Reported::default());
            if !found.is_empty() {
                let points = found.iter_mut().flat_map(|detection| &mut detection.outline);
                points.for_each(|point| *point = turned_back(*point, &frame, &turned.view(), degrees));
                return found;
            }
        }
        let Some(half) = frame.halved() else {
            return Vec::new();
        };
        let found = self.run(&half.view(), &ALL_STAGES, Search::STILL, &Reported::default());
        found.into_iter().map(|detection| detection.scaled(2.0)).collect()
    }
}

fn turned_back(point: Point, upright: &Luma<'_>, turned: &Luma<'_>, degrees: f32) -> Point {
    let (from, to) = (middle(turned.width(), turned.height()), middle(upright.width(), upright.height()));
    let (x, y) = turn((point.x - from.0, point.y - from.1), -degrees);
    Point { x: x + to.0, y: y + to.1 }
}
