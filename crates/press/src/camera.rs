//! A camera that sees a sheet badly: what a [`Recipe`] says, in the order in which it happens in the world.
//!
//! 1. On the paper: print growth, dead heaters, fading, contrast, damage.
//! 2. Geometry: all of it makes one [`Pose`], and the sheet is resampled once. Fingers lie on it.
//! 3. Light, then lens, then sensor: in linear light.
//! 4. The tone curve, 8 bits, the file.
//!
//! Within one of these the recipe's own order holds. Never here: what is on the sheet, which distortions go together.

mod damage;
mod distortion;
mod ground;
mod lens;
mod light;
mod paper;
mod pose;
mod sensor;

use fastrand::Rng;

pub use damage::{Finger, Scratches, Stain, Tear};
pub use distortion::Distortion;
pub use ground::Ground;
pub use lens::{Defocus, MotionBlur};
pub use light::{Falloff, Glare, GlareShape, Shadow};
pub use paper::{Axis, DeadHeaters, Fade, Growth, LowContrast};
pub use pose::{Cylinder, Hit, Pose, Rotation, SmallModules, Tilt};
pub use sensor::{Jpeg, LowLight, Noise};

pub(crate) use sensor::grey;

use crate::{Error, Grid, Placed, Point, Sheet};

/// A grey picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Grey values row by row, the top one first: 0 is black.
    pub pixels: Vec<u8>,
}

/// A picture and where the symbols truly are in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shot {
    /// The picture.
    pub picture: Picture,
    /// Of each symbol the corners without quiet zones, in pixels: its own upper left, upper right, lower right, lower
    /// left, wherever they are turned to. They may lie outside of the picture, and be hidden: behind a pipe that the label
    /// goes around, under a finger, or torn off.
    pub outlines: Vec<[Point; 4]>,
}

/// What stands before the camera.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The paper.
    pub sheet: &'a Sheet,
    /// The symbols on it. The first one is what is looked at, and what is damaged.
    pub placed: &'a [Placed],
    /// What the paper lies on.
    pub ground: Ground,
}

/// How the picture is taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// Pixels in a row of the picture.
    pub width: usize,
    /// Rows of the picture.
    pub height: usize,
    /// Pixels to a module in the middle, before [`SmallModules`] says otherwise.
    pub module: f32,
    /// What goes wrong.
    pub steps: Vec<Distortion>,
}

/// Prints, looks, exposes: the whole way. The same recipe and seed make the same picture.
///
/// Fails if the subject has no symbol or if the JPEG coder does.
pub fn photograph(subject: Subject, recipe: &Recipe, seed: u64) -> Result<Shot, Error> {
    let first = subject.placed.first().ok_or(Error::Recipe("there is no symbol on the sheet"))?;
    let sheet = print(subject.sheet, first, &recipe.steps, seed);
    let mut pose = Pose::facing(first, (recipe.width, recipe.height), recipe.module);
    recipe.steps.iter().for_each(|step| step.move_camera(&mut pose, first));
    expose(Subject { sheet: &sheet, ..subject }, &pose, &recipe.steps, seed)
}

/// The sheet with what happens on paper.
pub fn print(sheet: &Sheet, placed: &Placed, steps: &[Distortion], seed: u64) -> Sheet {
    let mut sheet = sheet.clone();
    for (place, step) in steps.iter().enumerate() {
        step.print(&mut sheet, placed, &mut dice(seed, place));
    }
    sheet
}

/// The picture from a pose. Only fingers and steps of light, lens, sensor and file count here.
pub fn expose(subject: Subject, pose: &Pose, steps: &[Distortion], seed: u64) -> Result<Shot, Error> {
    let mut light = seen(subject, pose);
    if let Some(first) = subject.placed.first() {
        for (place, step) in steps.iter().enumerate() {
            step.cover(&mut light, pose, first, &mut dice(seed, place));
        }
    }
    let stages = [Distortion::shine, Distortion::focus, Distortion::sense];
    for stage in stages {
        for (place, step) in steps.iter().enumerate() {
            stage(step, &mut light, &mut dice(seed, place));
        }
    }
    let pixels = light.values.iter().map(|&value| grey(value)).collect();
    let mut picture = Picture { width: light.width, height: light.height, pixels };
    for step in steps {
        step.save(&mut picture)?;
    }
    let outline = |placed: &Placed| placed.corners.map(|corner| pose.to_picture(corner));
    Ok(Shot { picture, outlines: subject.placed.iter().map(outline).collect() })
}

