//! Each distortion as one dial from 0 to 1.
//!
//! Never here: which distortions go together.

use crate::{
    Axis, Cylinder, DeadHeaters, Defocus, Distortion, Fade, Falloff, Finger, Glare, GlareShape, Growth, Jpeg,
    LowContrast, LowLight, MotionBlur, Noise, Rotation, Scratches, Shadow, SmallModules, Stain, Tear, Tilt,
};

/// A distortion whose strength is turned up with one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// From 4 pixels to a module down to 0.7.
    SmallModules,
    /// From 0° to 90°, clockwise.
    Rotation,
    /// From 0° to 75°, the right side away.
    TiltAcross,
    /// From 0° to 75°, the upper side away.
    TiltAlong,
    /// A pipe along the bars: radius from 300 modules down to 24.
    CylinderAcross,
    /// A pipe across the bars: radius from 300 modules down to 12.
    CylinderAlong,
    /// A disc of 0 to 6 pixels radius.
    Defocus,
    /// 0 to 14 pixels along the scan.
    MotionAcross,
    /// 0 to 24 pixels along the bars.
    MotionAlong,
    /// From 5000 electrons for white down to 8.
    Noise,
    /// From 0 to 10 stops too dark, two thirds of them given back by gain.
    LowLight,
    /// A lamp of 0.1 to 5 times white.
    GlareSpot,
    /// A tube at 60° to the scan, of 0.1 to 5 times white.
    GlareBand,
    /// A shadow that takes 0 to 97 % from half of the picture.
    Shadow,
    /// 0 to 7 stops from side to side.
    Falloff,
    /// From all of the contrast to 4 %.
    LowContrast,
    /// Bars that gain 0 to 0.95 modules.
    Growth,
    /// Bars that lose 0 to 0.95 modules.
    Shrink,
    /// 0 to 16 dead heaters of 0.8 modules across the bars.
    DeadHeatersAcross,
    /// 0 to 16 dead heaters of 0.8 modules along the bars.
    DeadHeatersAlong,
    /// Ink of which 100 % to 0 % are left at the right end.
    Fade,
    /// 0 to 14 scratches of one module.
    Scratches,
    /// A corner torn off 0 to 40 modules deep.
    Tear,
    /// A finger from 4 modules outside to 24 inside.
    Finger,
    /// A dark drop of 0 to 16 modules radius.
    Stain,
    /// JPEG quality from 95 down to 1.
    Jpeg,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 26] = [
        Self::SmallModules,
        Self::Rotation,
        Self::TiltAcross,
        Self::TiltAlong,
        Self::CylinderAcross,
        Self::CylinderAlong,
        Self::Defocus,
        Self::MotionAcross,
        Self::MotionAlong,
        Self::Noise,
        Self::LowLight,
        Self::GlareSpot,
        Self::GlareBand,
        Self::Shadow,
        Self::Falloff,
        Self::LowContrast,
        Self::Growth,
        Self::Shrink,
        Self::DeadHeatersAcross,
        Self::DeadHeatersAlong,
        Self::Fade,
        Self::Scratches,
        Self::Tear,
        Self::Finger,
        Self::Stain,
        Self::Jpeg,
    ];

    /// The distortion at a strength from 0, next to nothing, to 1, where nobody reads any more or next to nobody.
    pub fn at(self, strength: f32) -> Distortion {
        let s = strength.clamp(0.0, 1.0);
        let count = |most: f32| (most * s).round() as usize;
        match self {
            Self::SmallModules => SmallModules { pixels: ratio(4.0, 0.7, s) }.into(),
            Self::Rotation => Rotation { degrees: 90.0 * s }.into(),
            Self::TiltAcross => Tilt { across: 75.0 * s, along: 0.0 }.into(),
            Self::TiltAlong => Tilt { across: 0.0, along: 75.0 * s }.into(),
            Self::CylinderAcross => Cylinder { radius: ratio(300.0, 24.0, s), axis: Axis::Vertical }.into(),
            Self::CylinderAlong => Cylinder { radius: ratio(300.0, 12.0, s), axis: Axis::Horizontal }.into(),
            Self::Defocus => Defocus { radius: 6.0 * s }.into(),
            Self::MotionAcross => MotionBlur { length: 14.0 * s, degrees: 0.0 }.into(),
            Self::MotionAlong => MotionBlur { length: 24.0 * s, degrees: 90.0 }.into(),
            Self::Noise => Noise { electrons: ratio(5000.0, 8.0, s), read: 2.0 }.into(),
            Self::LowLight => LowLight { stops: 10.0 * s, gain: 6.7 * s }.into(),
            Self::GlareSpot => {
                Glare { strength: ratio(0.1, 5.0, s), reach: 70.0, at: (0.1, 0.0), shape: GlareShape::Spot }.into()
            }
            Self::GlareBand => {
                Glare { strength: ratio(0.1, 5.0, s), reach: 40.0, at: (0.0, 0.0), shape: GlareShape::Band(60.0) }
                    .into()
            }
            Self::Shadow => Shadow { depth: 0.97 * s, at: 0.1, degrees: 25.0, soft: 12.0 }.into(),
            Self::Falloff => Falloff { stops: 7.0 * s, degrees: 15.0 }.into(),
            Self::LowContrast => LowContrast { left: ratio(1.0, 0.04, s) }.into(),
            Self::Growth => Growth { modules: 0.95 * s }.into(),
            Self::Shrink => Growth { modules: -0.95 * s }.into(),
            Self::DeadHeatersAcross => DeadHeaters { count: count(16.0), width: 0.8, axis: Axis::Horizontal }.into(),
            Self::DeadHeatersAlong => DeadHeaters { count: count(16.0), width: 0.8, axis: Axis::Vertical }.into(),
            Self::Fade => Fade { left: 1.0 - s, axis: Axis::Horizontal }.into(),
            Self::Scratches => Scratches { count: count(14.0), width: 1.0 }.into(),
            Self::Tear => Tear { modules: 40.0 * s }.into(),
            Self::Finger => Finger { modules: 28.0 * s - 4.0, width: 26.0 }.into(),
            Self::Stain => Stain { radius: 16.0 * s, dark: 0.9 }.into(),
            Self::Jpeg => Jpeg { quality: ratio(95.0, 1.0, s).round() as u8 }.into(),
        }
    }
}

/// From one value to another in equal ratios, as what is seen grows.
fn ratio(from: f32, to: f32, part: f32) -> f32 {
    from * (to / from).powf(part)
}

/// Rising strengths of one distortion for a recovery curve: strength and distortion, from 0 to 1 in equal steps.
pub fn ladder(kind: Kind, steps: usize) -> impl Iterator<Item = (f32, Distortion)> {
    (0..steps).map(move |step| {
        let strength = step as f32 / (steps.max(2) - 1) as f32;
        (strength, kind.at(strength))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ladder_goes_from_nothing_to_all() {
        let radii: Vec<Distortion> = ladder(Kind::Defocus, 3).map(|(_, step)| step).collect();
        let disc = |radius| Distortion::from(Defocus { radius });
        assert_eq!(radii, [disc(0.0), disc(3.0), disc(6.0)]);
        assert_eq!(ladder(Kind::Jpeg, 1).count(), 1);
    }

    #[test]
    fn each_step_of_a_ladder_differs_from_the_one_before() {
        for kind in Kind::ALL {
            let steps: Vec<Distortion> = ladder(kind, 6).map(|(_, step)| step).collect();
            assert!(steps.windows(2).all(|pair| pair[0] != pair[1]), "{kind:?}");
        }
    }
}
