//! Pictures for recovery curves: one code, one thing that goes wrong, in rising strengths, and what a plot calls it.
//!
//! Never here: what a distortion does, what reads the pictures.

use fastrand::Rng;

use super::{Case, Kind, ladder};
use crate::{Distortion, Format, Ground, Noise, Options, Recipe, Rotation, SmallModules};

/// What is read: families that stand for the others, and for each two contents as labels have them.
const CODES: [(Format, [&str; 2]); 5] = [
    (Format::UpcA, ["400880000600", "036000291452"]),
    (Format::Code128, ["WO-10423-07", "SNK4711023"]),
    (Format::Code39, ["A-1742", "EQ0815"]),
    (Format::Qr, ["https://www.example.com/p/123456", "HTTPS://EX.CO/00417"]),
    (Format::DataMatrix, ["IC-104237", "PART 0815 REV C"]),
];

/// Pixels to a side of the picture: the longest code fits, turned too. It grows where modules are larger than usual.
const SIDE: f32 = 440.0;
/// Pixels to a module of bars: a code an arm's length away.
const MODULE: f32 = 2.2;
/// People hold matrix codes nearer.
const NEARER: f32 = 1.5;
/// Modules of a bar's height: a label cut low.
const HEIGHT: usize = 36;
/// No hand is straighter than this many degrees.
const HAND: f32 = 6.0;

/// A point of a curve: the strength from 0 to 1 and a picture of that strength.
///
/// `steps` strengths in equal steps, each with every family and two contents. Within a curve a code is held the same way
/// at each strength, so that only the distortion grows; another `seed` holds it another way.
pub fn rungs(kind: Kind, steps: usize, seed: u64) -> impl Iterator<Item = (f32, Case)> {
    ladder(kind, steps).flat_map(move |(strength, step)| {
        let codes = CODES.into_iter().flat_map(|(format, texts)| texts.map(|text| (format, text)));
        codes.enumerate().map(move |(place, (format, text))| {
            let mut rng = Rng::with_seed(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ place as u64);
            let held = Rotation { degrees: (rng.f32() - 0.5) * 2.0 * HAND };
            let sensor = Noise { electrons: 4_000.0, read: 3.0 };
            let module = if format.is_matrix() { MODULE * NEARER } else { MODULE };
            let larger =
                if let Distortion::SmallModules(SmallModules { pixels }) = step { pixels / MODULE } else { 1.0 };
            let side = (SIDE * larger.max(1.0)).ceil() as usize;
            let steps = vec![held.into(), sensor.into(), step];
            let case = Case {
                format,
                text: text.to_owned(),
                options: Options { height: Some(HEIGHT), ..Options::default() },
                ground: Ground::Carton,
                recipe: Recipe { width: side, height: side, module, steps: super::in_world_order(steps) },
                seed: rng.u64(..),
            };
            (strength, case)
        })
    })
}

/// What a plot writes at a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Legend {
    /// What goes wrong, in a few words.
    pub name: &'static str,
    /// What the strength 0 is, with its unit.
    pub from: &'static str,
    /// What the strength 1 is, with its unit.
    pub to: &'static str,
}

impl Kind {
    /// What a plot writes at its curve. See [`Kind::at`].
    pub const fn legend(self) -> Legend {
        let (name, from, to) = match self {
            Self::SmallModules => ("Small modules", "4 px", "0.7 px"),
            Self::Rotation => ("Turn", "0°", "90°"),
            Self::TiltAcross => ("Perspective, side away", "0°", "75°"),
            Self::TiltAlong => ("Perspective, top away", "0°", "75°"),
            Self::CylinderAcross => ("Pipe along the bars", "300 modules", "24"),
            Self::CylinderAlong => ("Pipe across the bars", "300 modules", "12"),
            Self::Defocus => ("Defocus", "0 px", "6 px"),
            Self::MotionAcross => ("Motion along the scan", "0 px", "14 px"),
            Self::MotionAlong => ("Motion along the bars", "0 px", "24 px"),
            Self::Noise => ("Noise", "5000 e⁻", "8 e⁻"),
            Self::LowLight => ("Low light", "0 stops", "10 stops"),
            Self::GlareSpot => ("Glare, spot", "0.1 × white", "5 ×"),
            Self::GlareBand => ("Glare, band", "0.1 × white", "5 ×"),
            Self::Shadow => ("Shadow", "0 %", "97 %"),
            Self::Falloff => ("Light from one side", "0 stops", "7 stops"),
            Self::LowContrast => ("Low contrast", "100 %", "4 %"),
            Self::Growth => ("Bars too wide", "0 modules", "0.95"),
            Self::Shrink => ("Bars too thin", "0 modules", "0.95"),
            Self::DeadHeatersAcross => ("Dead heaters across", "0", "16"),
            Self::DeadHeatersAlong => ("Dead heaters along", "0", "16"),
            Self::Fade => ("Thermal fade", "100 % left", "0 %"),
            Self::Scratches => ("Scratches", "0", "14"),
            Self::Tear => ("Torn corner", "0 modules", "40"),
            Self::Finger => ("Finger", "beside it", "24 modules in"),
            Self::Stain => ("Stain", "0 modules", "16"),
            Self::Jpeg => ("JPEG", "quality 95", "1"),
        };
        Legend { name, from, to }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_curve_has_every_code_at_each_strength_and_only_the_distortion_grows() {
        let all: Vec<(f32, Case)> = rungs(Kind::Defocus, 3, 1).collect();
        assert_eq!(all.len(), 3 * 2 * CODES.len());
        let (first, last) = (&all[0], &all[4 * CODES.len()]);
        assert_eq!((first.0, last.0), (0.0, 1.0));
        assert_eq!((&first.1.text, first.1.seed), (&last.1.text, last.1.seed));
        assert_eq!(first.1.recipe.steps[0], last.1.recipe.steps[0]);
        assert_ne!(first.1.recipe, last.1.recipe);
        assert!(rungs(Kind::Defocus, 3, 1).eq(all));
    }

    #[test]
    fn the_whole_code_is_in_the_picture_however_it_is_turned_and_however_large_it_is() {
        for (strength, case) in rungs(Kind::Rotation, 3, 1).chain(rungs(Kind::SmallModules, 3, 1)) {
            let side = case.recipe.width as f32;
            let inside = |&(x, y): &crate::Point| (0.0..side).contains(&x) && (0.0..side).contains(&y);
            assert!(case.photograph().unwrap().outlines[0].iter().all(inside), "{} {strength}", case.text);
        }
    }
}
