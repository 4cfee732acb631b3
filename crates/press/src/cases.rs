//! Hard pictures in order: mixed ones for a score, ladders for a curve.
//!
//! Never here: how a distortion works, what reads the pictures.

mod content;
mod curve;
mod kind;

use fastrand::Rng;

pub use curve::{Legend, rungs};
pub use kind::{Kind, ladder};

use crate::chance::seed_at;
use crate::{
    Distortion, Error, Format, Ground, Modules, Options, Placed, Print, Recipe, Rotation, Sheet, Shot, Subject, Symbol,
    Tilt, encode_with, photograph,
};

/// Pixels of the sheet to a module: finer than any picture needs.
const PRINTED: f32 = 6.0;

/// A picture to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The symbology.
    pub format: Format,
    /// What is encoded. See [`encode_with`].
    pub text: String,
    /// How it is encoded.
    pub options: Options,
    /// What the label lies on.
    pub ground: Ground,
    /// How it is photographed.
    pub recipe: Recipe,
    /// Where chance starts.
    pub seed: u64,
}

impl Case {
    /// The text as readers report it: no FNC1 at its start, no add-on, no guards of Codabar.
    pub fn expected(&self) -> &str {
        let text = self.text.strip_prefix(crate::FNC1).unwrap_or(&self.text);
        match self.format {
            Format::Ean13 | Format::Ean8 | Format::UpcA | Format::UpcE => text.split('+').next().unwrap_or(text),
            Format::Codabar => text.trim_matches(|c: char| c.is_ascii_alphabetic()),
            _ => text,
        }
    }

    /// The label.
    pub fn label(&self) -> Result<(Sheet, Placed), Error> {
        let symbol = encode_with(self.format, &self.text, &self.options)?;
        Ok(Sheet::label(&symbol, Print { module: PRINTED, digits: !self.format.is_matrix() }))
    }

    /// The picture.
    pub fn photograph(&self) -> Result<Shot, Error> {
        let (sheet, placed) = self.label()?;
        photograph(Subject { sheet: &sheet, placed: &[placed], ground: self.ground }, &self.recipe, self.seed)
    }
}

/// What is wrong with the print or the label.
const PRINT: [Kind; 10] = [
    Kind::LowContrast,
    Kind::Growth,
    Kind::Shrink,
    Kind::DeadHeatersAcross,
    Kind::DeadHeatersAlong,
    Kind::Fade,
    Kind::Scratches,
    Kind::Tear,
    Kind::Finger,
    Kind::Stain,
];

/// What is wrong with the way it is held.
const HOLD: [Kind; 4] = [Kind::TiltAcross, Kind::TiltAlong, Kind::CylinderAcross, Kind::CylinderAlong];

/// What is wrong with the light.
const LIGHT: [Kind; 5] = [Kind::LowLight, Kind::GlareSpot, Kind::GlareBand, Kind::Shadow, Kind::Falloff];

/// What is wrong with the camera, besides the noise and the file that every picture has.
const CAMERA: [Kind; 3] = [Kind::Defocus, Kind::MotionAcross, Kind::MotionAlong];

/// Moderately hard cases, the formats in turn. Each has a distortion of two of the four groups print, hold, light and
/// camera at a third of its range or less, some noise, a slight slant and a JPEG file: what a shop's phone sees on a
/// bad day.
///
/// The same count and seed give the same cases, and a larger count starts with those of a smaller one. An error is a text
/// that was made up and cannot be encoded; it would be a fault of this crate.
pub fn cases(count: usize, seed: u64) -> impl Iterator<Item = Result<Case, Error>> {
    (0..count).map(move |place| {
        let mut rng = Rng::with_seed(seed_at(seed, place));
        let format = Format::ALL[place % Format::ALL.len()];
        let (text, options) = content::content(format, &mut rng)?;
        let symbol = encode_with(format, &text, &options)?;
        let recipe = recipe(&symbol, place / Format::ALL.len(), &mut rng);
        let ground = [Ground::Carton, Ground::Bench, Ground::Plain(0.7), Ground::Plain(0.08)][rng.usize(0..4)];
        Ok(Case { format, text, options, ground, recipe, seed: rng.u64(..) })
    })
}

/// Strengths are this at most: most pictures can still be read by a good reader.
const HARDEST: f32 = 1.0 / 3.0;

