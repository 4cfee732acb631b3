//! What happens to a label on its way: scratches, tears, stains, fingers. All in modules of the symbol on it.
//!
//! Never here: what the printer did.

use std::f32::consts::TAU;

use fastrand::Rng;

use super::{Hit, Pose};
use crate::{Grid, Placed, Point, Sheet};

/// A finger in the camera's grey.
const SKIN: f32 = 0.42;

/// White lines across the symbol in any direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scratches {
    /// How many.
    pub count: usize,
    /// Width in modules.
    pub width: f32,
}

/// A corner of the symbol is torn off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tear {
    /// How far it goes into the symbol from the corner, in modules: so far along a scan, and 1.4 times as far along the
    /// bars.
    pub modules: f32,
}

/// A finger lies over the left or the right edge of the symbol.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finger {
    /// How far the tip reaches into the symbol, in modules. Negative: it stays in the quiet zone.
    pub modules: f32,
    /// Width of the finger in modules.
    pub width: f32,
}

/// A drop of something dark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stain {
    /// Radius in modules.
    pub radius: f32,
    /// What it takes of the light, 0 to 1.
    pub dark: f32,
}

impl Scratches {
    pub(super) fn print(&self, sheet: &mut Sheet, placed: &Placed, rng: &mut Rng) {
        let half = self.width * placed.module / 2.0;
        let lines: Vec<(Point, Point)> = (0..self.count)
            .map(|_| {
                let (sine, cosine) = (rng.f32() * TAU).sin_cos();
                (within(placed, rng, 0.1), (cosine, sine))
            })
            .collect();
        sheet.grid.change(|(x, y), value| {
            let off = |&((px, py), (dx, dy)): &(Point, Point)| {
                // A knife does not go straight: half a module to and fro.
                let (along, across) = ((x - px) * dx + (y - py) * dy, (y - py) * dx - (x - px) * dy);
                (across + half * (along / (9.0 * half + 1.0)).sin()).abs()
            };
            let bare = (half + 0.5 - lines.iter().map(off).fold(f32::MAX, f32::min)).clamp(0.0, 1.0);
            value + (Sheet::PAPER - value).max(0.0) * bare
        });
    }
}

impl Tear {
    pub(super) fn print(&self, sheet: &mut Sheet, placed: &Placed, rng: &mut Rng) {
        let corner = placed.corners[rng.usize(0..4)];
        let middle = placed.middle();
        let (right, down) = ((middle.0 - corner.0).signum(), (middle.1 - corner.1).signum());
        let (deep, ragged) = (self.modules * placed.module, rng.f32() * TAU);
        sheet.grid.change(|(x, y), value| {
            // A slanting, ragged line that cuts the corner off, steeper than 45°.
            let (in_x, in_y) = ((x - corner.0) * right, (y - corner.1) * down);
            let along = in_x - in_y;
            let edge = deep + placed.module * ((along * 0.11 + ragged).sin() + 0.6 * (along * 0.37 + ragged).sin());
            let beyond = edge - (in_x + in_y * 0.7);
            // The torn edge shows the paper's white core.
            match beyond {
                gone if gone > 1.5 * placed.module => Sheet::HOLE,
                gone if gone > 0.0 => 0.93,
                _ => value,
            }
        });
    }
}

impl Finger {
    /// Lays it over what is seen: it lies on the paper's plane, and goes on beyond the label.
    pub(super) fn cover(&self, light: &mut Grid, pose: &Pose, placed: &Placed, rng: &mut Rng) {
        let area = placed.area();
        let radius = self.width * placed.module / 2.0;
        let from_left = rng.bool();
        let slope = (rng.f32() - 0.5) * 0.8;
        let edge = if from_left { area.left } else { area.left + area.width };
        let inwards = if from_left { 1.0 } else { -1.0 };
        // The middle of the round tip.
        let tip_x = edge + inwards * (self.modules * placed.module - radius);
        let tip_y = area.top + area.height * (0.35 + 0.5 * rng.f32());
        // A pixel at the edge of the finger is skin in part.
        let soft = 1.0 / pose.scale;
        light.change(|pixel, value| {
            let Some(Hit { at: (x, y), .. }) = pose.to_sheet(pixel) else { return value };
            let (out, up) = ((tip_x - x) * inwards, y - tip_y);
            let across = if out > 0.0 { (up - slope * out).abs() } else { out.hypot(up) };
            let on_skin = ((radius - across) / soft + 0.5).clamp(0.0, 1.0);
            // Round, so darker at its edges; the lamp's shadow lies beside it.
            let skin = SKIN * (0.65 + 0.35 * (1.0 - (across / radius).min(1.0).powi(2)).sqrt());
            let shadow = 1.0 - 0.45 * (1.0 - (across - radius) / (radius * 0.35)).clamp(0.0, 1.0);
            value * shadow * (1.0 - on_skin) + skin * on_skin
        });
    }
}