/// A step's own stream of numbers, so that what one step takes does not change the next.
fn dice(seed: u64, place: usize) -> Rng {
    Rng::with_seed(seed ^ (place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The light that falls on each pixel, collected over its area.
fn seen(subject: Subject, pose: &Pose) -> Grid {
    let (width, height) = pose.size;
    // As many samples along a pixel as it covers pixels of the sheet: fewer would miss bars, more would add nothing. Two at
    // least, for smooth edges; six at most, for the time it takes.
    let fine = (1.0 / pose.scale).ceil().clamp(2.0, 6.0) as usize;
    let mut light = Grid::new(width, height, 0.0);
    light.change(|(x, y), _| {
        let along = if is_far_from(subject.sheet, pose, (x, y)) { 2 } else { fine };
        let step = 1.0 / along as f32;
        let mut sum = 0.0;
        for i in 0..along * along {
            let (right, down) = ((i % along) as f32 + 0.5, (i / along) as f32 + 0.5);
            sum += glance(subject, pose, (x - 0.5 + right * step, y - 0.5 + down * step));
        }
        sum / (along * along) as f32
    });
    light
}

/// Whether a pixel sees the ground only, where nobody reads. The margin of four pixels holds for slants too.
fn is_far_from(sheet: &Sheet, pose: &Pose, pixel: Point) -> bool {
    let margin = 4.0 / pose.scale;
    pose.to_sheet(pixel).is_some_and(|Hit { at: (x, y), .. }| {
        let (right, bottom) = (sheet.grid.width as f32 + margin, sheet.grid.height as f32 + margin);
        x < -margin || y < -margin || x > right || y > bottom
    })
}

fn glance(subject: Subject, pose: &Pose, pixel: Point) -> f32 {
    match pose.to_sheet(pixel) {
        Some(hit) => {
            let reflectance = subject.sheet.grid.sample(hit.at).filter(|value| !value.is_nan());
            hit.shade * reflectance.unwrap_or_else(|| subject.ground.at(hit.at))
        }
        None => Ground::BEHIND,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{Format, Print, encode};

    fn shot(steps: Vec<Distortion>, seed: u64) -> Shot {
        let (sheet, placed) =
            Sheet::label(&encode(Format::Ean8, "1234567").unwrap(), Print { module: 6.0, digits: true });
        let recipe = Recipe { width: 400, height: 300, module: 4.0, steps };
        photograph(Subject { sheet: &sheet, placed: &[placed], ground: Ground::Carton }, &recipe, seed).unwrap()
    }

    #[test]
    fn the_same_seed_makes_the_same_picture_and_another_one_another() {
        let steps = || vec![Scratches { count: 3, width: 1.0 }.into(), Noise { electrons: 500.0, read: 5.0 }.into()];
        assert_eq!(shot(steps(), 1), shot(steps(), 1));
        assert_ne!(shot(steps(), 1).picture, shot(steps(), 2).picture);
    }

    #[test]
    fn the_outline_lies_where_the_bars_are() {
        let shot = shot(vec![Rotation { degrees: 20.0 }.into(), Tilt { across: 30.0, along: 10.0 }.into()], 1);
        let [a, b, c, d] = shot.outlines[0];
        // The first and the last bar are dark, one module outside of them is white.
        let along =
            |from: Point, to: Point, part: f32| (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        let (left, right) = (along(a, d, 0.5), along(b, c, 0.5));
        let at = |(x, y): Point| shot.picture.pixels[y as usize * shot.picture.width + x as usize];
        for (inside, outside) in [(0.5 / 67.0, -2.0 / 67.0), (66.5 / 67.0, 69.0 / 67.0)] {
            assert!(at(along(left, right, inside)) < 150);
            assert!(at(along(left, right, outside)) > 200);
        }
    }

    #[test]
    fn a_sheet_without_a_symbol_is_refused() {
        let recipe = Recipe { width: 8, height: 8, module: 1.0, steps: Vec::new() };
        let subject = Subject { sheet: &Sheet::new(4, 4, 0.5), placed: &[], ground: Ground::Carton };
        assert!(photograph(subject, &recipe, 0).is_err());
    }
}