fn recipe(symbol: &Symbol, round: usize, rng: &mut Rng) -> Recipe {
    let groups: [&[Kind]; 4] = [&PRINT, &HOLD, &LIGHT, &CAMERA];
    // Six pairs of groups, each as often as the others.
    let pairs = [(0, 1), (2, 3), (0, 2), (1, 3), (0, 3), (1, 2)];
    let (one, other) = pairs[round % pairs.len()];
    let mut steps = vec![
        Rotation { degrees: (rng.f32() - 0.5) * 30.0 }.into(),
        Tilt { across: (rng.f32() - 0.5) * 16.0, along: (rng.f32() - 0.5) * 16.0 }.into(),
    ];
    let mut add = |group: &[Kind]| {
        let kind = group[rng.usize(0..group.len())];
        steps.push(kind.at(HARDEST * (0.4 + 0.6 * rng.f32())));
    };
    [groups[one], groups[other], &[Kind::Noise], &[Kind::Jpeg]].into_iter().for_each(&mut add);
    // People hold matrix codes nearer: they are smaller.
    let near = if matches!(symbol.modules(), Modules::Matrix { .. }) { 1.5 } else { 1.0 };
    let module = near * 1.6 * 2f32.powf(rng.f32());
    let (width, height) = frame(symbol, module);
    Recipe { width, height, module, steps: in_world_order(steps) }
}

/// A camera's usual frame that holds the symbol with some room.
fn frame(symbol: &Symbol, module: f32) -> (usize, usize) {
    let wide = symbol.width() as f32 * module * 1.25;
    if wide > 640.0 { (1280, 720) } else { (640, 480) }
}

/// Paper before geometry before light: only for people who read a recipe, the camera keeps that order anyway.
fn in_world_order(mut steps: Vec<Distortion>) -> Vec<Distortion> {
    steps.sort_by_key(Distortion::stage);
    steps
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeMap;

    use super::*;

    fn made(count: usize, seed: u64) -> Vec<Case> {
        cases(count, seed).collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn the_formats_take_turns() {
        let mut counts = BTreeMap::new();
        made(44, 1).iter().for_each(|case| *counts.entry(case.format.name()).or_insert(0) += 1);
        assert_eq!(counts.values().copied().collect::<Vec<i32>>(), [4; 11]);
    }

    #[test]
    fn more_cases_start_with_the_fewer() {
        assert_eq!(made(12, 5), made(30, 5)[..12]);
        assert_ne!(made(12, 5), made(12, 6));
    }

    #[test]
    fn no_case_comes_again_in_a_neighbouring_series() {
        let one = made(77, 1);
        for seed in [0, 2, 66, 67, 68] {
            let both = made(77, seed).into_iter().find(|case| one.contains(case));
            assert_eq!(both, None, "seed {seed}");
        }
    }

    #[test]
    fn every_case_has_noise_and_a_file_once() {
        for case in made(132, 3) {
            let count = |is: fn(&Distortion) -> bool| case.recipe.steps.iter().filter(|step| is(step)).count();
            let noise = count(|step| matches!(step, Distortion::Noise(_)));
            let files = count(|step| matches!(step, Distortion::Jpeg(_)));
            assert_eq!((noise, files), (1, 1), "{:?}", case.recipe);
        }
    }

    #[test]
    fn a_case_expects_what_readers_report() {
        let mut case = made(1, 0).remove(0);
        case.text = "9780201379624+52495".to_owned();
        assert_eq!(case.expected(), "9780201379624");
        (case.format, case.text) = (Format::Code128, "\u{1d}10A+B\u{1d}21C".to_owned());
        assert_eq!(case.expected(), "10A+B\u{1d}21C");
        (case.format, case.text) = (Format::Codabar, "A40-156B".to_owned());
        assert_eq!(case.expected(), "40-156");
    }

    #[test]
    fn a_case_makes_a_picture_that_holds_its_code() {
        let inside = |shot: &Shot| {
            let (width, height) = (shot.picture.width as f32, shot.picture.height as f32);
            shot.outlines[0].iter().all(|&(x, y)| (0.0..width).contains(&x) && (0.0..height).contains(&y))
        };
        let held = made(33, 2).iter().filter(|case| inside(&case.photograph().unwrap())).count();
        assert_eq!(held, 33);
    }
}