impl Stain {
    pub(super) fn print(&self, sheet: &mut Sheet, placed: &Placed, rng: &mut Rng) {
        let middle = within(placed, rng, 0.0);
        let (radius, phase) = (self.radius * placed.module, rng.f32() * TAU);
        sheet.grid.change(|(x, y), value| {
            let (dx, dy) = (x - middle.0, y - middle.1);
            let angle = dy.atan2(dx);
            let reach = radius * (1.0 + 0.12 * (3.0 * angle + phase).sin() + 0.06 * (7.0 * angle - phase).sin());
            let inside = ((reach - dx.hypot(dy)) / placed.module + 0.5).clamp(0.0, 1.0);
            value * (1.0 - self.dark * inside)
        });
    }
}

/// A place in the symbol that keeps `margin` parts of its width and height from the edge.
fn within(placed: &Placed, rng: &mut Rng, margin: f32) -> Point {
    let area = placed.area();
    let mut part = || margin + (1.0 - 2.0 * margin) * rng.f32();
    (area.left + area.width * part(), area.top + area.height * part())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{Print, Symbol};

    fn black() -> (Sheet, Placed) {
        let all = Symbol::matrix(vec![true; 400], 20, 20, 4).unwrap();
        Sheet::label(&all, Print { module: 5.0, digits: false })
    }

    /// The part of the symbol that is no longer its ink.
    fn lost(sheet: &Sheet, placed: &Placed) -> f32 {
        let area = placed.area();
        let inked = |x: usize, y: usize| {
            sheet.grid.sample((area.left + x as f32, area.top + y as f32)).is_some_and(|value| value < 0.1)
        };
        let (width, height) = (area.width as usize, area.height as usize);
        let left = (0..width * height).filter(|i| inked(1 + i % width, 1 + i / width)).count();
        1.0 - left as f32 / (width * height) as f32
    }

    #[test]
    fn a_larger_tear_takes_more() {
        let taken = |modules| {
            let (mut sheet, placed) = black();
            let before = lost(&sheet, &placed);
            Tear { modules }.print(&mut sheet, &placed, &mut Rng::with_seed(1));
            lost(&sheet, &placed) - before
        };
        assert!(taken(4.0) > 0.01);
        assert!(taken(12.0) > taken(4.0) * 2.0);
    }

    #[test]
    fn a_tear_goes_as_far_along_a_scan_as_it_is_told_to_and_farther_along_the_bars() {
        for seed in 0..8 {
            let (mut sheet, placed) = black();
            let before = sheet.clone();
            Tear { modules: 8.0 }.print(&mut sheet, &placed, &mut Rng::with_seed(seed));
            let area = placed.area();
            // Modules that are gone along a line of the symbol just within an edge.
            let gone = |line: &dyn Fn(f32) -> Point| {
                let same = |step: &usize| {
                    let place = line(*step as f32 / 100.0);
                    sheet.grid.sample(place) == before.grid.sample(place)
                };
                20.0 * (1.0 - (1..100).filter(same).count() as f32 / 99.0)
            };
            let (right, bottom) = (area.left + area.width, area.top + area.height);
            let across = [area.top + 1.0, bottom - 1.0].map(|y| gone(&|part| (area.left + part * area.width, y)));
            let along = [area.left + 1.0, right - 1.0].map(|x| gone(&|part| (x, area.top + part * area.height)));
            let (across, along) = (across[0].max(across[1]), along[0].max(along[1]));
            // Ragged by 1.6 modules to and fro.
            assert!((across - 8.0).abs() < 2.0 && (along - 8.0 / 0.7).abs() < 2.8, "seed {seed}: {across} {along}");
        }
    }

    #[test]
    fn a_finger_reaches_as_far_as_it_is_told_to() {
        let (_, placed) = black();
        // As many pixels to a module as the sheet has, the symbol's middle in the picture's.
        let pose = Pose::facing(&placed, (200, 200), placed.module);
        for seed in 0..6 {
            let mut light = Grid::new(200, 200, 0.0);
            let finger = Finger { modules: 6.0, width: 10.0 };
            finger.cover(&mut light, &pose, &placed, &mut Rng::with_seed(seed));
            let skin = |module: f32| {
                let column = 100.5 + (module - 10.0) * placed.module;
                (50..150).any(|y| light.sample((column, y as f32)) > Some(0.1))
            };
            assert_eq!((skin(5.0) || skin(15.0), skin(7.5) || skin(12.5)), (true, false), "seed {seed}");
        }
    }

    #[test]
    fn a_stain_darkens_and_never_brightens() {
        let (before, placed) = black();
        let mut sheet = before.clone();
        Stain { radius: 6.0, dark: 0.8 }.print(&mut sheet, &placed, &mut Rng::with_seed(3));
        assert!(sheet.grid.values.iter().zip(&before.grid.values).all(|(now, then)| now <= then));
        assert_ne!(sheet, before);
    }

    #[test]
    fn a_scratch_lays_the_paper_bare() {
        let (mut sheet, placed) = black();
        Scratches { count: 1, width: 1.5 }.print(&mut sheet, &placed, &mut Rng::with_seed(2));
        let (x, y) = placed.middle();
        let around = (-50..50).map(|d| sheet.grid.sample((x + d as f32, y)).unwrap_or(0.0)).fold(0.0, f32::max);
        assert!(around > 0.8);
    }
}
